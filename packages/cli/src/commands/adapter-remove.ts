import type { Command } from 'commander';
import type { Config } from '@moothall/core';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { packageNamed } from '../releases/known-adapters.js';
import { removePackages } from '../releases/remove-packages.js';

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

/** What is said of an adapter that a connection needs: see `explainFailure`. */
class AdapterInUse extends Error {
  readonly code = 'adapter_in_use';
}

const help = `
An adapter that moothall.yaml connects stays: take its connection out first, and restart.
What runs goes on. The version before keeps it, so that a rollback finds everything.

Example: moothall adapter remove mail --dir /srv/moothall`;

export function addAdapterRemoveCommand(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('remove')
    .description('take adapters out of the installation that no connection uses')
    .argument('<adapter...>', 'such as mail, or a whole package')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (named: string[], { dir, json }: Options) => {
      const { config, root } = await openInstance(io, dir);
      const names = [...new Set(named.map(packageNamed))];
      refuseUsed(config, names);
      const removed = await removePackages(io, root, names);
      if (json) io.line(JSON.stringify({ removed }));
      else
        for (const name of names)
          io.line(removed.includes(name) ? `Removed ${name}` : `${name} is not installed here.`);
      exit.code = 0;
    });
}

/** @throws adapter_in_use, naming every connection that would not start any more */
function refuseUsed({ adapters }: Config, names: readonly string[]): void {
  const using = Object.entries(adapters).filter(([, { use }]) =>
    names.some((name) => use === name || use.startsWith(`${name}/`)),
  );
  if (using.length === 0) return;
  const said = using.map(([connection, { use }]) => `${connection} uses ${use}`).join('; ');
  throw new AdapterInUse(`${said}. Take it out of moothall.yaml and restart, then remove the adapter.`);
}
