import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority, isInScope } from '../kernel/scope.js';
import { listRolesOfPeople, type RoleAssignment } from '../access/index.js';
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
  /** Names of the councils that they work for instead: then neither their account nor their roles are told. */
  readonly worksFor: readonly string[];
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
  run: async ({ db, now }, { name, after, limit }) => {
    const words = foldName(name ?? '').split(' ');
    const found = await listStaffMembers(db, words, after, limit + 1);
    const members = found.slice(0, limit);
    const last = found.length > limit ? members.at(-1) : undefined;
    return {
      items: await withRoles(db, members, now),
      next: last && { sortName: last.sortName, personId: last.personId },
    };
  },
});

/** One person with the state of the account and the roles at the reader's authorities. */
export const getStaffAccount = defineQuery({
  name: 'identity.get-staff-account',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, now }, { personId }): Promise<StaffWithRoles> => {
    const member = await findStaffMember(db, personId);
    const [known] = member ? await withRoles(db, [member], now) : [];
    if (!known) throw notFound();
    return known;
  },
});

/** What an administrator is told of each: of another council's staff their name and whose they are, and no more. */
async function withRoles(db: Reads, members: readonly StaffMember[], now: Instant): Promise<StaffWithRoles[]> {
  const people = members.map(({ personId }) => personId);
  const everywhere = people.length === 0 ? [] : await listRolesOfPeople(db.within(everyAuthority), people);
  const today = localDateAt(now);
  return members.map((member) => {
    const held = everywhere.filter(({ personId }) => personId === member.personId);
    const roles = held.filter(({ authorityId }) => isInScope(db.scope, authorityId));
    const lasting = held.filter(({ toOn }) => toOn === undefined || toOn > today);
    const isOurs = lasting.length === 0 || lasting.some(({ authorityId }) => isInScope(db.scope, authorityId));
    if (isOurs) return { ...member, roles, worksFor: [] };
    const { account: _account, ...known } = member;
    return { ...known, roles, worksFor: [...new Set(lasting.map(({ authorityName }) => authorityName))].sort() };
  });
}
