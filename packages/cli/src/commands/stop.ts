import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot } from '../instance.js';
import type { Io } from '../io.js';
import { stopServers } from '../running/stop-servers.js';

export function addStopCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('stop')
    .description('ask the servers of the installation on this machine to finish what is under way, and wait for them')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nWhere none runs, there is nothing to do, and it ends with 0. As a service: systemctl stop moothall.\n\nExample: moothall stop --dir /srv/moothall',
    )
    .action(async ({ dir, json }: { dir: string; json?: boolean }) => {
      const root = installationRoot(io, dir);
      const stopped = await stopServers(root);
      if (json) io.line(JSON.stringify({ directory: root, stopped: stopped.map(({ pid }) => pid) }));
      else io.line(stopped.length === 0 ? `Nothing of ${root} was running.` : `Moothall of ${root} has stopped.`);
      exit.code = 0;
    });
}
