import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineQuery } from '../../kernel/query.js';
import type { Role } from '../../kernel/permissions.js';
import { narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { followGroups, mappingOf } from './follow-groups.js';
import { listGroupSizes, listKeptPeople } from './scim-standing-repository.js';

/** A group of a council's own system, and what the configuration says that it stands for. */
export interface GroupStanding {
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly members: number;
  readonly roles: readonly Role[];
  /** Keys. */
  readonly teams: readonly string[];
}

/** The groups that systems keep here, by council and name: two hundred at most. */
export const listGroupStandings = defineQuery({
  name: 'directory.list-group-standings',
  permission: 'access.manage',
  input: z.strictObject({}),
  run: async ({ db, kernel }): Promise<readonly GroupStanding[]> => {
    const groups = await listGroupSizes(db);
    const councils = [...new Set(groups.map(({ authorityId }) => authorityId))];
    const mappings = new Map(
      await Promise.all(councils.map(async (id) => [id, await mappingOf({ kernel }, id)] as const)),
    );
    return groups.map((group) => {
      const mapping = mappings.get(group.authorityId) ?? {};
      const { roles, teams } = (Object.hasOwn(mapping, group.name) && mapping[group.name]) || { roles: [], teams: [] };
      return { ...group, roles, teams };
    });
  },
});

/**
 * Has everybody whom a council's system keeps here follow their groups as the configuration maps them now: after a change
 * of it, of which that system knows nothing.
 */
export const followGroupsAgain = defineCommand({
  name: 'directory.follow-groups-again',
  permission: 'access.manage',
  input: z.strictObject({ authorityId: z.coerce.number('Choose the council').int('Choose the council') }),
  output: z.object({ people: z.number() }),
  run: async (context, { authorityId }) => {
    const people = await listKeptPeople(context.db.within(narrowScope(context.db.scope, authorityId)));
    for (const person of people) await followGroups(context, authorityId, person);
    const details = { people: people.length };
    await context.audit({ authorityId, subject: { kind: 'authority', id: String(authorityId) }, details });
    return details;
  },
});
