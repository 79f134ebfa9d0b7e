import { listAuthorities } from '../authorities/index.js';
import { hashPassword } from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { joinAuthority, readJoiningFile, type Joined } from '../reorganisation/index.js';
import { foundPartnership } from './found-authority.js';
import { newPassword } from './staff-accounts.js';

/** What joining did; `password` is shown once, and only where an account was made. */
export interface JoinedCouncil extends Joined {
  readonly slug: string;
  readonly name: string;
  readonly signInName: string;
  readonly password: string | undefined;
}

/**
 * Takes a council in from a file (YAML): whole or not at all, and again without harm.
 * @throws bad_input
 */
export async function joinCouncil(kernel: Kernel, text: string): Promise<JoinedCouncil> {
  const file = readJoiningFile(text);
  if ((await listAuthorities(kernel)).length === 0) {
    const { nation = 'england', brandColour = '#00594f' } = file;
    await foundPartnership(kernel, { nation, brandColour });
  }
  const password = newPassword(kernel);
  const passwordHash = await hashPassword(password, kernel.random);
  const done = await runCommand(kernel, systemActor('command line'), joinAuthority, { file, passwordHash });
  const { slug, name, administrator } = file;
  return {
    ...done,
    ...{ slug, name, signInName: administrator.signInName },
    password: done.madeAccount ? password : undefined,
  };
}
