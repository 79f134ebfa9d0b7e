import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { withKernel } from '../instance.js';

export function addAuditCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('audit')
    .description('look after the audit trail')
    .command('verify')
    .description('check every authority’s chain for rows altered, removed or put in another order')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (options: { dir: string; json?: boolean }) => {
      const reports = await withKernel(io, options.dir, async (kernel, core) => {
        await core.sealEntries(kernel, 'start');
        return await core.verifyChains(kernel);
      });
      const broken = reports.filter((report) => report.fault !== undefined);
      if (options.json) io.line(JSON.stringify({ ok: broken.length === 0, chains: reports }));
      else
        for (const { authorityId, sealed, fault } of reports)
          io.line(`Authority ${authorityId}: ${sealed} rows ${fault ? `BROKEN, ${JSON.stringify(fault)}` : 'whole'}`);
      exit.code = broken.length === 0 ? 0 : 1;
    });
}
