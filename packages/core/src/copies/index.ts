/** Copies of a whole installation: on the other engine. */
export { type ComparedTable } from './compare-tables.js';
export { chainsBroken, notSqlite } from './move-errors.js';
export { moveToPostgres, type Moved } from './move-to-postgres.js';
