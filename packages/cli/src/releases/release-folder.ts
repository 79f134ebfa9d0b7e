import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Each version of Moothall that an installation has lies in a folder of its own, `releases/0.3.0`, with everything that it
 * needs; `releases/current` points at the one in use.
 */
export const releasesFolder = (root: string): string => path.join(root, 'releases');
export const releaseFolder = (root: string, version: string): string => path.join(releasesFolder(root), version);
const currentLink = (root: string): string => path.join(releasesFolder(root), 'current');

/** The command of a release. */
export const commandOf = (folder: string): string =>
  path.join(folder, 'node_modules', 'moothall', 'bin', 'moothall.js');

/** The Node that came with a release, out of a bundle; else the one that runs this. */
export function nodeOf(folder: string): string {
  const own = ownNode(folder);
  return existsSync(own) ? own : process.execPath;
}

/** Whether a release came out of a bundle. */
export const hasOwnNode = (folder: string): boolean => existsSync(ownNode(folder));

const ownNode = (folder: string): string => path.join(folder, 'node', 'bin', 'node');

/** The version in use; `undefined` where the installation has none of its own. */
export function currentVersion(root: string): string | undefined {
  try {
    return path.basename(readlinkSync(currentLink(root)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The command of the version in use. */
export function currentCommand(root: string): string | undefined {
  const version = currentVersion(root);
  const command = version === undefined ? undefined : commandOf(releaseFolder(root, version));
  return command !== undefined && existsSync(command) ? command : undefined;
}

/** The Node of the version in use. */
export function currentNode(root: string): string {
  const version = currentVersion(root);
  return version === undefined ? process.execPath : nodeOf(releaseFolder(root, version));
}

/** Points at another version, in one step. */
export async function useRelease(root: string, version: string): Promise<void> {
  const fresh = `${currentLink(root)}.new`;
  await rm(fresh, { force: true });
  await symlink(version, fresh);
  await rename(fresh, currentLink(root));
}

/** What a release was put in the place of, kept with it for a way back. */
export interface Predecessor {
  readonly version: string;
  /** Made when nothing was written any more; unencrypted, for its owner alone. */
  readonly backup: string;
  /** Migrations that the database had. */
  readonly migrations: readonly string[];
  /** When that upgrade began. */
  readonly since?: number;
}

const predecessorFile = (root: string, version: string): string =>
  path.join(releaseFolder(root, version), 'predecessor.json');

export function readPredecessor(root: string, version: string): Predecessor | undefined {
  const file = predecessorFile(root, version);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Predecessor) : undefined;
}

export async function writePredecessor(root: string, version: string, predecessor: Predecessor): Promise<void> {
  await writeWhole(predecessorFile(root, version), `${JSON.stringify(predecessor)}\n`);
}

/** A file is there wholly or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o750 });
  await writeFile(`${file}.part`, text, { mode: 0o640 });
  await rename(`${file}.part`, file);
}

/** Removes every release and every copy of data that belongs to neither of these versions. */
export async function removeOtherReleases(root: string, kept: readonly string[]): Promise<string[]> {
  const names = (await readdir(releasesFolder(root))).filter((name) => name !== 'current' && !kept.includes(name));
  for (const name of names) await rm(path.join(releasesFolder(root), name), { recursive: true, force: true });
  const copies = existsSync(upgradesFolder(root)) ? await readdir(upgradesFolder(root)) : [];
  const [from, to] = kept;
  for (const name of copies.filter((each) => each !== `${from}-${to}`))
    await rm(path.join(upgradesFolder(root), name), { recursive: true, force: true });
  return names;
}

/** Copies of the data as they were before each upgrade. */
export const upgradesFolder = (root: string): string => path.join(root, 'upgrades');
