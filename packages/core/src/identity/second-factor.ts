import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { findAccount, spendRecoveryCode, spendStep } from './accounts-repository.js';
import { auditSignIn } from './audit-sign-in.js';
import { hashRecoveryCode } from './recovery-codes.js';
import { openSealed } from './seal.js';
import { removeSession, type KnownSession } from './sessions-repository.js';
import type { NewSession } from './sessions.js';
import { finishSignIn } from './sign-in.js';
import { recordFailure, refuseWhileBlocked, throttleKey } from './throttles.js';
import { forgetFailures } from './throttles-repository.js';
import { findCodeStep } from './time-codes.js';
import type { Account } from './types.js';

/** `wrong`: try again. `spent`: too many wrong codes, the way in begins again with the password. */
export type SecondFactorResult = { readonly kind: 'wrong' | 'spent' } | { readonly kind: 'right'; session: NewSession };

export function secretPurpose(personId: string): string {
  return `second factor of ${personId}`;
}

/**
 * Checks a code of the authenticator app or a recovery code, and turns the waiting session into a signed-in one under
 * a new token. One transaction counts and checks, so many guesses at once count as many.
 * @throws too_many_attempts
 */
export async function passSecondFactor(
  kernel: Kernel,
  { session }: KnownSession,
  code: string,
): Promise<SecondFactorResult> {
  const ofSession = throttleKey(kernel, 'session-codes', session.tokenHash);
  const ofPerson = throttleKey(kernel, 'codes', session.personId);
  const now = kernel.clock.now();
  return kernel.db.write(everyAuthority, async (db): Promise<SecondFactorResult> => {
    await refuseWhileBlocked(db, [ofPerson], now);
    const blocked = await recordFailure(db, [ofSession, ofPerson], now);
    const account = await findAccount(db, session.personId);
    const by = account && (await spendCode(kernel, db, account, code));
    if (!account || !by) return wrongCode(kernel, db, session, account, blocked.length > 0);
    await forgetFailures(db, ofSession.key);
    await forgetFailures(db, ofPerson.key);
    // Of two requests with one session, the second finds it gone.
    if ((await removeSession(db, session.tokenHash)) === 0) return { kind: 'spent' };
    return { kind: 'right', session: await finishSignIn(kernel, db, account, by, session.origin) };
  });
}

async function wrongCode(
  kernel: Kernel,
  db: Writes,
  session: KnownSession['session'],
  account: Account | undefined,
  isSpent: boolean,
): Promise<SecondFactorResult> {
  const person = account && { id: account.personId, name: account.displayName };
  await auditSignIn(kernel, db, 'identity.second-factor-refused', { person });
  if (!isSpent) return { kind: 'wrong' };
  await removeSession(db, session.tokenHash);
  await auditSignIn(kernel, db, 'identity.sign-in-blocked', { person, details: { blocked: ['codes'] } });
  return { kind: 'spent' };
}

async function spendCode(
  kernel: Kernel,
  db: Writes,
  { personId, displayName, secondFactor }: Account,
  code: string,
): Promise<'code' | 'recovery-code' | undefined> {
  const now = kernel.clock.now();
  const secret = secondFactor && openSealed(kernel, secretPurpose(personId), secondFactor.sealedSecret);
  const step = secret && findCodeStep(secret, code, now);
  if (step && (await spendStep(db, personId, step))) return 'code';
  // While the desk stands in it would be spent in the copy alone, and work again afterwards.
  if (!secondFactor || kernel.standsIn || !(await spendRecoveryCode(db, personId, hashRecoveryCode(code), now)))
    return undefined;
  await auditSignIn(kernel, db, 'identity.recovery-code-used', { person: { id: personId, name: displayName } });
  return 'recovery-code';
}
