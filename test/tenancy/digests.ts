import { createHash } from 'node:crypto';
import { statement, type Engine } from '#core/kernel/db/statement.js';
import type { TableSpec } from '#core/kernel/db/tables.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from './seed.js';

/** Tables of the machinery whose rows belong to a person. */
const ofPeople = new Map([
  ['people', 'id'],
  ['employments', 'person_id'],
  ['absences', 'person_id'],
  ['staff_accounts', 'person_id'],
  ['recovery_codes', 'person_id'],
  ['password_links', 'person_id'],
  ['api_tokens', 'person_id'],
  ['sessions', 'person_id'],
]);

/** Shared by all, and written by nobody on the strength of another council's ids. */
const shared = ['authorities', 'places', 'place_authorities', 'place_tokens', 'responsibilities', 'bank_holidays'];

/**
 * A digest of each table's rows that are this council's, or its people's, or everybody's. All in one question: it is
 * asked before and after each of thousands of requests.
 */
export async function digestTables(world: TestWorld, council: Seeded): Promise<Record<string, string>> {
  const { kernel } = world;
  await kernel.readAudit.flush();
  const { engine, tables } = kernel.db;
  const asked = [...tables.values()].flatMap((table) => rowsOf(table, engine) ?? []).join(' union all ');
  const people = [council.personId, council.colleagueId, council.newcomerId];
  const found = await kernel.db
    .read(everyAuthority)
    .all(statement<About, { name: string; rows: string | null }>(asked), { council: council.authorityId, people });
  return Object.fromEntries(
    found.map(({ name, rows }) => [
      name,
      createHash('sha256')
        .update(rows ?? '')
        .digest('hex'),
    ]),
  );
}

type About = { readonly council: number; readonly people: readonly string[] };

/** A question for a table's name and rows, each as text, in order of that. `undefined` for one that isn't looked at. */
function rowsOf({ name, ownership, columns }: TableSpec, engine: Engine): string | undefined {
  const person = ofPeople.get(name);
  const isLooked = ownership === 'authority' || person !== undefined || shared.includes(name);
  if (!isLooked) return undefined;
  const of = person === undefined ? '' : ` where ${person} in (:people*)`;
  const where = ownership === 'authority' ? ' where authority_id = :council' : of;
  const line =
    engine === 'postgres'
      ? 't::text'
      : Object.keys(columns)
          .map((column) => `quote("${column}")`)
          .join(` || ',' || `);
  const all = engine === 'postgres' ? `string_agg(line, chr(10) order by line)` : 'group_concat(line, char(10))';
  return `select '${name}' as name, ${all} as rows
    from (select ${line} as line from @${name} t${where}${engine === 'postgres' ? '' : ' order by 1'}) each_line`;
}

/** Names of the tables that differ. */
export function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}
