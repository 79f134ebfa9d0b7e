import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Io } from '../io.js';
import { commandOf, releaseFolder, releasesFolder } from './release-folder.js';

export interface ReleaseWanted {
  readonly version: string;
  readonly engine: 'sqlite' | 'postgres';
  /** Packages besides Moothall's own parts, such as adapters, each with its range of versions. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Something of the release that npm fetched isn't what its registry promised. */
class ReleaseFault extends Error {
  readonly code = 'release_fault';
}

/**
 * Installs a version with npm into a folder of its own, verifies it, and gives it its name. What was begun and not
 * finished is removed first. No package's scripts run, except that of the SQLite driver, which may have to compile.
 * @throws Error with what npm said; release_fault
 */
export async function installRelease(io: Io, root: string, wanted: ReleaseWanted): Promise<void> {
  const folder = releaseFolder(root, wanted.version);
  if (existsSync(commandOf(folder))) return;
  const partial = path.join(releasesFolder(root), `.new-${wanted.version}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o750 });
  await writeFile(path.join(partial, 'package.json'), `${JSON.stringify(manifestOf(wanted), undefined, 2)}\n`);
  await runNpm(io, partial, ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund']);
  await verifyLock(partial, wanted.version);
  if (wanted.engine === 'sqlite') await runNpm(io, partial, ['rebuild', 'better-sqlite3']);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/** Version 13 of the driver brings its binaries and needs Node 22; 12 serves Node 20, and compiles there. */
function manifestOf({ version, engine, packages }: ReleaseWanted): object {
  const driver = Number(process.versions.node.split('.')[0]) >= 22 ? '^13.2.0' : '^12.11.1';
  const dependencies = {
    ...packages,
    '@moothall/core': version,
    moothall: version,
    ...(engine === 'sqlite' ? { 'better-sqlite3': driver } : { pg: '^8.23.1' }),
  };
  return {
    name: 'moothall-release',
    private: true,
    type: 'module',
    dependencies,
    allowScripts: { 'better-sqlite3': true },
  };
}

/** Packages of a release besides Moothall's own parts: they come along, Moothall's adapters in the new version. */
export function furtherPackages(folder: string, version: string): Record<string, string> {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return {};
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> };
  const own = new Set(['@moothall/core', 'moothall', 'better-sqlite3', 'pg']);
  return Object.fromEntries(
    Object.entries(dependencies)
      .filter(([name]) => !own.has(name))
      .map(([name, range]) => [name, name.startsWith('@moothall/') ? version : range]),
  );
}

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; integrity?: string; link?: boolean }>>;
}

/** npm held every package against the SHA-512 that the registry names; one without would have been taken unseen. */
async function verifyLock(folder: string, version: string): Promise<void> {
  const { packages } = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as Lock;
  const installed = Object.entries(packages).filter(([place]) => place !== '');
  const unverified = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place);
  if (unverified.length > 0)
    throw new ReleaseFault(
      `The registry gives no SHA-512 of ${unverified.slice(0, 5).join(', ')}: it is not installed.`,
    );
  const found = packages['node_modules/@moothall/core']?.version;
  if (found !== version)
    throw new ReleaseFault(`The registry gave ${found ?? 'nothing'} where ${version} was asked for.`);
}

/** The newest version that the registry has. @throws Error with what npm said */
export async function newestVersion(io: Io): Promise<string> {
  return (await runNpm(io, io.directory, ['view', 'moothall', 'version'])).trim();
}

async function runNpm(io: Io, directory: string, words: readonly string[]): Promise<string> {
  const child = spawn('npm', words, { cwd: directory, env: io.environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [said, wrong, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return said;
  throw Object.assign(new Error(`npm ${words[0] ?? ''} failed:\n${wrong.trim() || said.trim()}`), {
    code: 'npm_failed',
  });
}
