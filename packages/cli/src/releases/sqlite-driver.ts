import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Io } from '../io.js';
import { runNpm } from './run-npm.js';

const name = 'better-sqlite3';
const driver = `node_modules/${name}`;
const binary = 'build/Release/better_sqlite3.node';

/**
 * The driver's versions for a Node. 13 brings its binaries and needs Node 22; 12 is for Node 20, and compiles there: it
 * ends the process of a Node from 24.18 on when a connection that nobody uses is collected.
 */
export const driverRange = (node: string): string => (Number(node.split('.')[0]) >= 22 ? '^13.2.0' : '^12.11.1');

/** The version of the driver that a release has and a Node can't work with; `undefined` where all is well, or it has none. */
export function unfitDriver(folder: string, node: string): string | undefined {
  if (!existsSync(path.join(folder, driver, 'package.json'))) return undefined;
  const version = driverVersion(folder);
  const isMeant = driverRange(node).startsWith(`^${version.split('.')[0] ?? ''}.`);
  return isMeant && loads(folder) ? undefined : version;
}

/** How a driver came to work: with its package, out of another release, or compiled (or fetched) by its own script. */
export type DriverOrigin = 'brought' | 'copied' | 'built';

/**
 * Makes the SQLite driver of a release loadable. Version 13 brings its binaries; version 12, for Node 20, is compiled
 * once, and later releases with the same version of it take the binary from an earlier one.
 * @throws npm_failed with what the compiler said
 */
export async function prepareSqliteDriver(io: Io, folder: string, releases: string): Promise<DriverOrigin> {
  if (loads(folder)) return 'brought';
  for (const other of releasesWithSameDriver(folder, releases)) {
    await mkdir(path.dirname(path.join(folder, driver, binary)), { recursive: true });
    await copyFile(path.join(other, driver, binary), path.join(folder, driver, binary));
    if (loads(folder)) return 'copied';
  }
  await runNpm(io, folder, ['rebuild', name, '--ignore-scripts=false']);
  if (!loads(folder))
    throw new Error(`The SQLite driver was built, but does not load in Node ${process.versions.node}.`);
  return 'built';
}

/**
 * Changes the driver of a release. Where that fails, what was there is put back with the binary that was compiled for it,
 * which npm doesn't know of. @throws what the change threw
 */
export async function changeDriver(folder: string, releases: string, change: () => Promise<void>): Promise<void> {
  const place = path.join(folder, driver);
  const kept = path.join(releases, `.driver-of-${path.basename(folder)}`);
  await rm(kept, { recursive: true, force: true });
  await cp(place, kept, { recursive: true, verbatimSymlinks: true });
  try {
    await change();
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    await rename(kept, place);
    throw error;
  }
  await rm(kept, { recursive: true, force: true });
}

/** In a process of its own: a driver for the wrong Node may end the process that loads it. */
function loads(folder: string): boolean {
  const test = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', test], { cwd: folder, stdio: 'ignore' }).status === 0;
}

function releasesWithSameDriver(folder: string, releases: string): string[] {
  const version = driverVersion(folder);
  if (!existsSync(releases)) return [];
  return readdirSync(releases)
    .filter((name) => !name.startsWith('.') && name !== 'current')
    .map((name) => path.join(releases, name))
    .filter((other) => existsSync(path.join(other, driver, binary)) && driverVersion(other) === version);
}

const driverVersion = (folder: string): string =>
  (JSON.parse(readFileSync(path.join(folder, driver, 'package.json'), 'utf8')) as { version: string }).version;
