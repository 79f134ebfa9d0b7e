import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { z } from 'zod';
import { defineError } from '../kernel/errors.js';
import type { RandomBytes } from '../kernel/kernel.js';

/** OWASP's password storage guidance for scrypt: N=2^15, r=8, p=3 (32 MB a hash). */
const current = { logN: 15, r: 8, p: 3 };
const hashBytes = 32;
const saltBytes = 16;
const maxRunning = 2;
const maxWaiting = 60;

export const signInBusy = defineError(
  'sign_in_busy',
  503,
  'Many people are signing in at this moment. Try again in a few seconds.',
);

/** How a stored hash looks: `scrypt1$15$8$3$<salt>$<hash>`, salt and hash in base64url. */
export const passwordHashPattern = /^scrypt1\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

export const passwordHashField = z.string().regex(passwordHashPattern, 'Give a hash that hashPassword made');

/** Hashes a password for storage. Rules of what a password may be: password-rules.ts. */
export async function hashPassword(password: string, random: RandomBytes): Promise<string> {
  const salt = random(saltBytes);
  const { logN, r, p } = current;
  const hash = await inTurn(() => derive(password, salt, current));
  return `scrypt1$${logN}$${r}$${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * Whether this is the password of the stored hash. Without a stored hash (no such account) it does the same work and
 * answers false, so that time tells nobody which names exist. Call it inside `inTurn`.
 */
export async function matchesPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, hash] = passwordHashPattern.exec(stored ?? '') ?? [];
  if (!salt || !hash) {
    await derive(password, Buffer.alloc(saltBytes), current);
    return false;
  }
  const parameters = { logN: Number(logN), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), parameters);
  return timingSafeEqual(found, Buffer.from(hash, 'base64url'));
}

/** Unicode form KC: the same password typed on another keyboard is the same password. */
function derive(password: string, salt: Buffer, { logN, r, p }: typeof current): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs work with passwords, at most two at once in this process: each takes 32 MB and a processor for about a fifth
 * of a second. What is checked inside (a throttle) is checked when its turn has come, so a burst can't outrun it.
 * @throws sign_in_busy when too many wait
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < maxRunning) running += 1;
  else {
    if (waiting.length >= maxWaiting) throw signInBusy({ retryAfterS: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
