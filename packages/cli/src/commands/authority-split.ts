import type { Command } from 'commander';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SplitAsked, SplitDone, SplitPlan } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { addReorganisingOptions, reorganise, type ReorganisingOptions } from '../reorganising.js';

interface SplitOptions extends ReorganisingOptions {
  readonly from: string;
  readonly to: string;
  readonly area: readonly string[];
  readonly services?: readonly string[];
  readonly on: string;
  readonly undecided?: string;
}

export function addSplitCommand(authority: Command, io: Io, exit: ExitState): void {
  const split = authority
    .command('split')
    .description('give what belongs to a part of a council’s area to another council: cases, contacts, customers')
    .requiredOption('--from <slug>', 'the council that is split')
    .requiredOption('--to <slug>', 'the council that follows it there')
    .requiredOption('--area <ward...>', 'wards, as the gazetteer writes them; or a file with a UPRN on each line')
    .option('--services <key...>', 'cases of these services alone')
    .requiredOption('--on <date>', 'the first day of the other council there: 2028-04-01')
    .option('--undecided <file>', 'write the cases of which nothing says where they belong to a CSV file')
    .option('--yes', 'do it without having looked at the plan: for rehearsals');
  addReorganisingOptions(split).action(async (options: SplitOptions) => {
    const asked = askedIn(io, options);
    await reorganise(io, options, {
      preview: async (kernel, core) => {
        const known = await core.previewSplit(kernel, asked);
        if (options.undecided !== undefined) writeUndecided(path.resolve(io.directory, options.undecided), known.plan);
        return known;
      },
      carryOut: (kernel, core, { confirm, onStep }) => core.splitAuthority(kernel, { ...asked, confirm }, onStep),
      planLines: (plan, core) => core.splitPlanLines(plan),
      finishedLine: (plan) => `${plan.to.name} has followed there since ${plan.on}.`,
      doneLines,
      json: (done) => done,
    });
    exit.code = 0;
  });
}

function doneLines(plan: SplitPlan, done: SplitDone): string[] {
  const moved = Object.values(done.rows).reduce((sum, rows) => sum + rows, 0);
  return [
    `${plan.to.name} follows ${plan.from.name} at ${plan.places} places from ${plan.on} on.`,
    `${moved} rows of ${Object.keys(done.rows).length} tables went over.`,
  ];
}

function askedIn(io: Io, { from, to, area, services, on }: SplitOptions): SplitAsked {
  const [first = ''] = area;
  const file = path.resolve(io.directory, first);
  const isFile = area.length === 1 && existsSync(file);
  const uprns = (): string[] => readFileSync(file, 'utf8').match(/\d{1,12}/g) ?? [];
  return {
    ...{ from, to, on },
    area: isFile ? { kind: 'places', uprns: uprns() } : { kind: 'wards', wards: area },
    ...(services ? { services } : {}),
  };
}

/** References and keys alone: neither needs quotes, and neither is a formula. */
function writeUndecided(file: string, { undecided }: SplitPlan): void {
  const lines = undecided.map(({ reference, status, service }) => `${reference},${status},${service}`);
  writeFileSync(file, `${['reference,status,service', ...lines].join('\r\n')}\r\n`, { mode: 0o600 });
}
