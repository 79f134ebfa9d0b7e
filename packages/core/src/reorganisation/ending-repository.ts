import type { LocalDate } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/*
 * What ends at an authority on a day: its roles, its posts, what it answers for. What would have begun later never does.
 */

type Ended = { readonly of: AuthorityId; readonly on: LocalDate };

const ending = (table: string, column: string): string =>
  `update ${table} set to_on = case when from_on > :on then from_on else :on end
   where ${column} = :of and (to_on is null or to_on > :on)`;

const endRoles = statement<Ended, never>(ending('role_assignments', 'authority_id'));
const endPosts = statement<Ended, never>(ending('employments', 'employer_authority_id'));
const endAnswering = statement<Ended, never>(ending('responsibilities', 'responsible_authority_id'));

/** Answers how many. */
export async function endRolesOf(db: Writes, of: AuthorityId, on: LocalDate): Promise<number> {
  return await db.run(endRoles, { of, on });
}

export async function endPostsOf(db: Writes, of: AuthorityId, on: LocalDate): Promise<void> {
  await db.run(endPosts, { of, on });
}

export async function endAnsweringOf(db: Writes, of: AuthorityId, on: LocalDate): Promise<void> {
  await db.run(endAnswering, { of, on });
}
