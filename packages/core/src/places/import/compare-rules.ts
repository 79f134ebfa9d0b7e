import { createHash } from 'node:crypto';
import type { LocalDate } from '../../kernel/clock.js';
import type { RowFaultNote } from '../../kernel/import/run-import.js';
import { areaKey, everyService } from '../rules.js';
import type { Responsibility } from '../types.js';
import type { CheckedRule } from './check-rules.js';

/** A row, with the day on which it ends: its own, or that from which another rule of the same follows. */
export type PlannedRule = CheckedRule;

/** What bringing in a file would do. */
export interface RuleDifference {
  readonly added: readonly PlannedRule[];
  /** Rules that are put right: the same area, service and first day, with another authority or last day. */
  readonly changed: readonly { readonly before: Responsibility; readonly after: PlannedRule }[];
  /** Rules that aren't in the file and end because a row of it follows. */
  readonly ended: readonly { readonly before: Responsibility; readonly by: PlannedRule }[];
  readonly unchanged: number;
  /** Rules that haven't ended, aren't in the file and stay as they are. */
  readonly others: number;
  readonly faults: readonly RowFaultNote[];
  /** Names this very difference: twelve letters and digits. Absent while a row is wrong. */
  readonly code?: string;
}

interface Together {
  readonly rows: CheckedRule[];
  readonly held: Responsibility[];
}

/**
 * The difference between a file's rows and the rules that are kept. Rules of one area and service follow one another
 * (of `*`: those that name one authority, since a county and a district may both answer), so they are compared together.
 */
export function compareRules(
  rows: readonly CheckedRule[],
  held: readonly Responsibility[],
  rowFaults: readonly RowFaultNote[],
  today: LocalDate,
): RuleDifference {
  const groups = new Map<string, Together>();
  const groupOf = (area: string, { serviceKey, authorityId }: Pick<CheckedRule, 'serviceKey' | 'authorityId'>) => {
    const key = JSON.stringify([area, serviceKey, ...(serviceKey === everyService ? [authorityId] : [])]);
    const group = groups.get(key) ?? { rows: [], held: [] };
    groups.set(key, group);
    return group;
  };
  for (const row of rows) groupOf(areaKey(row.area), row).rows.push(row);
  for (const rule of held) if (rule.toOn === null || rule.toOn > rule.fromOn) groupOf(rule.area, rule).held.push(rule);
  const found = [...groups.values()].map(compareGroup);
  const added = found.flatMap((each) => each.added);
  const changed = found.flatMap((each) => each.changed);
  const ended = found.flatMap((each) => each.ended);
  const others = found.flatMap((each) => each.others).filter(({ toOn }) => toOn === null || toOn > today).length;
  const unchanged = found.reduce((sum, each) => sum + each.unchanged, 0);
  const faults = [...rowFaults, ...found.flatMap((each) => each.faults)].sort((a, b) => a.line - b.line);
  const parts = { added, changed, ended, unchanged, others, faults };
  return faults.length > 0 ? parts : { ...parts, code: codeOf({ added, changed, ended, unchanged }) };
}

interface GroupDifference extends Pick<RuleDifference, 'added' | 'changed' | 'ended' | 'unchanged' | 'faults'> {
  readonly others: readonly Responsibility[];
}

function compareGroup({ rows, held }: Together): GroupDifference {
  const { planned, faults } = planRows(rows, held);
  const added: PlannedRule[] = [];
  const changed: { before: Responsibility; after: PlannedRule }[] = [];
  const matched = new Set<Responsibility>();
  for (const after of planned) {
    const alike = held.filter(({ fromOn }) => fromOn === after.fromOn);
    const before = alike.find(({ authorityId }) => authorityId === after.authorityId) ?? alike[0];
    if (before) matched.add(before);
    if (!before) added.push(after);
    else if (before.authorityId !== after.authorityId || before.toOn !== after.toOn) changed.push({ before, after });
  }
  const ended: { before: Responsibility; by: PlannedRule }[] = [];
  const others: Responsibility[] = [];
  for (const before of held.filter((rule) => !matched.has(rule))) {
    const by = planned.find(({ fromOn }) => fromOn > before.fromOn);
    if (by && (before.toOn === null || before.toOn > by.fromOn)) ended.push({ before, by });
    else others.push(before);
  }
  return { added, changed, ended, others, unchanged: planned.length - added.length - changed.length, faults };
}

/** The rows by their first days, each with its last; what contradicts another rule is a fault. */
function planRows(
  rows: readonly CheckedRule[],
  held: readonly Responsibility[],
): { readonly planned: readonly PlannedRule[]; readonly faults: readonly RowFaultNote[] } {
  const sorted = [...rows].sort((a, b) => (a.fromOn === b.fromOn ? a.line - b.line : a.fromOn < b.fromOn ? -1 : 1));
  const starts = [...rows, ...held].map(({ fromOn }) => fromOn).sort();
  const planned: PlannedRule[] = [];
  const faults: RowFaultNote[] = [];
  for (const row of sorted) {
    const { line, fromOn, toOn } = row;
    const same = planned.find((other) => other.fromOn === fromOn);
    const next = starts.find((start) => start > fromOn) ?? null;
    if (same)
      faults.push({ line, field: 'from', message: `Line ${same.line} says who answers from that day: keep one.` });
    else if (toOn !== null && next !== null && next < toOn)
      faults.push({ line, field: 'to', message: `Another rule follows on ${next}: end this one by then.` });
    else planned.push({ ...row, toOn: toOn ?? next });
  }
  return { planned, faults };
}

function codeOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
