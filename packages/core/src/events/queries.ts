import { z } from 'zod';
import { listSequenced } from '../jobs/index.js';
import { defineQuery } from '../kernel/query.js';
import { eventKinds } from './catalogue.js';
import { cursorAfter, refuseGap, stretchFrom } from './feed-cursor.js';
import { shownTo, type ShownEvent } from './shown-event.js';

export const FeedInput = z.strictObject({
  /** A cursor of an earlier answer, or `now`. Without: from the oldest event that is kept. */
  after: z.string().max(200).optional(),
  /** Kinds with commas between them. Without: every kind. */
  kind: z
    .string()
    .max(2000)
    .transform((text) => text.split(',').map((kind) => kind.trim()))
    .pipe(z.array(z.enum(eventKinds)).max(eventKinds.length))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export interface Feed {
  readonly items: readonly ShownEvent[];
  /** To go on from, always: also when there is nothing yet. */
  readonly nextCursor: string;
  /** Whether to ask on at once. A page may be short, or empty, and more follow all the same. */
  readonly hasMore: boolean;
}

/**
 * What happened at the reader's authorities, in the order in which it was committed, each event at least once and none
 * left out (`feed-cursor.ts` says how). A page may hold fewer than `limit`: what the reader may not know of is left out,
 * and one request looks through a few thousand events at most.
 * @throws cursor_gone, malformed_request for a cursor that no answer gave
 */
export const readFeed = defineQuery({
  name: 'events.read-feed',
  permission: 'events.read',
  input: FeedInput,
  run: async ({ db }, { after, kind: topics = eventKinds, limit }): Promise<Feed> => {
    const stretch = await stretchFrom(db, after);
    const { after: from, upTo } = stretch;
    const events = await listSequenced(db, { after: from, upTo, topics, limit });
    await refuseGap(db, stretch);
    const isFull = events.length === limit;
    const last = (isFull ? events.at(-1)?.seq : undefined) ?? upTo;
    return {
      items: await shownTo(db, events),
      nextCursor: await cursorAfter(db, last),
      hasMore: last < upTo || !stretch.isLast,
    };
  },
});
