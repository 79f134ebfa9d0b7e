import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { asServer, giveToOwner, makeRoles } from '#core/kernel/testing/bound-role.js';
import { findPostgresBinaries, unprivilegedUser } from '#core/kernel/testing/postgres-server.js';
import { until } from './poll.js';

/** A PostgreSQL of the test's own that keeps what it acknowledged (fsync on), to be broken at will. */
export interface PostgresCluster {
  readonly url: string;
  /** The same for a superuser. */
  readonly superuser: string;
  /** Where its socket is. */
  readonly folder: string;
  /** Stops as if the power went (`-m immediate`: every connection is cut) and starts again. Answers, once it answers, how long it was away. */
  restart(): Promise<number>;
  /** Is gone as if the power went, and stays so. */
  kill(): Promise<void>;
  /** Another one whose data folder a program of PostgreSQL fills: `words` are given that folder. */
  copy(words: (data: string) => readonly string[]): Promise<PostgresCluster>;
  remove(): Promise<void>;
}

const settings = ['listen_addresses=', 'max_connections=60', 'log_min_messages=fatal'].flatMap((each) => ['-c', each]);

/** `undefined` when PostgreSQL's programs are not installed; an error where `CI` is set. */
export async function startCluster(): Promise<PostgresCluster | undefined> {
  const binaries = findPostgresBinaries();
  if (!binaries) {
    if (process.env['CI']) throw new Error('No PostgreSQL to break. Install it.');
    return undefined;
  }
  const encoding = ['-E', 'UTF8', '--locale=C.UTF-8'];
  const initialise = (data: string): string[] => ['initdb', '-D', data, '-U', 'postgres', '-A', 'trust', ...encoding];
  const cluster = await openCluster(binaries.folder, initialise);
  await query(cluster.superuser, `${makeRoles('')}; ${giveToOwner('postgres')}`);
  return cluster;
}

async function openCluster(programs: string, fill: (data: string) => readonly string[]): Promise<PostgresCluster> {
  const user = unprivilegedUser();
  const base = mkdtempSync(path.join(os.tmpdir(), 'moothall-cluster-'));
  chmodSync(base, 0o755);
  if (user) chownSync(base, user.uid, user.gid);
  const data = path.join(base, 'data');
  const [program = '', ...words] = fill(data);
  const made = spawnSync(path.join(programs, program), words, { ...user, cwd: base, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`${program} could not make a data folder: ${made.stderr}`);
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(base)}`;
  const start = async (): Promise<ChildProcess> => {
    const words = ['-D', data, '-k', base, ...settings];
    const server = spawn(path.join(programs, 'postgres'), words, { ...user, cwd: base, stdio: 'ignore' });
    const goToo = (): void => void server.kill('SIGQUIT');
    process.once('exit', goToo);
    server.once('exit', () => process.off('exit', goToo));
    await until('PostgreSQL answers', () => answers(url), { withinMs: 20_000 });
    return server;
  };
  let server = await start();
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGQUIT'); // immediate shutdown: no checkpoint, no good-byes (PostgreSQL manual, "Shutting Down the Server")
    await gone;
  };
  return {
    url: asServer(url),
    superuser: url,
    folder: base,
    kill: stop,
    copy: (more) => openCluster(programs, more),
    restart: async () => {
      const began = performance.now();
      await stop();
      server = await start();
      return performance.now() - began;
    },
    remove: async () => {
      await stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return await query(url, 'select 1').then(
    () => true,
    () => false,
  );
}

export async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
