/** Copies of a whole installation: on the other engine, and with invented people. */
export { type Vocabulary } from './anonymise/invent.js';
export { cloneAnonymised } from './clone-anonymised.js';
export { cloneInTheWay, cloneUnderWay } from './clone-errors.js';
export { endClone, findAdministrator } from './clone-repository.js';
export { type ComparedTable } from './compare-tables.js';
export { chainsBroken, notSqlite } from './move-errors.js';
export { moveToPostgres, type Moved } from './move-to-postgres.js';
