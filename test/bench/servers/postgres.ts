import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { asServer, giveToOwner, makeRoles } from '#core/kernel/testing/bound-role.js';
import { findPostgresBinaries, unprivilegedUser } from '#core/kernel/testing/postgres-server.js';
import { startOwn } from './own-process.js';

/** A PostgreSQL of the benchmark's own, set as for production: what it has answered survives a power cut. */
export interface BenchPostgres {
  /** The address of a database, made if it isn't there, for a role that row-level security holds. */
  database(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  readonly version: string;
  stop(): Promise<void>;
}

/** Durability is PostgreSQL's default, and stated; the rest is what a machine of this size is usually given. */
const settings = [
  'listen_addresses=',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'wal_level=replica',
  'max_wal_size=8GB',
  'checkpoint_timeout=15min',
  'shared_buffers=1GB',
  'effective_cache_size=4GB',
  'random_page_cost=1.1',
  'work_mem=16MB',
  'max_connections=60',
].flatMap((setting) => ['-c', setting]);

/** @throws Error when PostgreSQL isn't installed or can't use the folder */
export async function startPostgres(folder: string): Promise<BenchPostgres> {
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error('There is no PostgreSQL to measure. On Debian: apt-get install -y postgresql');
  const user = unprivilegedUser();
  const base = placeFor(folder, user);
  const data = path.join(base, 'data');
  if (!existsSync(path.join(data, 'PG_VERSION'))) initialise(binaries.folder, data, user);
  rmSync(path.join(data, 'postmaster.pid'), { force: true });
  const server = await startOwn({
    command: path.join(binaries.folder, 'postgres'),
    words: ['-D', data, '-k', base, ...settings],
    ready: /ready to accept connections/,
    withinMs: 120_000,
    stopSignal: 'SIGINT',
    ...(user ? { user } : {}),
  });
  const url = (name: string): string => `postgres://postgres@localhost/${name}?host=${encodeURIComponent(base)}`;
  await query(url('postgres'), makeRoles(''));
  const drop = (name: string): Promise<unknown> =>
    query(url('postgres'), `drop database if exists ${name} with (force)`);
  return {
    database: async (name) => {
      const [known] = await query(url('postgres'), `select 1 from pg_database where datname = '${name}'`);
      if (!known) await query(url('postgres'), `create database ${name}`);
      await query(url(name), giveToOwner(name));
      return asServer(url(name));
    },
    drop: async (name) => void (await drop(name)),
    version: String((await query(url('postgres'), 'show server_version'))[0]?.['server_version']),
    stop: () => server.stop(),
  };
}

/** The same database's address for a role that no policy holds: a ceiling is bare. */
export function withoutPolicies(url: string): string {
  const address = new URL(url);
  address.username = 'postgres';
  return address.href;
}

type User = ReturnType<typeof unprivilegedUser>;

/** A folder that the server's user can reach: a checkout in a private home is not. */
function placeFor(folder: string, user: User): string {
  const base =
    user && !isReachable(path.dirname(folder), user) ? path.join(os.tmpdir(), 'moothall-bench-postgres') : folder;
  mkdirSync(base, { recursive: true });
  chmodSync(base, 0o755);
  if (user) chownSync(base, user.uid, user.gid);
  accessSync(base, constants.W_OK);
  return base;
}

function isReachable(folder: string, user: NonNullable<User>): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;
}

function initialise(programs: string, data: string, user: User): void {
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions'];
  const made = spawnSync(path.join(programs, 'initdb'), words, { ...user, cwd: '/', encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`PostgreSQL could not make its data folder: ${made.stderr}`);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
