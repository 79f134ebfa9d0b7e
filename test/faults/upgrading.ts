import { cpSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { assignRole } from '#core/access/index.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { listAuthorities } from '#core/authorities/index.js';
import { createAccount } from '#core/identity/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { systemClock } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import type { Config } from '#core/kernel/config.js';
import type { Engine } from '#core/kernel/db/statement.js';
import { testPostgres, type TestPostgres } from '#core/kernel/testing/postgres.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { newInstallation, runFrom } from '../new-installation.js';
import { giveReleases, makeRelease, type ReleasePlan } from '../releases.js';
import { runKilled, type Ran } from './killed-command.js';

const tier = ['--tier', 'district', '--prefix', 'DU'];
const addDunmere = ['authority', 'add', 'dunmere', '--name', 'Dunmere District Council', ...tier];

/** Releases at hand, and installations that use them. */
export interface Upgrading {
  /** An installation of 0.2.0 with a council, and another release at hand. */
  installed(next: string): Promise<string>;
  /** Another machine of the same installation: its own folders, the same database. */
  another(directory: string): string;
  /** Ends what runs there, and removes it. */
  remove(directory: string): Promise<void>;
  removeAll(): Promise<void>;
}

/** Undefined where there is no PostgreSQL to test on. */
export async function openUpgrading(engine: Engine, plans: readonly ReleasePlan[]): Promise<Upgrading | undefined> {
  const postgres = engine === 'postgres' ? await testPostgres() : undefined;
  if (engine === 'postgres' && !postgres) return undefined;
  const stock = throwAwayFolder('moothall-releases-');
  const made = Object.fromEntries(
    plans.map((plan) => [plan.version, makeRelease(path.join(stock, plan.version), plan)]),
  );
  const first = await withCouncil(await postgres?.url());
  const directories = new Set<string>();
  const remove = async (directory: string): Promise<void> => {
    await runHere(directory, ['stop']);
    rmSync(directory, { recursive: true, force: true });
    directories.delete(directory);
  };
  return {
    installed: async (next) => {
      const directory = throwAwayFolder('moothall-upgraded-');
      directories.add(directory);
      cpSync(first.directory, directory, { recursive: true });
      if (postgres && first.url !== undefined) useDatabase(directory, await withScratch(postgres, first.url));
      await giveReleases(directory, [made['0.2.0'] ?? '', made[next] ?? '']);
      return directory;
    },
    another: (of) => {
      const directory = throwAwayFolder('moothall-upgraded-');
      directories.add(directory);
      cpSync(of, directory, { recursive: true, verbatimSymlinks: true });
      return directory;
    },
    remove,
    removeAll: async () => {
      for (const directory of directories) await remove(directory);
      for (const folder of [stock, first.directory]) rmSync(folder, { recursive: true });
    },
  };
}

async function withCouncil(url: string | undefined): Promise<{ directory: string; url: string | undefined }> {
  const { directory, run } = newInstallation();
  if (url !== undefined) useDatabase(directory, url);
  mkdirSync(path.join(directory, 'data', 'files'), { recursive: true });
  const added = await run(...addDunmere);
  expect(added.code, added.errors).to.equal(0);
  return { directory, url };
}

function useDatabase(directory: string, url: string): void {
  const database = `database: { engine: postgres, url: ${JSON.stringify(url)} }`;
  const settings = ['log: { level: silent }', 'listen: { port: 0 }', database, ''];
  writeFileSync(path.join(directory, 'moothall.yaml'), settings.join('\n'));
}

/** A copy of a database, and beside it the one that a superuser makes for rehearsals (docs/operate/backups.md). */
async function withScratch(postgres: TestPostgres, template: string): Promise<string> {
  const url = await postgres.cloneOf(template);
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: postgres.unheld(url) });
  await client.connect();
  await client.query(`create database ${name}_rehearsal owner moothall_test_owner template template0`);
  await client.end();
  return url;
}

export const versionOf = (directory: string): string => readlinkSync(path.join(directory, 'releases', 'current'));

/** The JSON object that a command printed. */
export const saidBy = ({ output }: Ran): Record<string, unknown> =>
  JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;

/** Runs a command in this process, which saves starting one; what it starts itself are processes. */
export async function runHere(directory: string, words: readonly string[]): Promise<Ran> {
  const { code, lines, errors } = await runFrom(directory, [...words, '--dir', directory], process.env);
  return { code, signal: null, output: lines.join('\n'), errors };
}

/** As the release says that the installation uses. */
export const statusOf = (directory: string): Record<string, unknown> =>
  saidBy(runKilled(directory, ['status', '--json']));

/** An adviser of that council. */
export async function addAdviser(config: Config): Promise<{ personId: string; authorityId: number }> {
  const kernel = await openKernel(config, systemClock());
  try {
    const setUp = systemActor('a test sets the scene');
    const person = { displayName: 'Priya Nair' };
    const { personId } = await runCommand(kernel, setUp, createAccount, { person, signInName: 'priya.nair' });
    await runCommand(kernel, setUp, assignRole, { personId, authority: 'dunmere', role: 'adviser' });
    const authorityId = (await listAuthorities(kernel)).find(({ slug }) => slug === 'dunmere')?.id ?? 0;
    return { personId, authorityId };
  } finally {
    await closeKernel(kernel);
  }
}
