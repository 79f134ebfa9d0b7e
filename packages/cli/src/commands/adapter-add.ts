import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot } from '../instance.js';
import type { Io } from '../io.js';
import { addPackages } from '../releases/add-packages.js';
import { adapterPackages, knownAdapters } from '../releases/known-adapters.js';
import { currentVersion } from '../releases/release-folder.js';
import { cliVersion } from '../running/serve.js';

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

const help = `
Moothall's own, in the version of the installation:
${Object.entries(knownAdapters)
  .map(([name, about]) => `  ${name.padEnd(24)} ${about}`)
  .join('\n')}

What runs goes on. Upgrades take it along. It does nothing until moothall.yaml connects it.

Examples:
  moothall adapter add mail --dir /srv/moothall
  moothall adapter add @council/adapter-x@^2.1.0`;

export function addAdapterAddCommand(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('add')
    .description('install adapters into the installation; what is there stays')
    .argument('<adapter...>', 'such as mail, or a whole package')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (named: string[], { dir, json }: Options) => {
      const root = installationRoot(io, dir);
      const packages = adapterPackages(named, currentVersion(root) ?? cliVersion);
      const added = await addPackages(io, root, packages);
      if (json) io.line(JSON.stringify({ adapters: Object.keys(packages), added }));
      else for (const name of Object.keys(packages)) for (const line of saidOf(name, added, root)) io.line(line);
      exit.code = 0;
    });
}

/** What is said of an adapter that was wanted. */
export function saidOf(name: string, added: readonly string[], root: string): string[] {
  return [
    added.includes(name) ? `Installed ${name}` : `${name} is installed already.`,
    `  What it can be told in moothall.yaml: moothall adapter show ${name} --dir ${root}`,
  ];
}
