import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { TimelineSource } from '../../kernel/timeline.js';
import type { TimelineCardView, TimelineEntry } from '../../web/components.js';
import type { JoinedRecord } from './joined-records.js';
import type { KindedItem, TimelinePart } from './read-timeline.js';

export interface TimelineShown {
  readonly baseHref: string;
  /** Those that the reader may read. */
  readonly sources: readonly TimelineSource[];
  /** The only kind that is shown. */
  readonly kind: string | undefined;
  /** Whose entries there are. */
  readonly records: readonly JoinedRecord[];
  readonly councils: readonly Authority[];
  readonly now: Instant;
}

/** The timeline of a customer's page. */
export function timelineCard(
  { items, nextCursor }: TimelinePart,
  { baseHref, sources, kind, records, councils, now }: TimelineShown,
): TimelineCardView {
  const href = (show: string | undefined, cursor?: string): string => {
    const query = new URLSearchParams({ ...(show ? { show } : {}), ...(cursor ? { cursor } : {}) }).toString();
    return query === '' ? baseHref : `${baseHref}?${query}`;
  };
  const councilOf = (id: AuthorityId) => councils.find((each) => each.id === id);
  const isJoined = records.length > 1;
  return {
    filters: {
      label: 'What the timeline shows',
      items: [
        { text: 'All', href: href(undefined), current: kind === undefined },
        ...sources.map((source) => ({ text: source.name, href: href(source.kind), current: kind === source.kind })),
      ],
    },
    timeline: {
      entries: items.map((item) =>
        timelineEntry(item, isJoined ? councilOf(item.authorityId)?.shortName : undefined, now),
      ),
      emptyText: kind === undefined ? 'Nothing is recorded yet.' : 'Nothing of this kind is recorded yet.',
    },
    joinedText: isJoined ? joinedText(records.map(({ authorityId }) => councilOf(authorityId)?.name ?? '')) : undefined,
    olderHref: nextCursor === null ? undefined : href(kind, nextCursor),
  };
}

const together = new Intl.ListFormat('en-GB');

function joinedText(names: readonly string[]): string {
  return `Entries of ${together.format(new Set(names))}, by the links under “Also known to”.`;
}

function timelineEntry(
  { title, href, by, at, text, state }: KindedItem,
  council: string | undefined,
  now: Instant,
): TimelineEntry {
  return {
    ...{ title, href, ...(council === undefined ? {} : { council }) },
    who: by ?? 'The customer',
    when: formatDateTime(at, { now }),
    dateTime: new Date(at).toISOString(),
    ...(text === null ? {} : { body: text }),
    ...(state === null ? {} : { pill: state }),
  };
}
