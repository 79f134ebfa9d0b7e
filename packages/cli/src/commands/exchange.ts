import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface AddOptions {
  readonly dir: string;
  readonly theirCouncil: string;
  readonly fingerprint: string;
  readonly json?: boolean;
}

interface Common {
  readonly dir: string;
  readonly json?: boolean;
}

export function addExchangeCommand(program: Command, io: Io, exit: ExitState): void {
  const exchange = program.command('exchange').description('exchange cases with councils in other installations');
  addKey(exchange, io, exit);
  addPeers(exchange, io, exit);
  addLink(exchange, io, exit);
  addPin(exchange, io, exit);
}

function addKey(exchange: Command, io: Io, exit: ExitState): void {
  exchange
    .command('key')
    .description('show the fingerprint of this installation’s key, which is made when there is none')
    .option('--next', 'make its successor, which signs after 14 days')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (options: Common & { next?: boolean }) => {
      const next = options.next ?? false;
      const keys = await withKernel(io, options.dir, (kernel, core) => core.exchangeKeys(kernel, { next }));
      if (options.json) io.line(JSON.stringify({ keys }));
      else
        for (const { fingerprint, state, fromAt } of keys)
          io.line(
            `${fingerprint}\n  ${state === 'signs' ? 'signs now' : `signs from ${new Date(fromAt).toISOString()}`}`,
          );
      exit.code = 0;
    });
}

function addPeers(exchange: Command, io: Io, exit: ExitState): void {
  exchange
    .command('peers')
    .description('list the councils in other installations, and how the links to them are')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (options: Common) => {
      const peers = await withKernel(io, options.dir, (kernel, core) => core.listConnected(kernel));
      if (options.json) io.line(JSON.stringify({ peers }));
      else if (peers.length === 0) io.line('No council in another installation is connected.');
      for (const { id, councilName, origin, state, undelivered, link } of options.json ? [] : peers) {
        const waits = `${undelivered.waiting} waiting, ${undelivered.refused} refused`;
        const failure = link.failures > 0 ? `; last failure: ${link.lastFailure ?? ''}` : '';
        io.line(`${councilName} (${state}) at ${origin}\n  ${id}: ${waits}${failure}`);
      }
      exit.code = 0;
    });
}

function addLink(exchange: Command, io: Io, exit: ExitState): void {
  exchange
    .command('add')
    .description('connect one of our councils to one in another installation')
    .argument('<council>', 'ours: its name in addresses')
    .argument('<address>', 'of the other installation, such as https://desk.brayford.example')
    .requiredOption('--their-council <slug>', 'theirs: its name in addresses there')
    .requiredOption('--fingerprint <digits>', 'of their key, as their administrator reads it out')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (council: string, origin: string, options: AddOptions) => {
      const { theirCouncil, fingerprint } = options;
      const added = await withKernel(io, options.dir, (kernel, core) =>
        core.connectCouncil(kernel, { council, origin, theirCouncil, fingerprint }),
      );
      io.line(
        options.json
          ? JSON.stringify(added)
          : `${added.councilName} is connected. Its administrator connects to yours in the same way.`,
      );
      exit.code = 0;
    });
}

function addPin(exchange: Command, io: Io, exit: ExitState): void {
  exchange
    .command('pin')
    .description('pin the next key of a connected council beside the one before')
    .argument('<id>', 'as "moothall exchange peers" lists it')
    .requiredOption('--fingerprint <digits>', 'of the key, as their administrator reads it out')
    .option('--dir <directory>', 'the installation', '.')
    .action(async (id: string, options: { dir: string; fingerprint: string }) => {
      const about = { id, fingerprint: options.fingerprint };
      await withKernel(io, options.dir, (kernel, core) => core.pinCouncilKey(kernel, about));
      io.line('The key is pinned.');
      exit.code = 0;
    });
}
