import { listAuthorities } from '../../authorities/index.js';
import { setRolesFrom } from '../../access/index.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Config } from '../../kernel/config.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { Role } from '../../kernel/permissions.js';
import { narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { expectDirectoryChanges } from '../search/whole-directory.js';
import {
  insertTeamPlace,
  listGroupsOfUsers,
  listOpenTeamsByKey,
  listTeamPlaces,
  removeTeamPlace,
} from './scim-groups-repository.js';

type Mapping = NonNullable<Config['scim'][string]>['groups'];

/** What gives roles and places in teams, and ends those that it gave. */
export const scimSource = 'scim';

export interface Followed {
  readonly id: string;
  readonly personId: string;
  readonly isActive: boolean;
}

/**
 * Has somebody's roles and teams at a council follow the groups in which its system has them, as the configuration maps
 * these. Somebody inactive is in no group. What people gave stays. Audited where anything changes.
 */
export async function followGroups(context: CommandContext, authorityId: AuthorityId, user: Followed): Promise<void> {
  const { now, audit } = context;
  const db = context.db.within(narrowScope(context.db.scope, authorityId));
  const groups = user.isActive ? await listGroupsOfUsers(db, [user.id]) : [];
  const { roles, teams } = await meantBy(
    context,
    authorityId,
    groups.map(({ groupName }) => groupName),
  );
  const { personId } = user;
  const set = await setRolesFrom(context, { personId, authorityId, source: scimSource, roles });
  const places = await listTeamPlaces(db, personId);
  const wanted = await listOpenTeamsByKey(db, teams);
  const joined = wanted.filter(({ id }) => !places.some(({ teamId }) => teamId === id));
  const left = places.filter(({ teamId, source }) => source === scimSource && !wanted.some(({ id }) => id === teamId));
  const fromOn = localDateAt(now);
  for (const { id: teamId } of joined)
    await insertTeamPlace(db, { authorityId, teamId, personId, fromOn, source: scimSource });
  for (const { teamId } of left) await removeTeamPlace(db, teamId, personId);
  const named = (list: readonly { readonly key: string }[]): string[] => list.map(({ key }) => key);
  const changes = { ...set, joined: named(joined), left: named(left) };
  if (Object.values(changes).some((list) => list.length > 0))
    await audit({
      ...{ authorityId, subject: { kind: 'person', id: personId } },
      ...{ action: 'directory.follow-groups', details: changes },
    });
  expectDirectoryChanges(context.kernel.db);
}

/** Whether the configuration says of any of these groups what it stands for. */
export async function isMapped(
  context: Pick<CommandContext, 'kernel'>,
  authorityId: AuthorityId,
  groups: readonly string[],
): Promise<boolean> {
  const mapping = await mappingOf(context, authorityId);
  return groups.some((group) => Object.hasOwn(mapping, group));
}

async function meantBy(
  context: CommandContext,
  authorityId: AuthorityId,
  groups: readonly string[],
): Promise<{ roles: Role[]; teams: string[] }> {
  const mapping = await mappingOf(context, authorityId);
  const meant = groups.flatMap((group) => (Object.hasOwn(mapping, group) ? (mapping[group] ?? []) : []));
  return {
    roles: [...new Set(meant.flatMap(({ roles }) => roles))],
    teams: [...new Set(meant.flatMap(({ teams }) => teams))],
  };
}

/** What the groups of a council’s system stand for, by their names. */
export async function mappingOf(
  { kernel }: Pick<CommandContext, 'kernel'>,
  authorityId: AuthorityId,
): Promise<Mapping> {
  const slug = (await listAuthorities(kernel)).find(({ id }) => id === authorityId)?.slug ?? '';
  return Object.hasOwn(kernel.config.scim, slug) ? (kernel.config.scim[slug]?.groups ?? {}) : {};
}
