import { assignRole } from '../access/index.js';
import {
  createAccount,
  endEverySession,
  endSessions,
  findAccountByName,
  hashPassword,
  requireSecondFactor,
  resetSecondFactor,
  setPassword,
  signInNameOf,
  type Account,
} from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { notFound } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';

const commandLine = systemActor('command line');

export interface NewStaff {
  readonly signInName: string;
  readonly name: string;
  /** Slug of the authority. */
  readonly authority: string;
  readonly role: string;
  readonly jobTitle: string;
}

/** Makes a person with an account and a role. Answers the first password: shown once, kept nowhere. */
export async function createStaff(kernel: Kernel, { signInName, name, authority, role }: NewStaff): Promise<string> {
  const password = newPassword(kernel);
  const passwordHash = await hashPassword(password, kernel.random);
  const account = { person: { displayName: name }, signInName, passwordHash };
  const { personId } = await runCommand(kernel, commandLine, createAccount, account);
  await runCommand(kernel, commandLine, assignRole, { personId, authority, role });
  return password;
}

/** Gives an account a new password and ends its sessions. Answers the password. @throws not_found */
export async function resetStaffPassword(kernel: Kernel, signInName: string): Promise<string> {
  const { personId } = await accountOf(kernel, signInName);
  const password = newPassword(kernel);
  const passwordHash = await hashPassword(password, kernel.random);
  await runCommand(kernel, commandLine, setPassword, { personId, passwordHash });
  return password;
}

/**
 * Makes a second factor a duty for one account, or leaves it to the installation again. Answers how many sessions ended:
 * those begun without one.
 * @throws not_found
 */
export async function requireStaffSecondFactor(
  kernel: Kernel,
  signInName: string,
  required: boolean,
): Promise<{ readonly endedSessions: number; readonly hasSecondFactor: boolean }> {
  const { personId, secondFactor } = await accountOf(kernel, signInName);
  const { endedSessions } = await runCommand(kernel, commandLine, requireSecondFactor, { personId, required });
  return { endedSessions, hasSecondFactor: secondFactor !== undefined };
}

/** Takes away a second factor that was lost, and ends the account's sessions. @throws not_found */
export async function resetStaffSecondFactor(kernel: Kernel, signInName: string): Promise<void> {
  const { personId } = await accountOf(kernel, signInName);
  await runCommand(kernel, commandLine, resetSecondFactor, { personId });
}

/** Signs somebody out everywhere, or everybody. Answers how many sessions that were. @throws not_found */
export async function endStaffSessions(kernel: Kernel, whose: { signInName: string } | 'everybody'): Promise<number> {
  if (whose === 'everybody') return (await runCommand(kernel, commandLine, endEverySession, {})).endedSessions;
  const { personId } = await accountOf(kernel, whose.signInName);
  return (await runCommand(kernel, commandLine, endSessions, { personId })).endedSessions;
}

/** @throws not_found */
async function accountOf(kernel: Kernel, signInName: string): Promise<Account> {
  const name = signInNameOf(signInName);
  const account = name === undefined ? undefined : await findAccountByName(kernel.db.read(everyAuthority), name);
  if (!account) throw notFound({}, 'Nobody signs in under that name. Check the spelling.');
  return account;
}

/** 100 random bits in letters that can be read out. */
export function newPassword(kernel: Kernel): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789z';
  const text = Array.from(kernel.random(20), (byte) => letters[byte % 32]).join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}
