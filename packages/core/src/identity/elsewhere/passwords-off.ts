import { listAuthorities } from '../../authorities/index.js';
import { defineError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listRolesInForce } from '../../access/index.js';
import type { Account } from '../types.js';

export const passwordsOff = defineError('passwords_off', 403, 'Your council’s staff sign in with its own accounts.');

/**
 * The council, by name, for which this account may not be used with a password: one at which it holds a role, and which
 * the configuration has sign in elsewhere alone. Undefined: it may be.
 */
export async function councilWithoutPasswords(
  kernel: Kernel,
  { personId, signInName }: Pick<Account, 'personId' | 'signInName'>,
): Promise<string | undefined> {
  const { withoutPasswords } = kernel.config.signIn;
  if (Object.keys(withoutPasswords).length === 0) return undefined;
  const roles = await listRolesInForce(kernel.db.read(everyAuthority), personId, localDateAt(kernel.clock.now()));
  const strict = (await listAuthorities(kernel)).filter(({ slug }) => Object.hasOwn(withoutPasswords, slug));
  const isSpared = (slug: string): boolean =>
    (withoutPasswords[slug]?.except ?? []).some((name) => name.toLowerCase() === signInName);
  return strict.find(({ id, slug }) => roles.some(({ authorityId }) => authorityId === id) && !isSpared(slug))?.name;
}
