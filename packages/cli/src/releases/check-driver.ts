import type { Finding } from '@moothall/core';
import type { Io } from '../io.js';
import { asBefore } from './add-packages.js';
import { installWords, verifyLock } from './install-release.js';
import { currentVersion, hasOwnNode, releaseFolder, releasesFolder } from './release-folder.js';
import { runNpm } from './run-npm.js';
import { changeDriver, driverRange, prepareSqliteDriver, unfitDriver } from './sqlite-driver.js';

/**
 * What is wrong with the SQLite driver of an installation's release, as after a change of Node; `undefined` where nothing
 * is. Core isn't loaded for it: what it has loaded could not be put right any more.
 */
export function checkDriver(io: Io, root: string, node = process.versions.node): Finding | undefined {
  const version = currentVersion(root);
  if (version === undefined) return undefined;
  const folder = releaseFolder(root, version);
  const unfit = hasOwnNode(folder) ? undefined : unfitDriver(folder, node);
  if (unfit === undefined) return undefined;
  const wanted = `better-sqlite3@${driverRange(node)}`;
  return {
    area: 'machine',
    state: 'fault',
    says: `The SQLite driver ${unfit} is not for Node ${node}.`,
    fix: 'Run "moothall doctor --fix", which fetches the one for it, and restart',
    repair: () =>
      changeDriver(folder, releasesFolder(root), () =>
        asBefore(io, folder, async () => {
          await runNpm(io, folder, [...installWords, wanted]);
          await verifyLock(folder, version);
          await prepareSqliteDriver(io, folder, releasesFolder(root));
        }),
      ),
  };
}
