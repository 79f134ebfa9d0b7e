import {
  backupFolder,
  copyFolder,
  listBackups,
  shownCopyRecord,
  readLastRehearsal,
  type CopyRecord,
  type KnownBackup,
  type LastRehearsal,
} from '../backups/index.js';
import type { Config } from '../kernel/config.js';
import { isCopied } from '../kernel/copy-setting.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { readAppliedMigrations } from '../kernel/db/inspect-database.js';
import { schemaOf, type AppliedMigration } from '../kernel/db/migrate.js';
import { migrations } from '../migrations/index.js';

/** How the tables of an installation stand to those that this version expects. */
export type SchemaState = 'current' | 'behind' | 'other' | 'none' | 'unreachable';

/** What can be told of an installation at any time, whether it runs or not. */
export interface InstallationState {
  readonly engine: 'sqlite' | 'postgres';
  readonly schema: SchemaState;
  /** Names of the migrations that have run. */
  readonly migrations: readonly string[];
  readonly newestBackup: KnownBackup | undefined;
  readonly lastRehearsal: LastRehearsal | undefined;
  /** Of the continuous copy; undefined: none is configured. */
  readonly copy: CopyRecord | undefined;
  readonly copyRehearsal: LastRehearsal | undefined;
}

/** Reads a few rows and names of files; quick on a large database, and changes nothing. */
export async function readInstallationState(config: Config): Promise<InstallationState> {
  const folder = backupFolder(config);
  const copying = isCopied(config) ? copyFolder(config) : undefined;
  const [schema, [newestBackup], lastRehearsal, copy, copyRehearsal] = await Promise.all([
    schemaState(config),
    listBackups(folder),
    readLastRehearsal(folder),
    copying === undefined ? undefined : shownCopyRecord(copying),
    copying === undefined ? undefined : readLastRehearsal(copying),
  ]);
  const { engine } = config.database;
  return { engine, ...schema, newestBackup, lastRehearsal, copy, copyRehearsal };
}

async function schemaState(config: Config): Promise<Pick<InstallationState, 'schema' | 'migrations'>> {
  let applied: readonly AppliedMigration[] | undefined;
  try {
    applied = await readAppliedMigrations(databaseAddress(config));
  } catch {
    return { schema: 'unreachable', migrations: [] };
  }
  if (!applied) return { schema: 'none', migrations: [] };
  const { others, missing } = compareSchema(applied, config.database.engine);
  const schema = others.length > 0 ? 'other' : missing > 0 ? 'behind' : 'current';
  return { schema, migrations: applied.map(({ name }) => name) };
}

/** Migrations that ran, held against those of this version: those that it doesn't know so, and how many are to come. */
export function compareSchema(
  applied: readonly AppliedMigration[],
  engine: Config['database']['engine'],
): { others: string[]; missing: number } {
  const known = new Map(schemaOf(engine, migrations).map(({ name, digest }) => [name, digest]));
  const others = applied.filter(({ name, digest }) => known.get(name) !== digest).map(({ name }) => name);
  return { others, missing: known.size - (applied.length - others.length) };
}
