import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { digest } from '../kernel/digest.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority } from '../kernel/scope.js';
import type { TableRegistry } from '../kernel/db/tables.js';
import { countNamings, countOpenCases, countShells, listAgreementsToEnd, listStaffOf } from './leave-repository.js';
import { ownChecks, type LeavingCheck, type Obstacle } from './leaving-checks.js';
import { countCrossing, countLeaving, countRows, rowsOf } from './rows-repository.js';
import { ownedTables, referencesToOwned } from './table-order.js';

/** What would happen if an authority left now. */
export interface LeavePlan {
  readonly authority: { readonly id: number; readonly slug: string; readonly name: string };
  /** Rows by table; those that stay are the audit chain's. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly stays: boolean }[];
  readonly openCases: number;
  readonly agreements: readonly { readonly title: string; readonly receiver: string; readonly provider: string }[];
  /** Where others' records name its own: the name is emptied, or the row goes with it. */
  readonly links: readonly { readonly what: string; readonly rows: number; readonly becomes: 'emptied' | 'removed' }[];
  /** Contacts of its own on which others' enquiries hang: they stay as empty shells of the partnership. */
  readonly shells: number;
  readonly staff: { readonly people: number; readonly losingAccount: number };
  readonly obstacles: readonly Obstacle[];
  /** Names this very plan: twelve letters and digits. */
  readonly code: string;
}

/** What an authority's leaving would do now. Writes nothing. */
export async function planLeaving(
  db: Reads,
  { id, slug, name }: Pick<Authority, 'id' | 'slug' | 'name'>,
  { checks, now, schema }: { checks: readonly LeavingCheck[]; now: Instant; schema: TableRegistry },
): Promise<LeavePlan> {
  const everywhere = db.within(everyAuthority);
  const staff = await listStaffOf(everywhere, id, localDateAt(now));
  const agreements = await listAgreementsToEnd(everywhere, id);
  const obstacles = [];
  for (const check of [...ownChecks, ...checks]) obstacles.push(...(await check(everywhere, id)));
  const plan = {
    authority: { id, slug, name },
    tables: await countTables(db, id, schema),
    openCases: await countOpenCases(everywhere, id),
    agreements: agreements.map(({ title, receiver, provider }) => ({ title, receiver, provider })),
    links: await countLinks(everywhere, id, schema),
    shells: await countShells(everywhere, id),
    staff: { people: staff.people, losingAccount: staff.losingAccount.length },
    obstacles,
  };
  return { ...plan, code: codeOf(plan, schema) };
}

async function countTables(db: Reads, id: number, schema: TableRegistry): Promise<LeavePlan['tables']> {
  const own = db.within(rowsOf(id));
  const tables = [];
  for (const spec of ownedTables(schema)) {
    const going = await countLeaving(own, spec);
    const staying = (await countRows(own, spec)) - going;
    tables.push({ table: spec.name, rows: going, stays: false }, { table: spec.name, rows: staying, stays: true });
  }
  const named = await countNamings(db.within(everyAuthority), id);
  for (const table of ['place_authorities', 'import_runs'])
    tables.push({ table, rows: named[table] ?? 0, stays: false });
  return tables.filter(({ rows }) => rows > 0);
}

async function countLinks(db: Reads, id: number, schema: TableRegistry): Promise<LeavePlan['links']> {
  const links = [];
  for (const reference of referencesToOwned(schema)) {
    const { table, column, canBeEmpty } = reference;
    if (table === 'enquiries' && column === 'interaction_id') continue; // the shells
    const rows = await countCrossing(db, reference, id);
    if (rows > 0)
      links.push({
        what: `${table}.${column}`,
        rows,
        becomes: canBeEmpty ? ('emptied' as const) : ('removed' as const),
      });
  }
  return links;
}

/** What comes and goes by itself (audit, sessions of work) doesn't make another plan of it. */
function codeOf(plan: Omit<LeavePlan, 'code'>, schema: TableRegistry): string {
  const lasting = plan.tables.filter(
    ({ table }) => !['audit', 'short-lived'].includes(schema.get(table)?.retention ?? ''),
  );
  return digest({ ...plan, tables: lasting }).slice(0, 12);
}

/** A plan as lines of text, for the command line. */
export function leavePlanLines(plan: LeavePlan): string[] {
  const { authority, tables, openCases, agreements, links, shells, staff, obstacles } = plan;
  const going = tables.filter(({ stays }) => !stays);
  const total = going.reduce((sum, { rows }) => sum + rows, 0);
  return [
    `${authority.name} would leave. ${total} rows of ${going.length} tables would be put into an archive, checked and removed:`,
    ...going.map(({ table, rows }) => `  ${table.padEnd(26)} ${rows}`),
    `Of its cases ${openCases} are open. ${staff.people} people would lose their roles there, ${staff.losingAccount} of them their account.`,
    ...listed(
      'Agreements that would end',
      agreements,
      (each) => `${each.title}: ${each.provider} for ${each.receiver}`,
    ),
    ...listed('Others’ records that name its own', links, ({ what, rows, becomes }) => `${what}: ${rows} ${becomes}`),
    ...(shells > 0 ? [`Contacts that stay as empty shells, for others’ enquiries: ${shells}`] : []),
    ...tables.filter(({ stays }) => stays).map(({ table, rows }) => `Stays: ${table}, ${rows} rows`),
    ...listed('To be settled first', obstacles, ({ what, fix }) => `${what}. ${fix}.`),
  ];
}

function listed<T>(heading: string, items: readonly T[], lineOf: (item: T) => string): string[] {
  return items.length === 0 ? [] : [`${heading}:`, ...items.map((item) => `  ${lineOf(item)}`)];
}
