import { z } from 'zod';
import { findLatestEvent, findNumberedEvent, findOldestEvent, type NumberedEvent } from '../jobs/index.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import type { Reads } from '../kernel/db/database.js';
import { defineError } from '../kernel/errors.js';

export const cursorGone = defineError(
  'cursor_gone',
  410,
  'Events after that cursor are not kept any more, or the installation was restored from a copy that is older than it. ' +
    'Ask with after=now for a new cursor, read the records themselves by their lists, then go on from the new cursor.',
);

/** How many events one request looks through, so that a rare kind costs no more than a common one. */
const window = 5000;

const Cursor = z.tuple([z.number().int().min(0), z.string().max(40)]);
const beginning: NumberedEvent = { seq: 0, id: '' };

/** What one request looks through. */
export interface Stretch {
  /** Events after this number … */
  readonly after: number;
  /** … up to and with this one … */
  readonly upTo: number;
  /** … which is the last of all so far, or not. */
  readonly isLast: boolean;
}

/**
 * Where a cursor leads to. It holds the number that the one sequencer (`jobs/relay-events.ts`) gave an event after its
 * transaction was committed, and the event's id. Ids and database serials are given out before the commit: whoever reads
 * on from the highest that they saw skips what a slower transaction commits later below it. Numbers are given one after
 * another to what is committed already, so below one that was read none can appear.
 *
 * The id finds out a cursor of a database that was restored since from an older copy, where the number names another
 * event or none yet.
 *
 * @param cursor none: from the oldest event that is kept; `now`: after the latest
 * @throws malformed_request; cursor_gone
 */
export async function stretchFrom(db: Reads, cursor: string | undefined): Promise<Stretch> {
  const latest = (await findLatestEvent(db)) ?? beginning;
  const after = await numberOf(db, cursor, latest);
  const upTo = Math.min(latest.seq, after + window);
  return { after, upTo, isLast: upTo === latest.seq };
}

async function numberOf(db: Reads, cursor: string | undefined, latest: NumberedEvent): Promise<number> {
  if (cursor === 'now') return latest.seq;
  if (cursor === undefined) return ((await findOldestEvent(db))?.seq ?? 1) - 1;
  const [seq, id] = readCursor(Cursor, cursor);
  const there = seq === 0 ? undefined : await findNumberedEvent(db, seq);
  if (seq > latest.seq || (there && there.id !== id)) throw cursorGone();
  return seq;
}

/**
 * Refuses a stretch of which something is gone. To be asked after its events are read, lest they be removed in between:
 * what is removed is always the oldest, without gaps (`forgetOldEvents`).
 * @throws cursor_gone
 */
export async function refuseGap(db: Reads, { after }: Stretch): Promise<void> {
  const oldest = await findOldestEvent(db);
  if (oldest && oldest.seq > after + 1) throw cursorGone();
}

/** A cursor after the event of this number; the number of no event yet is where all begin. */
export async function cursorAfter(db: Reads, seq: number): Promise<string> {
  const event = await findNumberedEvent(db, seq);
  return writeCursor([seq, event?.id ?? '']);
}
