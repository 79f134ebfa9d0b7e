import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Followed } from './follow-groups.js';

const sizes = statement<
  Record<string, never>,
  { authority_id: AuthorityId; display_name: string; members: number | string }
>(
  `select g.authority_id, g.display_name, count(u.id) as members
   from @scim_groups g left join @scim_group_members m on m.group_id = g.id
   left join @scim_users u on u.id = m.user_id and u.removed_at is null
   group by g.authority_id, g.display_name order by g.authority_id, g.display_name limit 200`,
);

/** The groups that are kept, with how many are in each, by council and name. */
export async function listGroupSizes(
  db: Reads,
): Promise<{ authorityId: AuthorityId; name: string; members: number }[]> {
  const rows = await db.all(sizes, {});
  return rows.map((row) => ({
    authorityId: row.authority_id,
    name: row.display_name,
    members: Number(row.members),
  }));
}

const kept = statement<Record<string, never>, { id: string; person_id: string; is_active: number }>(
  'select u.id, u.person_id, u.is_active from @scim_users u where u.removed_at is null order by u.id',
);

/** Everybody whom the council's system keeps. */
export async function listKeptPeople(db: Reads): Promise<Followed[]> {
  const rows = await db.all(kept, {});
  return rows.map((row) => ({ id: row.id, personId: row.person_id, isActive: row.is_active === 1 }));
}
