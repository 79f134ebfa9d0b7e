import { listAuthorities } from '../../../authorities/index.js';
import type { Channel } from '../../../interactions/index.js';
import { MINUTE_MS, type Instant } from '../../../kernel/clock.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../../kernel/scope.js';
import { setBeginning } from './live-repository.js';

/** A seat of each council in which one contact follows the other, each as long as the one before. */
export interface Seat {
  /** Its row's source key: the row stands for whichever contact is under way there. */
  readonly key: string;
  readonly channel: Channel;
  readonly minutes: number;
}

export const seats: readonly Seat[] = [
  { key: 'seat-1', channel: 'telephone', minutes: 9 },
  { key: 'seat-2', channel: 'telephone', minutes: 6 },
  { key: 'seat-3', channel: 'counter', minutes: 21 },
  { key: 'seat-4', channel: 'chat', minutes: 14 },
];

/** When the contact that is under way in a seat began: each council's begin at their own times. */
export function begunAt({ minutes }: Seat, authorityId: AuthorityId, now: Instant): Instant {
  const length = minutes * MINUTE_MS;
  const phase = authorityId * 2.5 * MINUTE_MS;
  return now - ((now + phase) % length);
}

/** Lets the next customer take the seat of one whose contact has lasted as long as it does. */
export async function turnContacts(kernel: Kernel): Promise<void> {
  const now = kernel.clock.now();
  const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
  await kernel.db.write(everyAuthority, async (db) => {
    for (const { id } of councils)
      for (const seat of seats) await setBeginning(db, id, seat.key, begunAt(seat, id, now));
  });
}
