import { assignRole } from '../access/index.js';
import { createAccount, findAccountByName, hashPassword, setPassword } from '../identity/index.js';
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
  const account = await findAccountByName(kernel.db.read(everyAuthority), signInName);
  if (!account) throw notFound({}, 'Nobody signs in under that name. Check the spelling.');
  const password = newPassword(kernel);
  const passwordHash = await hashPassword(password, kernel.random);
  await runCommand(kernel, commandLine, setPassword, { personId: account.personId, passwordHash });
  return password;
}

/** 100 random bits in letters that can be read out. */
export function newPassword(kernel: Kernel): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789z';
  const text = Array.from(kernel.random(20), (byte) => letters[byte % 32]).join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}
