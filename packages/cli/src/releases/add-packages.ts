import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Io } from '../io.js';
import { furtherPackages, installWords, verifyLock } from './install-release.js';
import { currentVersion, hasOwnNode, releaseFolder } from './release-folder.js';
import { runNpm } from './run-npm.js';

/** A package can't be had in this way. */
export class PackageAbsent extends Error {
  readonly code = 'package_absent';
}

/**
 * Installs packages into the release that an installation uses: from there upgrades take them along, and everything that
 * runs already goes on. What is there stays. Answers what is new.
 * @throws package_absent where nothing may be fetched; npm_failed; release_fault
 */
export async function addPackages(io: Io, root: string, packages: Readonly<Record<string, string>>): Promise<string[]> {
  const version = currentVersion(root);
  if (version === undefined) return refuseAbsent(root, Object.keys(packages));
  const folder = releaseFolder(root, version);
  const missing = missingOf(furtherPackages(folder, version), packages);
  if (missing.length === 0) return [];
  if (hasOwnNode(folder))
    throw new PackageAbsent(
      `Version ${version} came out of a bundle without ${missing.join(', ')}. Make the next one with ${withWords(missing)}.`,
    );
  const wanted = missing.map((name) => `${name}@${packages[name] ?? '*'}`);
  await asBefore(io, folder, async () => {
    await runNpm(io, folder, [...installWords, ...wanted]);
    await verifyLock(folder, version);
  });
  return missing;
}

/** Changes what a release holds, or leaves it as it was. @throws what the change threw */
export async function asBefore(io: Io, folder: string, change: () => Promise<void>): Promise<void> {
  const files = ['package.json', 'package-lock.json'].map((name) => path.join(folder, name)).filter(existsSync);
  const kept = await Promise.all(files.map(async (file) => [file, await readFile(file)] as const));
  try {
    await change();
  } catch (error) {
    for (const [file, bytes] of kept) await writeFile(file, bytes);
    await runNpm(io, folder, installWords).catch(() => undefined); // what is wrong is told already
    throw error;
  }
}

/** Which of these packages aren't there. */
export const missingOf = (
  there: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): string[] => Object.keys(wanted).filter((name) => !(name in there));

/** `--with one --with other`: how a bundle is told of packages. */
export const withWords = (names: readonly string[]): string => names.map((name) => `--with ${name}`).join(' ');

/** A checkout has its packages beside it, and npm there is somebody else's. */
function refuseAbsent(root: string, names: readonly string[]): string[] {
  const absent = names.filter((name) => !isThere(name, root));
  if (absent.length === 0) return [];
  throw new PackageAbsent(`${root} has no version of its own. Where Moothall is: npm install ${absent.join(' ')}`);
}

function isThere(name: string, root: string): boolean {
  return [path.join(root, 'moothall.yaml'), import.meta.filename].some((from) => {
    try {
      return createRequire(from).resolve(`${name}/package.json`) !== '';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
    }
  });
}
