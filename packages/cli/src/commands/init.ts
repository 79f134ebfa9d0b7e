import { existsSync } from 'node:fs';
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { SetUpCouncil } from '@moothall/core';
import { askAdapters } from '../adapter-answers.js';
import { councilFrom, type CouncilOptions } from '../council-answers.js';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';
import { initFromBundle } from '../bundles/init-from-bundle.js';
import { makeInstallation } from '../new-installation.js';
import { addPackages } from '../releases/add-packages.js';
import { entryOf } from '../releases/choose-release.js';
import { installRelease } from '../releases/install-release.js';
import { adapterPackages } from '../releases/known-adapters.js';
import { commandOf, releaseFolder, useRelease } from '../releases/release-folder.js';
import { cliVersion } from '../running/serve.js';
import { saidOf } from './adapter-add.js';
import { collect } from './bundle.js';

interface Options extends CouncilOptions {
  readonly origin?: string;
  readonly port?: string;
  readonly database?: string;
  readonly trustedProxies?: string;
  readonly passwordStdin?: boolean;
  readonly adapter: readonly string[];
  readonly from?: string;
  readonly bundleKey?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const examples = `
Without options it asks. What is there already stays as it is, so it may be run again at any time; cut off at any moment,
the same command finishes. There is no default password: the administrator sets theirs by a link that works once.

Examples:
  moothall init /srv/moothall
  moothall init /srv/moothall --yes --gss E07000999 --name "Dunmere District Council" \\
    --admin sam.ellery --admin-name "Sam Ellery" --origin https://desk.dunmere.example
  moothall init /srv/moothall --database postgres://moothall@db.internal/moothall
  moothall init /srv/moothall --adapter mail --adapter notify-govuk
  moothall init /srv/moothall --from ./moothall-1.4.2-linux-x64.bundle --bundle-key moothall-bundle:…`;

export function addInitCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('init')
    .description('make an installation: its directory, its database, the first council and the first administrator')
    .argument('[directory]', 'where', '.')
    .option('--name <name>', 'of the council, in full; default: by its GSS code')
    .option('--gss <code>', 'its GSS code: says its name, what kind of council it is, and in which nation')
    .option('--slug <slug>', 'its name in addresses; default: from the name')
    .option('--tier <tier>', 'county, district, unitary, london-borough, metropolitan-borough, combined, other')
    .option('--nation <nation>', 'england, wales, scotland, northern-ireland')
    .option('--prefix <letters>', 'two letters that begin its case references; default: from the name')
    .option('--admin <sign-in-name>', 'what the first administrator types to sign in')
    .option('--admin-name <name>', 'their name')
    .option('--password-stdin', 'read their password from standard input, instead of printing a link')
    .option('--origin <address>', 'the address that people will type, such as https://desk.dunmere.example')
    .option('--port <number>', 'where it listens on this machine')
    .option('--trusted-proxies <number>', 'how many proxies in front of it set X-Forwarded-For')
    .addOption(new Option('--database <url>', 'PostgreSQL’s address; default: SQLite in the directory'))
    .option('--adapter <adapter>', 'an adapter to install, such as mail; again for more', collect, [])
    .option('--from <bundle>', 'a bundle, in place of the registry: for a machine without the internet')
    .option('--bundle-key <key>', 'the public key of whoever made the bundle')
    .option('--yes', 'ask nothing')
    .option('--json', 'print one JSON object, and ask nothing')
    .addHelpText('after', examples)
    .action(async (directory: string, options: Options) => {
      const root = path.resolve(io.directory, directory);
      const isNew = !existsSync(path.join(root, 'moothall.yaml'));
      const mode = io.interactive && !options.yes && !options.json ? 'ask' : 'unattended';
      const args = (program as unknown as { rawArgs: string[] }).rawArgs;
      const given = adapterPackages(options.adapter, cliVersion); // before anything is made
      if (options.from !== undefined) {
        if (isNew && mode === 'unattended') await councilFrom(io, options, mode);
        const bundle = { file: path.resolve(io.directory, options.from), key: options.bundleKey, adapters: given };
        exit.code = await initFromBundle(io, root, bundle, args);
        return;
      }
      if (!hasCore()) {
        if (isNew && mode === 'unattended') await councilFrom(io, options, mode); // says at once what is missing
        exit.code = await installAndHandOver(io, root, options, given, args);
        return;
      }
      const asksCouncil = isNew || options.name !== undefined || !(await isSetUp(io, root));
      const council = asksCouncil ? await councilFrom(io, options, mode) : undefined;
      const origin = options.origin ?? (isNew && mode === 'ask' ? await askOrigin(io) : undefined);
      const wanted = isNew && mode === 'ask' && options.adapter.length === 0;
      const adapters = wanted ? await askAdapters(io, root, cliVersion) : given;
      const installed = await addPackages(io, root, adapters);
      const made = await makeInstallation(root, { ...settingsOf(options), ...(origin ? { origin } : {}) });
      const password = options.passwordStdin ? (await io.readInput()).trim() : undefined;
      const done =
        council && (await withKernel(io, root, (kernel, core) => core.setUpCouncil(kernel, council, password)));
      const link = done?.passwordPath === undefined ? undefined : `${origin ?? ''}${done.passwordPath}`;
      if (options.json)
        io.line(
          JSON.stringify({
            directory: root,
            made,
            added: done?.added ?? [],
            adapters: installed,
            passwordLink: link ?? null,
          }),
        );
      else print(io, root, { made, done, link, origin, adapters: Object.keys(adapters), installed });
      exit.code = 0;
    });
}

/** A checkout and a release have it beside the command; the command that npm installed by itself doesn’t. */
function hasCore(): boolean {
  try {
    return import.meta.resolve('@moothall/core') !== '';
  } catch {
    return false;
  }
}

/** Installs this version into the installation, with what it needs, and lets it do the rest. Answers the exit code. */
async function installAndHandOver(
  io: Io,
  root: string,
  options: Options,
  packages: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<number> {
  if (!options.json) io.line(`Installing version ${cliVersion} into ${root}, which may take a few minutes`);
  const engines = [options.database === undefined ? 'sqlite' : 'postgres'] as const;
  await installRelease(io, root, { version: cliVersion, engines, packages });
  await useRelease(root, cliVersion);
  const entry = entryOf(commandOf(releaseFolder(root, cliVersion)));
  const { main } = (await import(entry)) as { main: (args: readonly string[], io: Io) => Promise<number> };
  return await main(args, io);
}

async function isSetUp(io: Io, root: string): Promise<boolean> {
  return await withKernel(io, root, (kernel, core) => core.hasCouncil(kernel));
}

async function askOrigin(io: Io): Promise<string | undefined> {
  const typed = await io.ask(
    'The address that people will type, such as https://desk.council.example (Enter: later): ',
  );
  return typed.trim() === '' ? undefined : typed.trim();
}

/** @throws Error naming the option that can't be read */
function settingsOf({ port, database, trustedProxies }: Options) {
  if (database !== undefined && !/^postgres(ql)?:\/\/\S+$/.test(database))
    throw new Error('Write --database as postgres://user@host/database.');
  return {
    ...(port === undefined ? {} : { port: wholeNumber('--port', port, 65_535) }),
    ...(trustedProxies === undefined ? {} : { trustedProxies: wholeNumber('--trusted-proxies', trustedProxies, 5) }),
    ...(database === undefined ? {} : { database }),
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`Enter ${option} as a whole number up to ${most}.`);
}

interface Outcome {
  readonly made: readonly string[];
  readonly done: SetUpCouncil | undefined;
  readonly link: string | undefined;
  readonly origin: string | undefined;
  readonly adapters: readonly string[];
  /** Those of them that are new. */
  readonly installed: readonly string[];
}

function print(io: Io, root: string, { made, done, link, origin, adapters, installed }: Outcome): void {
  if (made.length === 0 && (done?.added ?? []).length === 0 && adapters.length === 0)
    io.line(`${root} is set up already; nothing was changed.`);
  for (const each of made) io.line(`Made ${each === '/' ? root : each}`);
  for (const each of done?.added ?? []) io.line(`Added ${each}`);
  for (const name of adapters) for (const line of saidOf(name, installed, root)) io.line(line);
  if (link !== undefined) {
    io.line();
    io.line(`The administrator sets their password here, once, within a day: ${link}`);
    if (origin === undefined) io.line('Put the address of your installation before it, once it runs.');
  }
  io.line();
  io.line('Next:');
  io.line(`  moothall start --dir ${root}`);
  io.line(`  moothall backup key new --out /media/usb/moothall-key.txt --dir ${root}`);
  io.line(`  moothall backup schedule --dir ${root}`);
  io.line(`  moothall doctor --dir ${root}`);
}
