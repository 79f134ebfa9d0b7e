import { mkdir } from 'node:fs/promises';
import type { Io } from '../io.js';
import { missingOf, withWords } from '../releases/add-packages.js';
import { commandOf, currentVersion, nodeOf, releaseFolder, useRelease } from '../releases/release-folder.js';
import { runInstead } from '../running/run-instead.js';
import { refuseBundle } from './bundle-format.js';
import { pinKey } from './bundle-key.js';
import { installFromBundle, openBundle, writeLauncher } from './take-bundle.js';

/**
 * Unpacks the release of a bundle into a new installation, and lets it do the rest by the Node that it brought. The
 * adapters that are wanted have to be in it. Answers the exit code.
 * @throws bad_bundle, with nothing touched
 */
export async function initFromBundle(
  io: Io,
  root: string,
  given: {
    readonly file: string;
    readonly key: string | undefined;
    readonly adapters: Readonly<Record<string, string>>;
  },
  args: readonly string[],
): Promise<number> {
  const bundle = await openBundle(root, given.file, given.key);
  const current = currentVersion(root);
  if (current !== undefined && current !== bundle.version)
    refuseBundle(`${root} has version ${current} already. To upgrade it: moothall upgrade --from ${given.file}`);
  const missing = missingOf(bundle.packages, given.adapters);
  if (missing.length > 0)
    refuseBundle(`${given.file} has no ${missing.join(', ')}. Make one with ${withWords(missing)}.`);
  if (!args.includes('--json')) io.line(`Unpacking version ${bundle.version} into ${root}`);
  await mkdir(root, { recursive: true, mode: 0o750 });
  await pinKey(root, bundle.signer);
  await installFromBundle(root, bundle);
  await useRelease(root, bundle.version);
  await writeLauncher(root);
  const folder = releaseFolder(root, bundle.version);
  return await runInstead(nodeOf(folder), commandOf(folder), withoutOptions(args, ['--from', '--bundle-key']));
}

/** Words of a command line without some options and their values. */
function withoutOptions(args: readonly string[], names: readonly string[]): string[] {
  return args.filter((word, index) => {
    const isValue = names.includes(args[index - 1] ?? '');
    return !isValue && !names.includes(word) && !names.some((name) => word.startsWith(`${name}=`));
  });
}
