import path from 'node:path';
import type { Command } from 'commander';
import { verifyBundle } from '../bundles/bundle-format.js';
import { newBundleKey, readBundleKey } from '../bundles/bundle-key.js';
import { checksumOf, makeBundle } from '../bundles/make-bundle.js';
import { platformText } from '../bundles/platform.js';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { furtherPackages, newestVersion } from '../releases/install-release.js';
import { adapterPackages } from '../releases/known-adapters.js';
import { currentVersion, releaseFolder, releasesFolder } from '../releases/release-folder.js';
import { isVersion } from '../releases/versions.js';

interface MakeOptions {
  readonly key: string;
  readonly out: string;
  readonly with: readonly string[];
  readonly dir?: string;
  readonly json?: boolean;
}

const help = `
Run it on a machine with the internet, of the same kind as the one that the bundle is for, with the Node that is to run
there. "moothall init --from FILE" and "moothall upgrade --from FILE" take it; where there is no Node yet: sh FILE init …

Examples:
  moothall bundle key new --out ./bundle-key.pem
  moothall bundle --key ./bundle-key.pem --with @moothall/adapter-mail
  moothall bundle 1.4.2 --key ./bundle-key.pem --out /media/usb
  moothall bundle check /media/usb/moothall-1.4.2-linux-x64.bundle --bundle-key moothall-bundle:…`;

/** `moothall bundle …`: a release as one signed file, for machines without the internet. */
export function addBundleCommand(program: Command, io: Io, exit: ExitState): void {
  const bundle = program
    .command('bundle')
    .description('put a release, its Node and everything that it needs into one signed file')
    .argument('[version]', 'such as 1.4.2; default: the newest')
    .option('--key <file>', 'the private key that signs it')
    .option('--out <folder>', 'where it is written', '.')
    .option('--with <package>', 'an adapter to come along, such as mail; again for more', collect, [])
    .option('--dir <directory>', 'an installation on this machine, whose adapters come along')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (version: string | undefined, options: Partial<MakeOptions>) => {
      const { key } = options;
      if (key === undefined)
        throw new Error('Name the private key that signs it: --key FILE. moothall bundle key new makes one.');
      await make(io, version, { out: '.', with: [], ...options, key });
      exit.code = 0;
    });
  addKeyCommand(bundle, io, exit);
  addCheckCommand(bundle, io, exit);
}

/** An option that may be given again. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value];

async function make(io: Io, asked: string | undefined, options: MakeOptions): Promise<void> {
  const key = await readBundleKey(path.resolve(io.directory, options.key));
  const version = asked ?? (await newestVersion(io));
  if (!isVersion(version)) throw new Error(`${version} is no version. Write it as 1.2.3.`);
  const name = `moothall-${version}-${process.platform}-${process.arch}.bundle`;
  const file = path.resolve(io.directory, options.out, name);
  const packages = { ...packagesOfInstallation(io, options, version), ...adapterPackages(options.with, version) };
  const onStep = (title: string): void => void (options.json ? undefined : io.line(title));
  const releases = releasesFolder(path.resolve(io.directory, options.dir ?? '.'));
  const about = await makeBundle(io, { version, packages, releases, key, file, onStep });
  const sha256 = checksumOf(file);
  if (options.json) io.line(JSON.stringify({ ...about, file, sha256 }));
  else
    io.line(
      `Wrote ${file}, for ${platformText(about)}, with Node ${about.node}.\nIts SHA-256, to be compared where it is run: ${sha256}`,
    );
}

function packagesOfInstallation(io: Io, { dir }: MakeOptions, version: string): Record<string, string> {
  if (dir === undefined) return {};
  const root = path.resolve(io.directory, dir);
  const current = currentVersion(root);
  return current === undefined ? {} : furtherPackages(releaseFolder(root, current), version);
}

function addKeyCommand(bundle: Command, io: Io, exit: ExitState): void {
  const key = bundle.command('key').description('look after the key that signs bundles');
  key
    .command('new')
    .description('make a pair: the private key goes to a file, the public one is for those who take the bundles')
    .requiredOption('--out <file>', 'where the private key is written')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall bundle key new --out ./bundle-key.pem')
    .action(async ({ out, json }: { out: string; json?: boolean }) => {
      const file = path.resolve(io.directory, out);
      const publicKey = await newBundleKey(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        throw new Error(`${file} is there already, and a key is never written over. Name another file.`);
      });
      if (json) io.line(JSON.stringify({ publicKey, privateKeyFile: file }));
      else
        io.line(
          `The private key is in ${file}: keep it where bundles are made.\nWho takes them is told the public one: ${publicKey}`,
        );
      exit.code = 0;
    });
}

function addCheckCommand(bundle: Command, io: Io, exit: ExitState): void {
  bundle
    .command('check')
    .description('say whether a bundle is whole and who signed it, and what is in it')
    .argument('<file>', 'the bundle')
    .requiredOption('--bundle-key <key>', 'the public key of whoever made it')
    .option('--json', 'print one JSON object')
    .action(async (name: string, { bundleKey, json }: { bundleKey: string; json?: boolean }) => {
      const about = await verifyBundle(path.resolve(io.directory, name), [bundleKey]);
      if (json) io.line(JSON.stringify(about));
      else io.line(`${name} is whole: version ${about.version} for ${platformText(about)}, with Node ${about.node}.`);
      exit.code = 0;
    });
}
