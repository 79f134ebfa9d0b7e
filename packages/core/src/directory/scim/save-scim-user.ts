import { z } from 'zod';
import { endRole, listRolesOfPeople, lockAuthority } from '../../access/index.js';
import {
  createAccount,
  disableAccount,
  enableAccount,
  findAccount,
  findAccountByName,
  renameAccount,
  signInNameOf,
} from '../../identity/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import type { Writes } from '../../kernel/db/database.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { followGroups } from './follow-groups.js';
import { keepEmployment, keepPerson } from './keep-person.js';
import { scimInvalid, scimTaken } from './scim-errors.js';
import { removeScimMemberships } from './scim-groups-repository.js';
import {
  findScimLink,
  findScimUser,
  insertScimUser,
  updateScimUser,
  versionOfScimUser,
  type ScimUser,
} from './scim-repository.js';
import type { ScimUserFields } from './scim-resources.js';

const text = (longest: number) => z.string().max(longest).nullable();
const fields = {
  authorityId: z.int().positive(),
  userName: z.string().min(1).max(100),
  externalId: text(300),
  displayName: z.string().min(1).max(120),
  givenName: text(60),
  familyName: text(60),
  email: text(254),
  telephone: text(40),
  title: text(200),
  active: z.enum(['yes', 'no']),
};

/** Takes in somebody who joins a council, as its own system says: with an account, an employment and no password. */
export const addScimUser = defineCommand({
  name: 'directory.add-scim-user',
  permission: 'access.manage',
  input: z.strictObject(fields),
  run: async (context, { authorityId, ...user }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    // Two that come at once make one account.
    await lockAuthority(context.db.within(everyAuthority), authorityId);
    const personId = await personFor(context, db, authorityId, user);
    const link = await findScimLink(db, personId);
    if (link && !link.isRemoved) throw scimTaken('The council’s system keeps somebody of that userName already.');
    const id = link?.id ?? context.newId();
    if (!link) await insertScimUser(db, { id, personId, authorityId, ...user }, context.now);
    else await updateScimUser(db, { id, version: await versionOfScimUser(db, id) }, { removed_at: null }, context.now);
    await context.audit({ authorityId, subject: { kind: 'person', id: personId }, details: { scimUser: id } });
    await change(context, db, authorityId, id, user);
    return { id };
  },
});

/** Changes what a council's own system says of somebody: moves, new names, and leaving or coming back (`active`). */
export const changeScimUser = defineCommand({
  name: 'directory.change-scim-user',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: z.int().optional(), ...fields }),
  run: async (context, { id, expectedVersion, authorityId, ...user }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const before = await findScimUser(db, id);
    if (!before) throw notFound();
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw staleVersion();
    await context.audit({ authorityId, subject: { kind: 'person', id: before.personId }, details: { scimUser: id } });
    await change(context, db, authorityId, id, user);
    return { id };
  },
});

/** Somebody whom a council's own system removes leaves, and is no longer shown to it. */
export const removeScimUser = defineCommand({
  name: 'directory.remove-scim-user',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: z.int().optional(), authorityId: z.int().positive() }),
  run: async (context, { id, expectedVersion, authorityId }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const before = await findScimUser(db, id);
    if (!before) throw notFound();
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw staleVersion();
    const closed = before.isActive ? { closed_account: await leave(context, authorityId, before, 'for-good') } : {};
    await removeScimMemberships(db, id);
    const changes = { is_active: false, removed_at: context.now, ...closed };
    if (!(await updateScimUser(db, before, changes, context.now))) throw staleVersion();
    await followGroups(context, authorityId, { ...before, isActive: false });
    await context.audit({ authorityId, subject: { kind: 'person', id: before.personId }, details: { scimUser: id } });
  },
});

/** Whoever has that sign-in name, if their account is this council's alone; else somebody new. */
async function personFor(
  context: CommandContext,
  db: Writes,
  authorityId: AuthorityId,
  user: ScimUserFields,
): Promise<string> {
  const { userName, displayName, email, telephone } = user;
  const account = await findAccountByName(db, usable(userName));
  if (!account) {
    const person = { displayName, ...(email === null ? {} : { email }), ...(telephone === null ? {} : { telephone }) };
    return (await context.call(createAccount, { person, signInName: userName })).personId;
  }
  const { here, elsewhere } = await rolesOf(context, authorityId, account.personId);
  const isOurs =
    elsewhere.length === 0 && (here.length > 0 || (await findScimLink(db, account.personId)) !== undefined);
  if (!isOurs) throw scimTaken('Somebody here has that userName, and is not this council’s alone.');
  return account.personId;
}

function usable(userName: string): string {
  const name = signInNameOf(userName);
  if (name === undefined)
    throw scimInvalid('invalidValue', 'userName takes letters, digits, dots, dashes and @, and no spaces.');
  return name;
}

async function change(
  context: CommandContext,
  db: Writes,
  authorityId: AuthorityId,
  id: string,
  user: ScimUserFields,
): Promise<void> {
  const before = await findScimUser(db, id);
  if (!before) throw notFound();
  await rename(context, authorityId, before, usable(user.userName));
  await keepPerson(context, before.personId, user);
  await keepEmployment(context, authorityId, before.personId, user.title);
  const link = await findScimLink(db, before.personId);
  const leaves = user.active === 'no' && link?.isActive === true;
  const closed = leaves ? { closed_account: await leave(context, authorityId, before, 'for-now') } : {};
  // Whom an administrator locked stays locked: only what was closed from there is opened from there.
  if (user.active === 'yes' && link?.closedAccount === true)
    await context.call(enableAccount, { personId: before.personId });
  const back = user.active === 'yes' ? { closed_account: false } : closed;
  const changes = {
    ...{ external_id: user.externalId, given_name: user.givenName, family_name: user.familyName, title: user.title },
    ...{ is_active: user.active === 'yes', ...back },
  };
  if (!(await updateScimUser(db, before, changes, context.now))) throw staleVersion();
  await followGroups(context, authorityId, { id, personId: before.personId, isActive: user.active === 'yes' });
}

async function rename(
  context: CommandContext,
  authorityId: AuthorityId,
  { personId, userName }: ScimUser,
  name: string,
): Promise<void> {
  if (name === userName) return;
  const { elsewhere } = await rolesOf(context, authorityId, personId);
  if (elsewhere.length > 0)
    throw scimTaken('This account opens another council too: an administrator of the partnership renames it.');
  if (await findAccountByName(context.db, name)) throw scimTaken('Somebody here has that userName already.');
  await renameAccount(context.db, personId, name);
}

/**
 * The account closes, with its sessions, unless it opens another council too or is closed already: answers whether it did.
 * Roles that people gave end where the account stays open, or for good; they come back with an account that is closed for now.
 */
async function leave(
  context: CommandContext,
  authorityId: AuthorityId,
  { personId }: ScimUser,
  until: 'for-now' | 'for-good',
): Promise<boolean> {
  const { here, elsewhere } = await rolesOf(context, authorityId, personId);
  const account = await findAccount(context.db, personId);
  const closes = elsewhere.length === 0 && account !== undefined && account.disabledAt === undefined;
  if (closes) await context.call(disableAccount, { personId });
  if (elsewhere.length > 0 || until === 'for-good')
    for (const { id } of here) await context.call(endRole, { assignmentId: id });
  return closes;
}

async function rolesOf(context: CommandContext, authorityId: AuthorityId, personId: string) {
  const today = localDateAt(context.now);
  const all = await listRolesOfPeople(context.db.within(everyAuthority), [personId]);
  const held = all.filter(({ toOn }) => toOn === undefined || toOn > today);
  return {
    here: held.filter((each) => each.authorityId === authorityId && each.toOn === undefined),
    elsewhere: held.filter((each) => each.authorityId !== authorityId),
  };
}
