import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot } from '../instance.js';
import type { Io } from '../io.js';
import { rollbackState, undoState } from '../upgrade/run-upgrade.js';
import { readUpgradeState } from '../upgrade/upgrade-state.js';
import { carryOut, toolsFor } from './upgrade.js';

interface Options {
  readonly dir: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const help = `
Where the upgrade changed tables, the database goes back to the moment of the upgrade, and what was entered since is
lost: then --yes is needed. Where it changed none, nothing is lost. Cut off at any moment, the same command finishes.

Example: moothall rollback --dir /srv/moothall`;

export function addRollbackCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('rollback')
    .description('go back to the version before the last upgrade')
    .option('--yes', 'although what was entered since is lost')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', help)
    .action(async ({ dir, yes, json }: Options) => {
      const root = installationRoot(io, dir);
      const unfinished = readUpgradeState(root);
      const { losesData, ...state } = await (unfinished ? undoState(io, root, unfinished) : rollbackState(io, root));
      if (losesData && !yes)
        throw Object.assign(
          new Error(
            `What was entered since the upgrade to ${state.to} will be gone. Make a backup first; to go ahead, run the same again with --yes.`,
          ),
          { code: 'upgrade_refused' },
        );
      const tools = toolsFor(io, root, { ...(json ? { json } : {}) }, () => Promise.resolve());
      exit.code = await carryOut(tools, state, { ...(json ? { json } : {}) });
    });
}
