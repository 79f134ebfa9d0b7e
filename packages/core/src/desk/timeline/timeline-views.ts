import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { TimelineSource } from '../../kernel/timeline.js';
import type { TimelineCardView, TimelineEntry } from '../../web/components.js';
import type { KindedItem, TimelinePart } from './read-timeline.js';

export interface TimelineShown {
  readonly baseHref: string;
  /** Those that the reader may read. */
  readonly sources: readonly TimelineSource[];
  /** The only kind that is shown. */
  readonly kind: string | undefined;
  readonly now: Instant;
}

/** The timeline of a customer's page. */
export function timelineCard(
  { items, nextCursor }: TimelinePart,
  { baseHref, sources, kind, now }: TimelineShown,
): TimelineCardView {
  const href = (show: string | undefined, cursor?: string): string => {
    const query = new URLSearchParams({ ...(show ? { show } : {}), ...(cursor ? { cursor } : {}) }).toString();
    return query === '' ? baseHref : `${baseHref}?${query}`;
  };
  return {
    filters: {
      label: 'What the timeline shows',
      items: [
        { text: 'All', href: href(undefined), current: kind === undefined },
        ...sources.map((source) => ({ text: source.name, href: href(source.kind), current: kind === source.kind })),
      ],
    },
    timeline: {
      entries: items.map((item) => timelineEntry(item, now)),
      emptyText: kind === undefined ? 'Nothing is recorded yet.' : 'Nothing of this kind is recorded yet.',
    },
    olderHref: nextCursor === null ? undefined : href(kind, nextCursor),
  };
}

function timelineEntry({ title, href, by, at, text, state }: KindedItem, now: Instant): TimelineEntry {
  return {
    ...{ title, href },
    who: by ?? 'The customer',
    when: formatDateTime(at, { now }),
    dateTime: new Date(at).toISOString(),
    ...(text === null ? {} : { body: text }),
    ...(state === null ? {} : { pill: state }),
  };
}
