import path from 'node:path';
import { pinKey } from '../bundles/bundle-key.js';
import { installFromBundle, openBundle, type Bundle } from '../bundles/take-bundle.js';
import type { Io } from '../io.js';
import { missingOf, withWords } from '../releases/add-packages.js';
import { furtherPackages, installRelease, newestVersion } from '../releases/install-release.js';
import { hasOwnNode, releaseFolder } from '../releases/release-folder.js';
import { listRunning } from '../running/run-record.js';
import type { UpgradeState } from './upgrade-state.js';

export interface ReleaseAsked {
  readonly version?: string | undefined;
  /** A bundle's file. */
  readonly from?: string | undefined;
  readonly bundleKey?: string | undefined;
}

/**
 * The version to upgrade to, and the bundle that it comes in, if any: verified, and found to fit, before anything is
 * touched.
 * @throws upgrade_refused; bad_bundle; npm_failed
 */
export async function wantedRelease(
  io: Io,
  root: string,
  current: string,
  asked: ReleaseAsked,
): Promise<Pick<UpgradeState, 'to' | 'bundle'>> {
  if (asked.from === undefined) {
    if (hasOwnNode(releaseFolder(root, current)))
      throw refused(`${root} was made from a bundle, and is upgraded with one: moothall upgrade --from FILE`);
    return { to: asked.version ?? (await newestVersion(io)) };
  }
  const file = path.resolve(io.directory, asked.from);
  const bundle = await openBundle(root, file, asked.bundleKey);
  if (asked.version !== undefined && asked.version !== bundle.version)
    throw refused(`${file} has version ${bundle.version}, not ${asked.version}.`);
  refuseUnfit(root, current, bundle);
  return { to: bundle.version, bundle: file };
}

/** Brings the release of an upgrade into its folder. */
export async function fetchWanted(
  io: Io,
  root: string,
  state: UpgradeState,
  engine: 'sqlite' | 'postgres',
  bundleKey: string | undefined,
): Promise<void> {
  const packages = furtherPackages(releaseFolder(root, state.from), state.to);
  if (state.bundle === undefined)
    return await installRelease(io, root, { version: state.to, engines: [engine], packages });
  const bundle = await openBundle(root, state.bundle, bundleKey);
  await pinKey(root, bundle.signer);
  await installFromBundle(root, bundle);
}

/** A bundle has to have what the installation uses, and a Node that can take over. */
function refuseUnfit(root: string, current: string, bundle: Bundle): void {
  const folder = releaseFolder(root, current);
  const missing = missingOf(bundle.packages, furtherPackages(folder, bundle.version));
  if (missing.length > 0)
    throw refused(`${bundle.file} lacks what this installation uses. Make one with ${withWords(missing)}.`);
  if (bundle.abi === process.versions.modules) return;
  if (!hasOwnNode(folder))
    throw refused(`${bundle.file} brings Node ${bundle.node}, and this installation runs by ${process.versions.node}.`);
  if (listRunning(root).length > 0)
    throw refused(
      `${bundle.file} brings Node ${bundle.node} in place of ${process.versions.node}. Stop the server first: moothall stop`,
    );
}

export const refused = (message: string): Error => Object.assign(new Error(message), { code: 'upgrade_refused' });
