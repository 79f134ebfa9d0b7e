import { createHash } from 'node:crypto';
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

/** A digest of each table's rows that are this council's, or its people's, or everybody's. */
export async function digestTables(world: TestWorld, council: Seeded): Promise<Record<string, string>> {
  const { kernel } = world;
  await kernel.readAudit.flush();
  const db = kernel.db.read(everyAuthority);
  const people = [council.personId, council.colleagueId, council.newcomerId];
  const digests: Record<string, string> = {};
  for (const { name, ownership } of kernel.db.tables.values()) {
    const rows = db.from(name).select('*');
    const person = ofPeople.get(name);
    if (ownership === 'authority') void rows.where({ authority_id: council.authorityId });
    else if (person !== undefined) void rows.whereIn(person, people);
    else if (!shared.includes(name)) continue;
    const found = (await db.rows<object>(rows)).map((row) => JSON.stringify(row)).sort();
    digests[name] = createHash('sha256').update(found.join('\n')).digest('hex');
  }
  return digests;
}

/** Names of the tables that differ. */
export function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}
