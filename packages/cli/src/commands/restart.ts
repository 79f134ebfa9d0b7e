import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot } from '../instance.js';
import type { Io } from '../io.js';
import { startInBackground } from '../running/background.js';
import { listRunning, type RunRecord } from '../running/run-record.js';
import { askServer } from '../running/stop-servers.js';

const help = `
A fresh process is ready before the old one ends, one after the other, so no request fails. If a fresh one doesn't
start, such as for a fault in moothall.yaml, the old ones go on, and it ends with 1. Where nothing runs, it starts.

Example: moothall restart --dir /srv/moothall`;

export function addRestartCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('restart')
    .description('put fresh processes in the place of those that run, without a pause; reads the configuration anew')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async ({ dir, json }: { dir: string; json?: boolean }) => {
      const root = installationRoot(io, dir);
      const running = listRunning(root);
      refuseUnwatched(running);
      const fresh: RunRecord[] = [];
      for (const each of running) fresh.push(await renewed(root, each));
      const address = fresh[0]?.address ?? (await startInBackground(io, root, []));
      if (json) io.line(JSON.stringify({ directory: root, address, renewed: fresh.map(({ pid }) => pid) }));
      else io.line(`Moothall of ${root} is ready at ${address}${fresh.length > 0 ? ', with fresh processes' : ''}.`);
      exit.code = 0;
    });
}

/** @throws Error for a server whose terminal it is to end */
function refuseUnwatched(running: readonly RunRecord[]): void {
  const alone = running.find(({ isWatched }) => !isWatched);
  if (!alone) return;
  const says = `The process ${alone.pid} serves in a terminal of its own. Stop it (moothall stop), then run "moothall start --background".`;
  throw Object.assign(new Error(says), { code: 'serves_alone' });
}

/** @throws Error saying why the fresh processes did not start */
async function renewed(root: string, server: RunRecord): Promise<RunRecord> {
  try {
    return await askServer(root, server, 'renew');
  } catch (error) {
    const says = `The fresh processes did not start, and the old ones go on: ${(error as Error).message}`;
    throw new Error(says, { cause: error });
  }
}
