import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A new secret to show once: 256 random bits, after a beginning by which a scanner of leaked secrets knows one. */
export function newSecret({ random }: { readonly random: (bytes: number) => Buffer }, beginning: string): string {
  return beginning + random(32).toString('base64url');
}

/** SHA-256 in hex of a secret that travels (session, API token, recovery code): only this is stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A form token bound to a session: a page on another site can't know it. */
export function formToken(key: string, sessionId: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`form:${sessionId}`).digest('base64url');
}

/** Compares without telling by its time where two texts differ; texts of any length. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
