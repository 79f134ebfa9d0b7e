import { AppError, badInput, type FieldFault } from '../kernel/errors.js';
import type { RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { findAccount } from './accounts-repository.js';
import { checkPassword } from './sign-in.js';
import type { Account } from './types.js';

type Asking = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'clientAddress'>;

/** The signed-in person's own account. */
export async function ownAccountOf({ kernel, visitor }: Asking): Promise<Account> {
  const { actor } = visitor;
  const account = actor.kind === 'staff' && (await findAccount(kernel.db.read(everyAuthority), actor.staffId));
  if (!account) throw new Error('a signed-in person has no account');
  return account;
}

/**
 * Asks for the password again before the account itself changes: an unlocked desk must not be enough (OWASP ASVS 5.0,
 * 7.5.1). Wrong ones count as failed sign-ins.
 * @throws bad_input naming `password`; too_many_attempts
 */
export async function confirmPassword(context: Asking, password: string): Promise<Account> {
  const { signInName } = await ownAccountOf(context);
  if (password === '') throw badInput({ faults: [{ field: 'password', message: 'Enter your password' }] });
  const credentials = { password: password.slice(0, 1000), clientAddress: context.clientAddress };
  const account = await checkPassword(context.kernel, signInName, credentials);
  if (!account)
    throw badInput({ faults: [{ field: 'password', message: 'Enter the password that you sign in with' }] });
  return account;
}

/** Runs the steps of a form; what is wrong with its fields comes back, so that the page can say so. */
export async function orFaults<T>(
  steps: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; faults: readonly FieldFault[] }> {
  try {
    return { ok: true, value: await steps() };
  } catch (error) {
    if (error instanceof AppError && error.faults.length > 0) return { ok: false, faults: error.faults };
    throw error;
  }
}
