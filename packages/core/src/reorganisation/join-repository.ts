import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

const teamKeys = statement<{ authority: number }, { key: string }>(
  'select t.key from @teams t where t.authority_id = :authority order by t.key',
);

export async function listTeamKeys(db: Reads, authority: AuthorityId): Promise<string[]> {
  return (await db.all(teamKeys, { authority })).map(({ key }) => key);
}

const rolesAt = statement<{ authority: number; person: string }, { role: string }>(
  'select r.role from @role_assignments r where r.authority_id = :authority and r.person_id = :person and r.to_on is null',
);

/** Roles that somebody holds there without an end. */
export async function listRolesAt(db: Reads, authority: AuthorityId, person: string): Promise<string[]> {
  return (await db.all(rolesAt, { authority, person })).map(({ role }) => role);
}
