import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Io } from '../io.js';
import { commandOf, releaseFolder, releasesFolder } from './release-folder.js';
import { runNpm } from './run-npm.js';
import { driverRange, prepareSqliteDriver, type DriverOrigin } from './sqlite-driver.js';

export interface ReleaseWanted {
  readonly version: string;
  readonly engines: readonly ('sqlite' | 'postgres')[];
  /** Packages besides Moothall's own parts, such as adapters, each with its range of versions. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Something of the release that npm fetched isn't what its registry promised. */
class ReleaseFault extends Error {
  readonly code = 'release_fault';
}

/**
 * Installs a version with npm into a folder of its own, verifies it, and gives it its name. What was begun and not
 * finished is removed first.
 * @throws npm_failed; release_fault
 */
export async function installRelease(io: Io, root: string, wanted: ReleaseWanted): Promise<void> {
  await placeRelease(root, wanted.version, (folder) => fetchRelease(io, folder, wanted, releasesFolder(root)));
}

/** Fills a folder and gives it the release's name once it is whole; does nothing where the release is there. */
export async function placeRelease(
  root: string,
  version: string,
  fill: (folder: string) => Promise<unknown>,
): Promise<void> {
  const folder = releaseFolder(root, version);
  if (existsSync(commandOf(folder))) return;
  const partial = path.join(releasesFolder(root), `.new-${version}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o750 });
  await fill(partial);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/**
 * Fetches a release with npm into an empty folder. No package's scripts run, except that of the SQLite driver, which may
 * have to compile unless one of the other releases has it.
 */
export async function fetchRelease(
  io: Io,
  folder: string,
  wanted: ReleaseWanted,
  releases: string,
): Promise<DriverOrigin> {
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifestOf(wanted), undefined, 2)}\n`);
  await runNpm(io, folder, installWords);
  await verifyLock(folder, wanted.version);
  return wanted.engines.includes('sqlite') ? await prepareSqliteDriver(io, folder, releases) : 'brought';
}

/** How npm installs: no package's scripts run. */
export const installWords: readonly string[] = [
  ...['install', '--ignore-scripts', '--package-lock', '--omit=dev', '--no-audit', '--no-fund'],
];

function manifestOf({ version, engines, packages }: ReleaseWanted): object {
  const dependencies = {
    ...packages,
    '@moothall/core': version,
    moothall: version,
    ...(engines.includes('sqlite') ? { 'better-sqlite3': driverRange(process.versions.node) } : {}),
    ...(engines.includes('postgres') ? { pg: '^8.23.1' } : {}),
  };
  return {
    name: 'moothall-release',
    version,
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
  readonly packages: Readonly<Record<string, { version?: string; integrity?: string; inBundle?: boolean }>>;
}

/**
 * npm held every package against the SHA-512 that the registry names; one without would have been taken unseen.
 * @throws release_fault
 */
export async function verifyLock(folder: string, version: string): Promise<void> {
  const { packages } = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as Lock;
  // What lies inside another package was verified with that one.
  const installed = Object.entries(packages).filter(([place, { inBundle }]) => place !== '' && !inBundle);
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
