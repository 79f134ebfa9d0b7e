import type { CaseChange, ChangesPage } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { RequestRow, UpdateRow, w3cTime, type Client } from './client.js';
import { changeOfRequest, changeOfUpdate } from './mapping.js';
import type { Settings } from './settings.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What arrives late at the far end, or by a clock that is behind, is asked for again. */
const overlapMs = 15 * minuteMs;
const windowMs = 7 * dayMs;
/** GeoReport's own limit: an answer of as many may have been cut. */
const rowsAtMost = 1000;
const shortestWindowMs = 1000;

/** How far the far end was read: up to an instant; and when the next round over all requests begins. */
const Cursor = z.object({ upTo: z.number().int(), nextAt: z.number().int().default(0) });
type Cursor = z.output<typeof Cursor>;

/** What changed since: by the updates where the far end has them, else by looking at each request again and again. */
export async function changesSince(
  { client, settings, now }: { readonly client: Client; readonly settings: Settings; readonly now: number },
  cursor: string | null,
): Promise<ChangesPage> {
  const from = cursor === null ? undefined : readCursor(cursor);
  return settings.updates === 'mysociety'
    ? await byUpdates(client, settings, now, from)
    : await byRequests(client, settings, now, from);
}

async function byUpdates(
  client: Client,
  settings: Settings,
  now: number,
  from: Cursor | undefined,
): Promise<ChangesPage> {
  const start = Math.min(from?.upTo ?? now - dayMs, now) - overlapMs;
  const { rows, end } = await readWindow(start, now, (range) => client.get('servicerequestupdates', UpdateRow, range));
  const changes = rows.flatMap((row) => changeOfUpdate(settings, row, (place) => client.download(place)) ?? []);
  // Nothing lies between the window's end and the next one's start; the overlap is for what comes late.
  const hasMore = end < now;
  return { changes, cursor: writeCursor({ upTo: hasMore ? end + overlapMs : end, nextAt: 0 }), hasMore };
}

async function byRequests(
  client: Client,
  settings: Settings,
  now: number,
  from: Cursor | undefined,
): Promise<ChangesPage> {
  const { followDays, everyMinutes } = settings;
  const begins = from === undefined || from.upTo >= from.nextAt;
  if (begins && from !== undefined && now < from.nextAt)
    return { changes: [], cursor: writeCursor(from), hasMore: false };
  const start = begins ? now - followDays * dayMs : from.upTo;
  const { rows, end } = await readWindow(start, now, (range) => client.get('requests', RequestRow, range));
  const changes: CaseChange[] = rows.map((row) => changeOfRequest(settings, row));
  if (end < now) return { changes, cursor: writeCursor({ upTo: end, nextAt: Number.MAX_SAFE_INTEGER }), hasMore: true };
  const nextAt = now + everyMinutes * minuteMs;
  return { changes, cursor: writeCursor({ upTo: nextAt, nextAt }), hasMore: false };
}

/** The rows of a window that begins at `start`, made shorter until its answer can't have been cut. */
async function readWindow<Row>(
  start: number,
  now: number,
  read: (range: Readonly<Record<'start_date' | 'end_date', string>>) => Promise<Row[]>,
): Promise<{ rows: Row[]; end: number }> {
  for (let lengthMs = windowMs; ; lengthMs = Math.floor(lengthMs / 4)) {
    const end = Math.min(start + lengthMs, now);
    const rows = await read({ start_date: w3cTime(start), end_date: w3cTime(end + 999) });
    if (rows.length < rowsAtMost || end - start <= shortestWindowMs) return { rows, end };
  }
}

function readCursor(text: string): Cursor | undefined {
  try {
    return Cursor.parse(JSON.parse(text));
  } catch {
    return undefined; // of another release, or of other settings: the last day is read again
  }
}

function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
