import { z } from 'zod';
import { MINUTE_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Cookie } from '../../kernel/route.js';
import { openSealed, sealSecret } from '../seal.js';

/** Holds, sealed, what is on its way to another system and back. */
const attemptCookie = 'moothall-elsewhere';
/** How long somebody may take at the other system. */
const attemptMs = 10 * MINUTE_MS;
/** With what the connection keeps it must fit into a cookie. */
const longestNext = 1000;

const Attempt = z.strictObject({ kept: z.string(), next: z.string(), at: z.int() });
export type Attempt = z.output<typeof Attempt>;

/** The cookie of an attempt that begins now, good for this connection alone. */
export function cookieOfAttempt(kernel: Kernel, connection: string, about: { kept: string; next: string }): Cookie {
  const next = about.next.length > longestNext ? '/desk' : about.next;
  const attempt: Attempt = { kept: about.kept, next, at: kernel.clock.now() };
  const value = sealSecret(kernel, purposeOf(connection), JSON.stringify(attempt));
  return { name: attemptCookie, value, maxAgeS: attemptMs / 1000 };
}

export const noAttemptCookie: Cookie = { name: attemptCookie, value: '', maxAgeS: 0 };

/** The attempt that this browser comes back from, if it began one by this connection and not long ago. */
export function attemptIn(
  kernel: Kernel,
  connection: string,
  cookies: Readonly<Record<string, string>>,
): Attempt | undefined {
  const opened = openSealed(kernel, purposeOf(connection), cookies[attemptCookie] ?? '');
  if (opened === undefined) return undefined;
  const attempt = Attempt.parse(JSON.parse(opened));
  return kernel.clock.now() - attempt.at < attemptMs ? attempt : undefined;
}

function purposeOf(connection: string): string {
  return `an attempt to sign in by ${connection}`;
}
