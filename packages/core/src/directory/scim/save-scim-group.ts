import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import type { Writes } from '../../kernel/db/database.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { everyAuthority, narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { lockAuthority } from '../../access/index.js';
import { followGroups, isMapped } from './follow-groups.js';
import { scimInvalid, scimTaken } from './scim-errors.js';
import {
  findScimGroup,
  findScimGroupNamed,
  insertScimGroup,
  insertScimMembers,
  listMembersOfGroups,
  listScimPeople,
  removeScimGroup,
  removeScimMembers,
  updateScimGroup,
} from './scim-groups-repository.js';

const mostMembers = 5000;
const fields = {
  authorityId: z.int().positive(),
  displayName: z.string().min(1).max(200),
  externalId: z.string().max(300).nullable(),
  /** Ids of Users. */
  members: z.array(z.string().max(100)).max(mostMembers),
};

/** Keeps a group of a council's own system; its members' roles and teams follow. */
export const addScimGroup = defineCommand({
  name: 'directory.add-scim-group',
  permission: 'access.manage',
  input: z.strictObject(fields),
  run: async (context, { authorityId, displayName, externalId, members }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    await lockAuthority(context.db.within(everyAuthority), authorityId);
    await refuseTaken(db, displayName);
    const id = context.newId();
    await insertScimGroup(db, { id, displayName, externalId, authorityId }, context.now);
    await setMembers(context, db, { authorityId, groupId: id, members, names: [displayName] });
    await context.audit({ authorityId, subject: { kind: 'scim-group', id }, details: { displayName } });
    return { id };
  },
});

/** Changes a group's name and members. A name that the configuration maps otherwise changes every member's roles. */
export const changeScimGroup = defineCommand({
  name: 'directory.change-scim-group',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: z.int().optional(), ...fields }),
  run: async (context, { id, expectedVersion, authorityId, displayName, externalId, members }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const before = await findScimGroup(db, id);
    if (!before) throw notFound();
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw staleVersion();
    const isNewName = displayName !== before.displayName;
    if (isNewName) await refuseTaken(db, displayName);
    if (!(await updateScimGroup(db, before, { displayName, externalId }, context.now))) throw staleVersion();
    const names = isNewName ? [before.displayName, displayName] : [displayName];
    const changed = await setMembers(context, db, { authorityId, groupId: id, members, names });
    await context.audit({
      ...{ authorityId, subject: { kind: 'scim-group', id } },
      details: { ...changed, ...(isNewName ? { displayName } : {}) },
    });
    return { id };
  },
});

export const removeScimGroupCommand = defineCommand({
  name: 'directory.remove-scim-group',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: z.int().optional(), authorityId: z.int().positive() }),
  run: async (context, { id, expectedVersion, authorityId }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const before = await findScimGroup(db, id);
    if (!before) throw notFound();
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw staleVersion();
    const names = [before.displayName];
    await setMembers(context, db, { authorityId, groupId: id, members: [], names });
    await removeScimGroup(db, id);
    await context.audit({
      authorityId,
      subject: { kind: 'scim-group', id },
      details: { displayName: before.displayName },
    });
  },
});

/** Groups are found by their names in the configuration, so two of one name would be one. */
async function refuseTaken(db: Writes, displayName: string): Promise<void> {
  if (await findScimGroupNamed(db, displayName)) throw scimTaken('A group of that displayName is here already.');
}

interface Membership {
  readonly authorityId: AuthorityId;
  readonly groupId: string;
  /** Ids of Users. */
  readonly members: readonly string[];
  /** What the group is called, and was called before if that is new. */
  readonly names: readonly string[];
}

/** Has exactly these in the group. Roles and teams follow for whoever joins or leaves; with a new name, for everybody in it. */
async function setMembers(
  context: CommandContext,
  db: Writes,
  { authorityId, groupId, members, names }: Membership,
): Promise<{ joined: number; left: number }> {
  const before = new Set((await listMembersOfGroups(db, [groupId])).map(({ userId }) => userId));
  const asked = [...new Set(members)];
  const known = await listScimPeople(db, asked.filter(isUuid));
  if (known.length < asked.length)
    throw scimInvalid('invalidValue', 'A member is nobody whom this council’s system keeps here.');
  const after = new Set(asked);
  const joined = [...after].filter((id) => !before.has(id));
  const left = [...before].filter((id) => !after.has(id));
  await insertScimMembers(db, authorityId, groupId, joined);
  await removeScimMembers(db, authorityId, groupId, left);
  const concerned = names.length > 1 ? [...after, ...left] : [...joined, ...left];
  if (await isMapped(context, authorityId, names))
    for (const person of await listScimPeople(db, concerned)) await followGroups(context, authorityId, person);
  return { joined: joined.length, left: left.length };
}

const isUuid = (id: string): boolean => uuidField.safeParse(id).success;
