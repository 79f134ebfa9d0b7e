import type { Pack, PackDifference, PackPlan } from '@moothall/core';
import { countInWords } from './in-words.js';
import type { Core } from './instance.js';
import type { Io } from './io.js';

/** Longer plans are shown whole by `--json`. */
const mostLines = 200;

const headings: readonly (readonly [PackDifference['kind'], string])[] = [
  ['updated', 'Comes from the pack:'],
  ['kept', 'Ours, and stays:'],
  ['conflict', 'Changed by both; ours stays (to take the pack’s: --take and the path):'],
];

/** What installing would change, what stays, and what keeps it from being done. */
export function printPlan(io: Io, core: Core, pack: Pack, { owner, plan }: PackPlan): void {
  const { before, differences, teamsToAdd, faults } = plan;
  const from = before ? ` (${before.pack.version} is installed)` : '';
  io.line(`${pack.title} ${pack.version} for ${owner.name}${from}`);
  printDifferences(io, core, differences);
  for (const key of teamsToAdd) io.line(`  The team ${key} is made.`);
  if (faults.length > 0) io.error(`It can’t be installed: ${countInWords(faults.length, 'fault')}.`);
  for (const { field, message } of faults) io.error(`  ${field}: ${message}`);
  const [lacking] = faults.flatMap(({ field }) => /^teams\.(.+)$/.exec(field)?.slice(1) ?? []);
  if (lacking !== undefined) io.error(`Name a team with --team ${lacking}=…, or have all made with --add-teams.`);
}

export function printDifferences(io: Io, core: Core, differences: readonly PackDifference[]): void {
  for (const [kind, heading] of headings) {
    const these = differences.filter((each) => each.kind === kind);
    if (these.length > 0) io.line(heading);
    for (const difference of these.slice(0, mostLines)) io.line(`  ${core.differenceText(difference)}`);
    if (these.length > mostLines) io.line(`  … and ${these.length - mostLines} more: --json shows all`);
  }
}

export function planJson(pack: Pack, { owner, plan }: PackPlan): object {
  const { before, differences, teams, teamsToAdd, faults, isNothing } = plan;
  return {
    ...{ name: pack.name, version: pack.version, authority: owner.slug, from: before?.pack.version ?? null },
    ...{ differences: differences.map(differenceJson), teams, teamsToAdd, faults, isNothing },
  };
}

/** What isn't there is null. */
export function differenceJson({ path, kind, base = null, ours = null, theirs = null }: PackDifference): object {
  return { path, kind, base, ours, theirs };
}
