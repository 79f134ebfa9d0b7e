import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { latest, TimelinePlace, type TimelineItem, type TimelineSource } from '../../kernel/timeline.js';
import type { JoinedRecord } from './joined-records.js';

export type KindedItem = TimelineItem & { readonly kind: string };

/** Part of a customer's timeline, the latest first. */
export interface TimelinePart {
  readonly items: readonly KindedItem[];
  readonly nextCursor: string | null;
}

export interface TimelineAsked {
  readonly records: readonly JoinedRecord[];
  /** Of one kind alone. */
  readonly kind?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The sources that the reader may read anything of. */
export function readableSources(
  { visitor }: Pick<RouteContext<unknown, unknown, unknown>, 'visitor'>,
  sources: readonly TimelineSource[],
): TimelineSource[] {
  return sources.filter(({ query }) => may(visitor.actor, query.permission));
}

/**
 * A customer's contacts, cases and whatever else the capabilities know of them, in one order with what other councils
 * know of the same person. Whoever asks has opened those records already; of each they are shown what they may read there.
 * @throws malformed_request for a cursor that no timeline gave
 */
export async function readTimeline(
  context: Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor'>,
  sources: readonly TimelineSource[],
  { records, kind, cursor, limit }: TimelineAsked,
): Promise<TimelinePart> {
  const from = cursor === undefined ? latest : placeOf(cursor);
  const wanted = readableSources(context, sources).filter((source) => kind === undefined || source.kind === kind);
  const found = await Promise.all(
    wanted.flatMap((source) =>
      records.map(async ({ customerId, agreementId }) => {
        const items = await context.read(source.query, { customerId, from, limit: limit + 1 }, agreementId);
        return items.map((item): KindedItem => ({ ...item, kind: source.kind }));
      }),
    ),
  );
  const merged = once(found.flat()).sort(byPlace);
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && merged.length > limit ? writeCursor([last.at, last.id]) : null };
}

/** A case that both records joined is one. */
function once(items: readonly KindedItem[]): KindedItem[] {
  return [...new Map(items.map((item) => [`${item.kind} ${item.id}`, item])).values()];
}

function byPlace(one: TimelineItem, other: TimelineItem): number {
  return other.at - one.at || (one.id < other.id ? 1 : -1);
}

function placeOf(cursor: string): TimelinePlace {
  const [at, id] = readCursor(z.tuple([TimelinePlace.shape.at, TimelinePlace.shape.id]), cursor);
  return { at, id };
}
