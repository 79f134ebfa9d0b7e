import type { Command } from 'commander';
import type { Merged, MergePlan } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { addReorganisingOptions, reorganise, type ReorganisingOptions } from '../reorganising.js';

interface MergeOptions extends ReorganisingOptions {
  readonly into: string;
  readonly from: readonly string[];
  readonly on: string;
}

export function addMergeCommand(authority: Command, io: Io, exit: ExitState): void {
  const merge = authority
    .command('merge')
    .description('have one council follow others: their customers, cases, staff and all else become its own')
    .requiredOption('--into <slug>', 'the council that follows them')
    .requiredOption('--from <slug...>', 'the councils that end')
    .requiredOption('--on <date>', 'the first day of the one council: 2028-04-01')
    .option('--yes', 'do it without having looked at the plan: for rehearsals');
  addReorganisingOptions(merge).action(async ({ into, from, on, ...options }: MergeOptions) => {
    const asked = { into, from, on };
    await reorganise(io, options, {
      preview: (kernel, core) => core.previewMerging(kernel, asked, core.leavingChecks),
      carryOut: (kernel, core, { confirm, onStep }) =>
        core.mergeAuthorities(kernel, { ...asked, confirm }, { checks: core.leavingChecks, onStep }),
      planLines: (plan, core) => core.mergePlanLines(plan),
      finishedLine: (plan) => `${plan.into.name} has followed them since ${plan.on}.`,
      doneLines,
      json: (merged) => merged,
    });
    exit.code = 0;
  });
}

function doneLines(plan: MergePlan, merged: Merged): string[] {
  return [
    ...merged.former.flatMap(({ slug, name, rows, chain }) => {
      const sums = Object.values(rows);
      const moved = sums.reduce((sum, each) => sum + each.moved, 0);
      const joined = sums.reduce((sum, each) => sum + each.joined, 0);
      const tables = Object.keys(rows).length;
      return [
        `${name} (${slug}) is a former council: ${moved} rows of ${tables} tables went over, ${joined} became one.`,
        `Its audit chain is closed at ${chain.seq}.`,
      ];
    }),
    `${plan.into.name} follows from ${plan.on} on.`,
  ];
}
