import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { findAccountByName, setLastSignedIn } from './accounts-repository.js';
import { auditSignIn } from './audit-sign-in.js';
import { councilWithoutPasswords, passwordsOff } from './elsewhere/passwords-off.js';
import { inTurn, matchesPassword } from './passwords.js';
import { startSession, type NewSession } from './sessions.js';
import { removeSession } from './sessions-repository.js';
import { recordFailure, refuseWhileBlocked, throttleKey, type ThrottleKey } from './throttles.js';
import { forgetFailures } from './throttles-repository.js';
import type { Account, SessionOrigin, SessionState } from './types.js';

export interface Credentials {
  readonly signInName: string;
  readonly password: string;
  readonly clientAddress: string;
  /** The hash of the token that the browser came with, if any: that session ends. */
  readonly earlierTokenHash?: string | undefined;
}

/**
 * Checks name and password and begins a session: signed in, or waiting for the second factor. Undefined when they are
 * wrong, the account is disabled or there is no such name: the same answer after the same work.
 * @throws too_many_attempts, sign_in_busy, passwords_off
 */
export async function signIn(kernel: Kernel, credentials: Credentials): Promise<NewSession | undefined> {
  const name = normaliseSignInName(credentials.signInName);
  const account = await checkPassword(kernel, name, credentials);
  if (!account) return undefined;
  await refuseWithoutPasswords(kernel, account);
  return kernel.db.write(everyAuthority, async (db) => {
    await forgetFailures(db, throttleKey(kernel, 'account', name).key);
    if (credentials.earlierTokenHash) await removeSession(db, credentials.earlierTokenHash);
    const state = nextState(kernel, account);
    if (state === 'signed-in') return finishSignIn(kernel, db, account, 'password');
    return startSession(kernel, db, { personId: account.personId, state });
  });
}

/** Only whoever knows the password hears of it. @throws passwords_off */
async function refuseWithoutPasswords(kernel: Kernel, account: Account): Promise<void> {
  const council = await councilWithoutPasswords(kernel, account);
  if (council === undefined) return;
  const person = { id: account.personId, name: account.displayName };
  const details = { reason: 'passwords-off' };
  await kernel.db.write(everyAuthority, (db) =>
    auditSignIn(kernel, db, 'identity.sign-in-refused', { person, details }),
  );
  throw passwordsOff({}, `Passwords are switched off for ${council}. Sign in with your council’s account.`);
}

/** Sign-in names are kept and compared in small letters. */
export function normaliseSignInName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/**
 * The account, if the password is right. Failures are counted by name (known or not) and by address.
 * @throws too_many_attempts, sign_in_busy
 */
export async function checkPassword(
  kernel: Kernel,
  name: string,
  credentials: Pick<Credentials, 'password' | 'clientAddress'>,
): Promise<Account | undefined> {
  const keys = [throttleKey(kernel, 'account', name), throttleKey(kernel, 'address', credentials.clientAddress)];
  return inTurn(async () => {
    const reads = kernel.db.read(everyAuthority);
    await refuseWhileBlocked(reads, keys, kernel.clock.now());
    const account = await findAccountByName(reads, name);
    const isRight = await matchesPassword(credentials.password, account?.passwordHash);
    if (account && isRight && account.disabledAt === undefined) return account;
    await refuse(kernel, keys, name, account, isRight ? 'disabled' : 'wrong');
    return undefined;
  });
}

async function refuse(
  kernel: Kernel,
  keys: readonly ThrottleKey[],
  typedName: string,
  account: Account | undefined,
  reason: 'wrong' | 'disabled',
): Promise<void> {
  const person = account && { id: account.personId, name: account.displayName };
  await kernel.db.write(everyAuthority, async (db) => {
    const blocked = await recordFailure(db, keys, kernel.clock.now());
    await auditSignIn(kernel, db, 'identity.sign-in-refused', { person, typedName, details: { reason } });
    if (blocked.length > 0)
      await auditSignIn(kernel, db, 'identity.sign-in-blocked', { person, typedName, details: { blocked } });
  });
}

/** What a first factor alone leads to. */
export function nextState(kernel: Kernel, account: Account): SessionState {
  if (account.secondFactor) return 'awaiting-second-factor';
  const isRequired = kernel.config.sessions.secondFactor === 'required' || account.secondFactorRequiredAt !== undefined;
  return isRequired ? 'awaiting-set-up' : 'signed-in';
}

/** Begins the session that counts, and says so in the audit. */
export async function finishSignIn(
  kernel: Kernel,
  db: Writes,
  account: Pick<Account, 'personId' | 'displayName'>,
  by: 'password' | 'code' | 'recovery-code' | 'set-up' | 'connection' | 'connection-with-factor',
  origin?: SessionOrigin,
): Promise<NewSession> {
  const now = kernel.clock.now();
  await setLastSignedIn(db, account.personId, now);
  const person = { id: account.personId, name: account.displayName };
  const from = origin ? { connection: origin.connection } : {};
  await auditSignIn(kernel, db, 'identity.sign-in', { person, details: { by, ...from } });
  const factor = by === 'password' || by === 'connection' ? {} : { secondFactorAt: now };
  const begun = { personId: account.personId, state: 'signed-in', ...factor } as const;
  return startSession(kernel, db, { ...begun, ...(origin ? { origin } : {}) });
}
