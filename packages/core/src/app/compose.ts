import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { noAdapters } from '../kernel/adapters.js';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import type { Database } from '../kernel/db/database.js';
import { migrate } from '../kernel/db/migrate.js';
import { openFileStore } from '../kernel/files.js';
import type { Kernel } from '../kernel/kernel.js';
import { openLog } from '../kernel/log.js';
import { pooledRandom } from '../kernel/random.js';
import { openReadAudit } from '../kernel/read-audit.js';
import { migrations, tables } from '../migrations/index.js';

/** Opens what the configuration names. The other engine's driver need not be installed. */
export async function openDatabase(config: Config): Promise<Database> {
  const address = databaseAddress(config);
  if (address.engine === 'sqlite') {
    const { openSqlite } = await import('../kernel/db/sqlite.js');
    return openSqlite({ file: address.file }, tables);
  }
  const { openPostgres } = await import('../kernel/db/postgres.js');
  const connections = config.database.engine === 'postgres' ? { connections: config.database.connections } : {};
  return openPostgres({ url: address.url, ...connections }, tables);
}

/** Opens the database, brings its schema up to date, and makes the kernel that everything leans on. */
export async function openKernel(config: Config, clock: Clock): Promise<Kernel> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const log = openLog(config.log.level);
  const db = await openDatabase(config);
  const applied = await migrate(db, migrations, clock);
  if (applied.length > 0) log.info({ migrations: applied, engine: db.engine }, 'the schema is up to date');
  const readAudit = openReadAudit(db, clock, pooledRandom, (error) =>
    log.error({ err: error }, 'the read audit could not be written'),
  );
  const files = openFileStore(path.join(config.data, 'files'), pooledRandom, clock);
  return { config, db, clock, random: pooledRandom, log, readAudit, files, adapters: noAdapters };
}

/** Writes what is waiting and closes the database. */
export async function closeKernel(kernel: Kernel): Promise<void> {
  await kernel.adapters.close();
  await kernel.readAudit.close();
  await kernel.standsIn?.close();
  await kernel.db.close();
}

/** Brings the schema up to date and closes again. Answers the names of the migrations applied. */
export async function migrateDatabase(config: Config, clock: Clock): Promise<string[]> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const db = await openDatabase(config);
  try {
    return await migrate(db, migrations, clock);
  } finally {
    await db.close();
  }
}
