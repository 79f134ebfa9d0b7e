import type { Io } from '../io.js';
import { asBefore, PackageAbsent } from './add-packages.js';
import { furtherPackages, verifyLock } from './install-release.js';
import { currentVersion, hasOwnNode, releaseFolder } from './release-folder.js';
import { runNpm } from './run-npm.js';

const uninstallWords = ['uninstall', '--ignore-scripts', '--package-lock', '--omit=dev', '--no-audit', '--no-fund'];

/**
 * Takes packages out of the release that an installation uses. The version before keeps them, and what runs has them in
 * memory. Answers which were there.
 * @throws package_absent where the release is as its bundle made it, or there is none; npm_failed; release_fault
 */
export async function removePackages(io: Io, root: string, names: readonly string[]): Promise<string[]> {
  const version = currentVersion(root);
  if (version === undefined)
    throw new PackageAbsent(`${root} has no version of its own. Where Moothall is: npm uninstall ${names.join(' ')}`);
  const folder = releaseFolder(root, version);
  const there = furtherPackages(folder, version);
  const present = names.filter((name) => name in there);
  if (present.length === 0) return [];
  if (hasOwnNode(folder))
    throw new PackageAbsent(
      `Version ${version} is as its bundle brought it. Make the next one without ${present.join(', ')}.`,
    );
  await asBefore(io, folder, async () => {
    await runNpm(io, folder, [...uninstallWords, ...present]);
    await verifyLock(folder, version);
  });
  return present;
}
