import type { Command } from 'commander';
import type { Merged, MergePlan } from '@moothall/core';
import type { ExitState } from '../index.js';
import { withKernel, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { collectSettings, settingsIn } from '../settings.js';
import { sayWhatNext } from '../say-what-next.js';

interface MergeOptions {
  readonly into: string;
  readonly from: readonly string[];
  readonly on: string;
  readonly dir: string;
  readonly option?: string[];
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addMergeCommand(authority: Command, io: Io, exit: ExitState): void {
  authority
    .command('merge')
    .description('have one council follow others: their customers, cases, staff and all else become its own')
    .requiredOption('--into <slug>', 'the council that follows them')
    .requiredOption('--from <slug...>', 'the councils that end')
    .requiredOption('--on <date>', 'the first day of the one council: 2028-04-01')
    .option('--dir <directory>', 'the installation', '.')
    .option('-o, --option <name=value>', 'confirm=CODE, as the plan gives it', collectSettings)
    .option('--yes', 'do it without having looked at the plan: for rehearsals')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt only shows what would happen until you confirm it. Stop the server first, and make a backup.',
    )
    .action(async ({ into, from, on, ...options }: MergeOptions) => {
      const { confirm } = settingsIn(options.option);
      await withKernel(io, options.dir, async (kernel, core) => {
        const asked = { into, from, on };
        const { plan, begun } = await core.previewMerging(kernel, asked, core.leavingChecks);
        const code = options.yes ? plan.code : confirm;
        if (code === undefined) return void show(io, core, { plan, begun, options });
        const onStep = (step: string): void => {
          if (io.interactive) io.write(`\r\u001b[K${step}`);
        };
        const merged = await core.mergeAuthorities(
          kernel,
          { ...asked, confirm: code },
          { checks: core.leavingChecks, onStep },
        );
        if (io.interactive) io.line();
        print(io, { plan, merged, options });
      });
      exit.code = 0;
    });
}

interface Shown {
  readonly plan: MergePlan;
  readonly begun: 'begun' | 'closed' | 'finished' | undefined;
  readonly options: Pick<MergeOptions, 'json'>;
}

function show(io: Io, core: Core, { plan, begun, options }: Shown): void {
  if (options.json) return void io.line(JSON.stringify({ ...plan, begun: begun ?? null }));
  if (begun === 'finished') return void io.line(`${plan.into.name} has followed them since ${plan.on}.`);
  for (const line of core.mergePlanLines(plan)) io.line(line);
  sayWhatNext(io, plan, begun !== undefined);
}

interface Printed {
  readonly plan: MergePlan;
  readonly merged: Merged;
  readonly options: Pick<MergeOptions, 'json'>;
}

function print(io: Io, { plan, merged, options }: Printed): void {
  if (options.json) return void io.line(JSON.stringify(merged));
  for (const { slug, name, rows, chain } of merged.former) {
    const sums = Object.values(rows);
    const moved = sums.reduce((sum, each) => sum + each.moved, 0);
    const joined = sums.reduce((sum, each) => sum + each.joined, 0);
    const tables = Object.keys(rows).length;
    io.line(
      `${name} (${slug}) is a former council: ${moved} rows of ${tables} tables went over, ${joined} became one.`,
    );
    io.line(`Its audit chain is closed at ${chain.seq}.`);
  }
  io.line(`${plan.into.name} follows from ${plan.on} on.`);
}
