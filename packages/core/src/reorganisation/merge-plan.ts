import { successorIn, type Authority } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { digest } from '../kernel/digest.js';
import type { TableRegistry } from '../kernel/db/tables.js';
import { parseLocalDate } from '../kernel/parse-local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import { clashes } from './clashes.js';
import { listRolesToFollow, listServedUntil } from './following-repository.js';
import { countOpenCases, listAgreementsToEnd, listAgreementsCalled } from './leave-repository.js';
import { betweenTwo, unsettledRecharges, type LeavingCheck, type Obstacle } from './leaving-checks.js';
import { cannotMerge } from './merging-errors.js';
import { countClashes, countNaming, listClashes } from './move-repository.js';
import { ownedTables } from './table-order.js';
import { tableRules } from './table-rules.js';

/** Councils that would be merged. */
export interface Merging {
  readonly into: Authority;
  readonly from: readonly Authority[];
  /** From which day on the one follows the others. */
  readonly on: LocalDate;
}

/** What is to be merged: councils by their slugs, and the first day of the one, as somebody wrote it. */
export interface MergeAsked {
  readonly into: string;
  readonly from: readonly string[];
  readonly on: string;
}

interface Named {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** What would happen if they were merged now. */
export interface MergePlan {
  readonly into: Named;
  readonly from: readonly Named[];
  readonly on: LocalDate;
  /** Rows by table; those that stay are history of the former councils. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly stays: boolean }[];
  /** What both have under one key, and what becomes of the former's. */
  readonly clashes: readonly {
    readonly table: string;
    readonly key: string;
    readonly rows: number;
    readonly becomes: 'stays' | 'renamed' | 'joined' | 'added';
    /** The first of them, where they are nobody's data. */
    readonly which: readonly string[];
  }[];
  readonly openCases: number;
  /** Roles that begin at the successor. */
  readonly roles: number;
  readonly people: number;
  readonly administrators: number;
  readonly agreements: readonly Agreed[];
  readonly obstacles: readonly Obstacle[];
  /** Names this very plan: twelve letters and digits. */
  readonly code: string;
}

interface Agreed {
  readonly id: string;
  readonly title: string;
  readonly receiver: string;
  readonly provider: string;
}

/**
 * The councils of a merging.
 * @throws cannot_merge naming the option that is wrong
 */
export function findMerged(known: readonly Authority[], { into, from, on }: MergeAsked): Merging {
  const faults: { field: string; message: string }[] = [];
  const day = parseLocalDate(on);
  if (!day.ok) faults.push({ field: '--on', message: day.message });
  const council = (field: string, slug: string): Authority | undefined => {
    const found = known.find((each) => each.slug === slug);
    if (found?.kind === 'authority') return found;
    const message = `There is no council called ${slug}. "moothall authority list" shows them`;
    faults.push({
      field,
      message: found && found !== successorIn(known, found) ? `${slug} was merged already` : message,
    });
    return undefined;
  };
  const to = council('--into', into);
  const merged = [...new Set(from)].map((slug) => council('--from', slug));
  if (from.includes(into)) faults.push({ field: '--from', message: `${into} can’t be merged into itself` });
  const councils = merged.filter((each) => each !== undefined);
  if (!to || !day.ok || faults.length > 0 || councils.length === 0) throw cannotMerge({ faults });
  return { into: to, from: councils, on: day.value };
}

interface About {
  readonly checks: readonly LeavingCheck[];
  readonly schema: TableRegistry;
}

/** What a merging would do now. Writes nothing. */
export async function planMerging(db: Reads, merging: Merging, { checks, schema }: About): Promise<MergePlan> {
  const everywhere = db.within(everyAuthority);
  const { into, from, on } = merging;
  const obstacles: Obstacle[] = [];
  for (const { id, name } of from)
    for (const check of [betweenTwo, unsettledRecharges, ...checks])
      for (const { what, fix } of await check(everywhere, id)) obstacles.push({ what: `${name}: ${what}`, fix });
  const roles = [];
  let openCases = 0;
  for (const { id } of from) {
    roles.push(...(await listRolesToFollow(everywhere, { from: id, to: into.id }, on)));
    openCases += await countOpenCases(everywhere, id);
  }
  const plan = {
    ...{ into: named(into), from: from.map(named), on, openCases, obstacles },
    tables: await countTables(everywhere, from, schema),
    clashes: await findClashes(everywhere, merging, schema),
    roles: roles.length,
    people: new Set(roles.map(({ person_id: person }) => person)).size,
    administrators: roles.filter(({ role }) => role === 'administrator').length,
    agreements: await agreementsToEnd(everywhere, merging),
  };
  const lasting = plan.tables.filter(
    ({ table }) => !['audit', 'short-lived'].includes(schema.get(table)?.retention ?? ''),
  );
  return { ...plan, code: digest({ ...plan, tables: lasting }).slice(0, 12) };
}

const named = ({ id, slug, name }: Authority): Named => ({ id, slug, name });

async function countTables(db: Reads, from: readonly Authority[], schema: TableRegistry): Promise<MergePlan['tables']> {
  const counted = [];
  for (const table of ownedTables(schema)) {
    let rows = 0;
    for (const { id } of from) rows += await countNaming(db, table, 'authority_id', id);
    if (rows > 0) counted.push({ table: table.name, rows, stays: tableRules[table.name]?.merging === 'stays' });
  }
  return counted;
}

async function findClashes(db: Reads, { into, from }: Merging, schema: TableRegistry): Promise<MergePlan['clashes']> {
  const found = [];
  for (const [name, keys] of Object.entries(clashes))
    for (const clash of keys) {
      const table = schema.get(name);
      if (!table || clash.becomes === 'impossible' || tableRules[name]?.merging === 'stays') continue;
      let rows = 0;
      const which: string[] = [];
      for (const { id } of from) {
        const between = { from: id, to: into.id };
        rows += await countClashes(db, table, clash, between);
        if (clash.becomes === 'renamed' && table.retention === 'configuration')
          which.push(...(await listClashes(db, table, clash, { ...between, limit: 20 })));
      }
      if (rows > 0) found.push({ table: name, key: clash.key.join(', '), rows, becomes: clash.becomes, which });
    }
  return found;
}

/**
 * Every agreement of a former council, and those by which others serve the successor since before: whoever serves would
 * else see the records of all that are merged. What was signed for the time after stays.
 */
async function agreementsToEnd(db: Reads, { into, from, on }: Merging): Promise<Agreed[]> {
  const ids = new Set<string>(await listServedUntil(db, into.id, on));
  for (const { id } of from) for (const each of await listAgreementsToEnd(db, id)) ids.add(each.id);
  const called = ids.size === 0 ? [] : await listAgreementsCalled(db, [...ids]);
  return called.map(({ id, title, receiver, provider }) => ({ id, title, receiver, provider }));
}

const becomesWhat: Readonly<Record<MergePlan['clashes'][number]['becomes'], string>> = {
  stays: 'stay with the former council, as history: the successor’s hold',
  renamed: 'go over under another name',
  joined: 'are the same thing and become one',
  added: 'are added to the successor’s numbers',
};

/** A plan as lines of text, for the command line. */
export function mergePlanLines(plan: MergePlan): string[] {
  const { into, from, on, tables, openCases, roles, people, administrators, agreements, obstacles } = plan;
  const going = tables.filter(({ stays }) => !stays);
  const total = going.reduce((sum, { rows }) => sum + rows, 0);
  return [
    `${from.map(({ name }) => name).join(' and ')} would be merged into ${into.name}, from ${on} on. ${total} rows of ${going.length} tables would go over:`,
    ...going.map(({ table, rows }) => `  ${table.padEnd(26)} ${rows}`),
    `Of the cases ${openCases} are open. ${people} people would get ${roles} roles there, ${administrators} of them as administrator.`,
    ...listed('What both have', plan.clashes, ({ table, key, rows, becomes, which }) =>
      [`${rows} of ${table}${key === '' ? '' : ` by ${key}`} ${becomesWhat[becomes]}`, which.join(', ')]
        .filter(Boolean)
        .join(': '),
    ),
    ...listed(
      'Agreements that would end',
      agreements,
      (each) => `${each.title}: ${each.provider} for ${each.receiver}`,
    ),
    ...tables.filter(({ stays }) => stays).map(({ table, rows }) => `Stays: ${table}, ${rows} rows`),
    ...listed('To be settled first', obstacles, ({ what, fix }) => `${what}. ${fix}.`),
  ];
}

function listed<T>(heading: string, items: readonly T[], lineOf: (item: T) => string): string[] {
  return items.length === 0 ? [] : [`${heading}:`, ...items.map((item) => `  ${lineOf(item)}`)];
}
