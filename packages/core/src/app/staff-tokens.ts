import { findGrants } from '../access/index.js';
import { createToken, findAccountByName, newTokenSecret, ownAccount } from '../identity/index.js';
import type { StaffActor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { allPermissions } from './capabilities.js';

export interface NewStaffToken {
  readonly signInName: string;
  /** What it is for. */
  readonly name: string;
  /** `all`: each that the person holds now; what they are given later is not in it. */
  readonly permissions: readonly string[] | 'all';
  readonly expiresInDays: number;
}

export interface MadeToken {
  /** Shown once, kept nowhere. */
  readonly token: string;
  readonly permissions: readonly string[];
  readonly expiresAt: Instant;
}

/**
 * Makes an API token of somebody’s, without the desk: as if they had made it on their own page, and in the audit trail as
 * made on the command line.
 * @throws bad_input naming the sign-in name, or each permission that the person doesn’t hold
 */
export async function createStaffToken(kernel: Kernel, about: NewStaffToken): Promise<MadeToken> {
  const actor = await holderOf(kernel, about.signInName);
  const held = [...actor.grants.keys()].filter((permission) => permission !== ownAccount).sort();
  const permissions = about.permissions === 'all' ? held : [...new Set(about.permissions)];
  refuseBeyond(held, permissions, about.signInName);
  const token = newTokenSecret(kernel);
  const { name, expiresInDays } = about;
  const input = { name, expiresInDays, permissions, tokenHash: hashSecret(token), madeWith: 'command-line' as const };
  const { expiresAt } = await runCommand(kernel, actor, createToken, input);
  return { token, permissions, expiresAt };
}

async function holderOf(kernel: Kernel, signInName: string): Promise<StaffActor> {
  const account = await findAccountByName(kernel.db.read(everyAuthority), signInName);
  if (!account) throw fault('sign-in-name', 'Nobody signs in under that name. Check the spelling');
  if (account.disabledAt !== undefined)
    throw fault('sign-in-name', 'That account is disabled, so its tokens don’t work. Enable it first');
  const { personId, displayName: name } = account;
  const grants = await findGrants(kernel, allPermissions(), personId);
  return { kind: 'staff', staffId: personId, name, via: 'session', grants };
}

function refuseBeyond(held: readonly string[], wanted: readonly string[], signInName: string): void {
  if (held.length === 0) throw fault('sign-in-name', `${signInName} has no role. Give them one first`);
  const beyond = wanted.filter((permission) => !held.includes(permission));
  if (beyond.length === 0) return;
  const known = new Set(allPermissions().map(({ name }) => name));
  const why = (permission: string): string =>
    known.has(permission) && permission !== ownAccount
      ? `${signInName} does not hold ${permission}. Choose another, or give them the role`
      : `No token can be given ${permission}. Choose among: ${held.join(', ')}`;
  throw badInput({ faults: beyond.map((permission) => ({ field: 'permission', message: why(permission) })) });
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
