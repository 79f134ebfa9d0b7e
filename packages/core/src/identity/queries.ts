import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { everyAuthority } from '../kernel/scope.js';
import { listRoles, listRolesOfPeople, type RoleAssignment } from '../access/index.js';
import { countUnusedRecoveryCodes, findAccount } from './accounts-repository.js';
import { foldName } from './names.js';
import { ownId } from './own-id.js';
import { ownAccount } from './permissions.js';
import { listSessionsOf } from './sessions-repository.js';
import { sessionEnd } from './sessions.js';
import { findStaffMember, listStaffMembers, type StaffMember } from './staff-repository.js';
import { listTokensOf } from './tokens-repository.js';
import type { Account, ApiToken, Session } from './types.js';

/** All that a person sees of their own account; nothing in it opens anything. */
export interface OwnAccount {
  readonly account: Omit<Account, 'passwordHash' | 'secondFactor'>;
  readonly hasSecondFactor: boolean;
  readonly unusedRecoveryCodes: number;
  /** At every authority, ended ones included. */
  readonly roles: readonly RoleAssignment[];
  /** Those that have not run out, the last used first. */
  readonly sessions: readonly Session[];
  readonly tokens: readonly ApiToken[];
}

export const getOwnAccount = defineQuery({
  name: 'identity.get-own-account',
  permission: ownAccount,
  input: z.strictObject({}),
  run: async ({ db, actor, kernel, now }): Promise<OwnAccount> => {
    const personId = ownId(actor);
    const found = await findAccount(db, personId);
    if (!found) throw notFound();
    const { passwordHash: _hash, secondFactor, ...account } = found;
    const [roles, sessions, tokens, unusedRecoveryCodes] = await Promise.all([
      listRolesOfPeople(db.within(everyAuthority), [personId]),
      listSessionsOf(db, personId),
      listTokensOf(db, personId),
      countUnusedRecoveryCodes(db, personId),
    ]);
    const live = sessions.filter((session) => now < sessionEnd(session, kernel.config));
    return { account, hasSecondFactor: secondFactor !== undefined, roles, sessions: live, tokens, unusedRecoveryCodes };
  },
});

/** A person with their roles at the reader's authorities. */
export interface StaffWithRoles extends StaffMember {
  readonly roles: readonly RoleAssignment[];
}

const cursorField = z.strictObject({ sortName: z.string().max(200), personId: uuidField });

/** Who works here, by name. */
export const listStaffAccounts = defineQuery({
  name: 'identity.list-staff-accounts',
  permission: 'access.manage',
  input: z.strictObject({
    /** Words of the name. */
    name: optional(line(100)),
    after: cursorField.optional(),
    limit: z.number().int().min(1).max(100).default(50),
  }),
  run: async ({ db, call }, { name, after, limit }) => {
    const words = foldName(name ?? '').split(' ');
    const found = await listStaffMembers(db, words, after, limit + 1);
    const members = found.slice(0, limit);
    const roles = await call(listRoles, { personIds: members.map(({ personId }) => personId) });
    const last = found.length > limit ? members.at(-1) : undefined;
    return {
      items: members.map((member): StaffWithRoles => ({ ...member, roles: rolesOf(roles, member.personId) })),
      next: last && { sortName: last.sortName, personId: last.personId },
    };
  },
});

/** One person with the state of the account and the roles at the reader's authorities. */
export const getStaffAccount = defineQuery({
  name: 'identity.get-staff-account',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, call }, { personId }): Promise<StaffWithRoles> => {
    const member = await findStaffMember(db, personId);
    if (!member) throw notFound();
    return { ...member, roles: await call(listRoles, { personIds: [personId] }) };
  },
});

function rolesOf(roles: readonly RoleAssignment[], personId: string): RoleAssignment[] {
  return roles.filter((role) => role.personId === personId);
}
