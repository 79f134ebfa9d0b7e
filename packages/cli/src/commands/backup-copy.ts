import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly takeOver?: boolean;
  readonly json?: boolean;
}

const examples = `
A running server keeps it up to date by itself. This is for a first look at whether the place works, and for copying while
the server is stopped. Go back to a moment with "moothall restore --at TIME".

The first installation that copies to a place has it. Another one, such as a machine for tests, is refused; on a machine that
takes the place of one that was lost, add --take-over once.

Examples:
  moothall backup copy --dir /srv/moothall
  moothall backup copy --take-over --dir /srv/moothall`;

export function addCopyCommand(backup: Command, io: Io, exit: ExitState): void {
  backup
    .command('copy')
    .description('bring the continuous copy up to date now (SQLite, backups.copy in moothall.yaml)')
    .option('--dir <directory>', 'the installation', '.')
    .option('--take-over', 'take the place from another installation that copies there')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action(async ({ dir, takeOver, json }: Options) => {
      const { core, config } = await openInstance(io, dir);
      const { copiedUntil, chain } = await core.copyNow(config, core.systemClock(), { takesOver: takeOver === true });
      const until = copiedUntil === null ? null : new Date(copiedUntil).toISOString();
      if (json) io.line(JSON.stringify({ copiedUntil: until, generation: chain?.generation ?? null }));
      else io.line(`Everything up to ${until ?? 'now'} is in the continuous copy.`);
      exit.code = 0;
    });
}
