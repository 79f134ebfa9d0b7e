import {
  createPasswordLink,
  findAccountByName,
  findPasswordFault,
  hashPassword,
  setPassword,
} from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { listKnownAuthorities } from './found-authority.js';
import { joinCouncil } from './join-authority.js';

/** What `moothall init` is told of the first council. */
export interface FirstCouncil {
  readonly slug: string;
  readonly name: string;
  readonly tier: string;
  readonly nation: string;
  readonly referencePrefix: string;
  readonly gssCode?: string | undefined;
  readonly administrator: { readonly signInName: string; readonly name: string };
}

export interface SetUpCouncil {
  /** What was added by this run. */
  readonly added: readonly string[];
  /** Path of a page where the administrator sets their password, once, within a day; none once they have signed in. */
  readonly passwordPath: string | undefined;
}

/** Whether there is a council in this installation. */
export async function hasCouncil(kernel: Kernel): Promise<boolean> {
  return (await listKnownAuthorities(kernel)).some(({ kind }) => kind === 'authority');
}

/**
 * Adds the first council and its first administrator, who has no password until they set one by the link, or `password`
 * is given. Again without harm: what is there stays, and an administrator who never signed in gets a new link.
 * @throws bad_input naming each field
 */
export async function setUpCouncil(kernel: Kernel, council: FirstCouncil, password?: string): Promise<SetUpCouncil> {
  const { signInName } = council.administrator;
  const fault = password === undefined ? undefined : findPasswordFault(password, signInName, 'password');
  if (fault) throw badInput({ faults: [fault] });
  const { added } = await joinCouncil(kernel, JSON.stringify(council));
  const account = await findAccountByName(kernel.db.read(everyAuthority), signInName.toLowerCase());
  if (!account || account.lastSignedInAt !== undefined) return { added, passwordPath: undefined };
  const { personId } = account;
  const actor = systemActor('command line');
  if (password !== undefined) {
    const passwordHash = await hashPassword(password, kernel.random);
    await runCommand(kernel, actor, setPassword, { personId, passwordHash });
    return { added, passwordPath: undefined };
  }
  const token = kernel.random(32).toString('base64url');
  await runCommand(kernel, actor, createPasswordLink, { personId, tokenHash: hashSecret(token) });
  return { added, passwordPath: `/sign-in/password/${token}` };
}
