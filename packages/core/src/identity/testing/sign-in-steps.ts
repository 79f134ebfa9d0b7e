import { scryptSync } from 'node:crypto';
import { generateSync } from 'otplib';
import { systemActor } from '../../kernel/actor.js';
import { statement } from '../../kernel/db/statement.js';
import type { Instant } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { addPerson, hiddenField, type Answer, type Browser, type TestPerson } from '../../testing/http.js';
import type { TestWorld } from '../../testing/harness.js';
import { replaceRecoveryCodes, setSecondFactor } from '../accounts-repository.js';
import { setPassword } from '../commands/set-password.js';
import { hashRecoveryCode, newRecoveryCodes } from '../recovery-codes.js';
import { sealSecret } from '../seal.js';
import { secretPurpose } from '../second-factor.js';
import { newTimeSecret } from '../time-codes.js';

/** The password of everybody in these tests. */
export const goodPassword = 'three otters juggling';

/**
 * Gives somebody that password. Its hash asks for little work, which a stored hash says of itself: what `hashPassword`
 * makes takes a fifth of a second to check, each time that somebody in these tests signs in.
 */
export async function setGoodPassword(
  world: TestWorld,
  personId: string,
  passwordHash = quickHash(goodPassword),
): Promise<void> {
  await runCommand(world.kernel, systemActor('a test'), setPassword, { personId, passwordHash });
}

function quickHash(password: string): string {
  const [logN, r, p] = [4, 8, 1];
  const salt = Buffer.alloc(16, password);
  const hash = scryptSync(password, salt, 32, { N: 2 ** logN, r, p });
  return ['scrypt1', logN, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Somebody with a password; with a second factor too, unless told otherwise. */
export interface Guarded extends TestPerson {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export async function addGuarded(world: TestWorld, about: Parameters<typeof addPerson>[1] = {}): Promise<Guarded> {
  const person = await addPerson(world, { roles: [['dunmere', 'adviser']], ...about });
  await setGoodPassword(world, person.personId);
  const secret = newTimeSecret(world.kernel.random);
  const recoveryCodes = newRecoveryCodes(world.kernel.random);
  const sealedSecret = sealSecret(world.kernel, secretPurpose(person.personId), secret);
  await world.kernel.db.write(everyAuthority, async (db) => {
    await setSecondFactor(db, person.personId, { sealedSecret, confirmedAt: world.clock.now(), lastStep: 0 });
    await replaceRecoveryCodes(db, person.personId, recoveryCodes.map(hashRecoveryCode));
  });
  return { ...person, secret, recoveryCodes };
}

/** The code that an authenticator app shows at that time. */
export function codeAt(secret: string, at: Instant): string {
  return generateSync({ secret, epoch: Math.floor(at / 1000) });
}

export async function enterPassword(
  browser: Browser,
  name: string,
  password: string = goodPassword,
  next = '',
): Promise<Answer> {
  const form = await browser.get(`/sign-in?again=yes&next=${encodeURIComponent(next)}`);
  const fields = { _csrf: hiddenField(form.text, '_csrf'), next: hiddenField(form.text, 'next') };
  return browser.post('/sign-in', { ...fields, name, password });
}

export async function enterCode(browser: Browser, code: string, next = '/desk/me'): Promise<Answer> {
  return browser.post('/sign-in/second-factor', { next, code });
}

const actions = statement<{ id: string }, { action: string; details: string; actor_id: string | null }>(
  'select e.action, e.details, e.actor_id from @audit_entries e where e.subject_id = :id order by e.id',
);

/** What the audit says about a subject, oldest first. */
export async function auditedActions(world: TestWorld, subjectId: string): Promise<string[]> {
  return (await world.kernel.db.read(everyAuthority).all(actions, { id: subjectId })).map(({ action }) => action);
}
