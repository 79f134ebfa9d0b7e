import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ChainHead, ChainReport } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { withKernel } from '../instance.js';
import { addStreamCommand } from './audit-stream.js';

interface Options {
  readonly dir: string;
  readonly against?: string;
  readonly json?: boolean;
}

export function addAuditCommand(program: Command, io: Io, exit: ExitState): void {
  const audit = program.command('audit').description('look after the audit trail');
  addStreamCommand(audit, io, exit);
  audit
    .command('verify')
    .description('check every authority’s chain for rows altered, removed or put in another order')
    .option('--dir <directory>', 'the installation', '.')
    .option('--against <file>', 'an earlier report (--json): shows also a chain that was cut short or made anew since')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nKeep reports on another machine: moothall audit verify --json > audit-2026-11-16.json')
    .action(async (options: Options) => {
      const anchors = options.against === undefined ? [] : readHeads(path.resolve(io.directory, options.against));
      // It only looks: sealing here would cover up what somebody did to rows whose seals they took off.
      const [chains, overdue] = await withKernel(io, options.dir, async (kernel, core) =>
        Promise.all([core.verifyClosedAndOpen(kernel, anchors), core.countOverdue(kernel)]),
      );
      const isWhole = chains.every(({ fault }) => fault === undefined);
      if (options.json) io.line(JSON.stringify({ ok: isWhole && overdue === 0, chains, overdue }));
      else print(io, chains, overdue);
      exit.code = !isWhole ? 1 : overdue > 0 ? 5 : 0;
    });
}

/** @throws Error when the file is no report of this command */
function readHeads(file: string): ChainHead[] {
  const report = JSON.parse(readFileSync(file, 'utf8')) as { chains?: { head?: ChainHead }[] };
  const heads = report.chains?.flatMap(({ head }) => (head ? [head] : [])) ?? [];
  if (heads.length === 0) throw new Error(`${file} is no report of "moothall audit verify --json".`);
  return heads;
}

function print(io: Io, chains: readonly ChainReport[], overdue: number): void {
  for (const { authorityId, sealed, fault } of chains)
    io.line(`Authority ${authorityId}: ${sealed} rows ${fault ? `BROKEN, ${JSON.stringify(fault)}` : 'whole'}`);
  if (overdue > 0)
    io.line(
      `${overdue} rows have waited for their seal for more than five minutes. Start the server, which seals them; if it runs, somebody took seals off.`,
    );
}
