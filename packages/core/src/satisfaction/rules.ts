import { createHash } from 'node:crypto';
import { DAY_MS } from '../kernel/clock.js';

/** How long a link can be answered. */
export const linkLastsMs = 14 * DAY_MS;

/**
 * Whether a contact is drawn: the first six bytes of SHA-256 over the council and the contact's id, as a fraction of
 * their range, lie under the share. The same contact is always drawn or never; ids are random, so the draw is fair.
 */
export function isDrawn(contact: { readonly id: string; readonly authorityId: number }, percent: number): boolean {
  const digest = createHash('sha256').update(`survey:${contact.authorityId}:${contact.id}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < percent / 100;
}
