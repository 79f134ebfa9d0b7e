import type { SignedIn, SignInRefusal } from '@moothall/adapter-sdk';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findAccount } from '../accounts-repository.js';
import { auditSignIn } from '../audit-sign-in.js';
import { sealSecret } from '../seal.js';
import { startSession, type NewSession } from '../sessions.js';
import { removeSession } from '../sessions-repository.js';
import { finishSignIn, nextState } from '../sign-in.js';
import type { SessionOrigin } from '../types.js';
import { admitPerson, type NotAdmitted } from './admit-person.js';
import type { SignInConnection } from './connections.js';

const actor = systemActor('signs in whom a council’s own system has signed in');

/** Why somebody could not sign in by another system, whether it said so or we do. */
export type RefusedElsewhere = SignInRefusal | NotAdmitted;

/**
 * Begins the session of somebody whom a connection’s system has signed in: signed in here, or waiting for the second factor
 * that the other system did not say it asked for.
 */
export async function letIn(
  kernel: Kernel,
  connection: SignInConnection,
  who: SignedIn,
  earlierTokenHash: string | undefined,
): Promise<NewSession | { readonly refused: NotAdmitted }> {
  const { name, authorityId } = connection;
  const { issuer, subject, signInName, displayName, email, roles } = who;
  const about = { authorityId, connection: name, issuer, subject, signInName, displayName, email, roles };
  const { personId, refused } = await runCommand(kernel, actor, admitPerson, about);
  const account = personId === undefined ? undefined : await findAccount(kernel.db.read(everyAuthority), personId);
  if (refused !== undefined || !account) {
    const person = account && { id: account.personId, name: account.displayName };
    const reason = refused ?? 'disabled';
    await auditRefusal(kernel, connection, { reason, person, whom: `${issuer} ${subject}` });
    return { refused: reason };
  }
  const origin = originOf(kernel, connection, who, account.personId);
  return kernel.db.write(everyAuthority, async (db) => {
    if (earlierTokenHash !== undefined) await removeSession(db, earlierTokenHash);
    if (who.secondFactor === 'passed') return finishSignIn(kernel, db, account, 'connection-with-factor', origin);
    const state = nextState(kernel, account);
    if (state === 'signed-in') return finishSignIn(kernel, db, account, 'connection', origin);
    return startSession(kernel, db, { personId: account.personId, state, origin });
  });
}

/** Keeps that somebody was not let in, and why, under the council that the connection serves. */
export async function auditRefusal(
  kernel: Kernel,
  { name: connection, authorityId: at }: SignInConnection,
  about: { reason: RefusedElsewhere; person?: { id: string; name: string } | undefined; whom?: string },
): Promise<void> {
  const { reason, person, whom } = about;
  const details = { reason, connection };
  const note = { person, typedName: whom ?? connection, details, at };
  await kernel.db.write(everyAuthority, (db) => auditSignIn(kernel, db, 'identity.sign-in-refused', note));
}

function originOf(
  kernel: Kernel,
  { name, authorityId }: SignInConnection,
  { session, signOutHint }: SignedIn,
  personId: string,
): SessionOrigin {
  const hint = signOutHint === null ? null : sealSecret(kernel, hintPurpose(personId), signOutHint);
  return { connection: name, authorityId, providerSession: session, signOutHint: hint };
}

/** What a hint is sealed for. */
export function hintPurpose(personId: string): string {
  return `signing out of ${personId}`;
}
