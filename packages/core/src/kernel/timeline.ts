import { z } from 'zod';
import type { Instant } from './clock.js';
import { uuidField } from './input.js';
import type { Query } from './query.js';
import type { AuthorityId } from './scope.js';

/** One thing that happened between a customer and the authority: a contact, a case, a message, a payment. */
export interface TimelineItem {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly at: Instant;
  /** What it was, in a few words: "Telephone call". */
  readonly title: string;
  /** What more there is to say of it; null: nothing. */
  readonly text: string | null;
  /** Who did it; null: nobody of the staff. */
  readonly by: string | null;
  /** How it stands, where it has a life of its own. */
  readonly state: { readonly text: string; readonly tone: 'neutral' | 'info' | 'good' | 'warning' | 'bad' } | null;
  /** Where it is at the desk. */
  readonly href: string;
}

/** A place between two items. What comes after it in a timeline is earlier. */
export const TimelinePlace = z.strictObject({ at: z.number().int().nonnegative(), id: uuidField });
export type TimelinePlace = z.output<typeof TimelinePlace>;

/** What every source of a timeline is asked: a customer's latest items that come after the place. */
export const TimelineInput = z.strictObject({
  customerId: uuidField,
  from: TimelinePlace,
  limit: z.number().int().min(1).max(201),
});
export type TimelineInput = z.output<typeof TimelineInput>;

/** Before everything that has happened. */
export const latest: TimelinePlace = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** What a capability adds to a customer's timeline. Its items come latest first, those of one instant by descending id. */
export interface TimelineSource {
  /** In addresses and the API: `message`. */
  readonly kind: string;
  /** Over the items of this kind alone: "Messages". */
  readonly name: string;
  readonly query: Query<typeof TimelineInput, readonly TimelineItem[]>;
}
