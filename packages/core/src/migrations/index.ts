import type { Migration } from '../kernel/db/migrate.js';
import { tableRegistry, type TableRegistry } from '../kernel/db/tables.js';
import { foundation } from './0001-foundation/index.js';

/** Every migration, in order. A shipped one is never edited. */
export const migrations: readonly Migration[] = [foundation];

/** The tables that all migrations together make. */
export const tables: TableRegistry = tableRegistry(migrations.flatMap((migration) => migration.creates));
