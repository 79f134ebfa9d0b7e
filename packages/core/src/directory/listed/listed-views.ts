import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { PillView } from '../../web/components.js';
import type { FaultLink } from '../../web/form-faults.js';
import type { Link } from '../../web/shell.js';
import { directoryHref } from '../directory-views.js';
import { importHref } from '../staff-import-views.js';
import type { DirectoryReading } from './listed-queries.js';
import type { Reading } from './readings-repository.js';

export const listedHref = `${directoryHref}/listed`;

export interface ListedRow {
  readonly council: string;
  readonly title: string;
  readonly authorityId: string;
  readonly pill: PillView;
  /** What came of it, and when. */
  readonly last: string;
}

/** Councils whose directories are connected. */
export interface ListedPage {
  readonly crumbs: readonly Link[];
  readonly csrfToken: string;
  readonly action: string;
  readonly rows: readonly ListedRow[];
  readonly faults: readonly FaultLink[];
}

export function listedPage(
  readings: readonly DirectoryReading[],
  about: { csrfToken: string; names: ReadonlyMap<number, string>; now: Instant; failed: string | undefined },
): ListedPage {
  const { csrfToken, names, now, failed } = about;
  return {
    crumbs: [
      { text: 'Directory', href: directoryHref },
      { text: 'Bring in staff', href: importHref },
    ],
    ...{ csrfToken, action: listedHref },
    rows: readings.map(({ authorityId, title, last }) => ({
      ...{ council: names.get(authorityId) ?? '', title, authorityId: String(authorityId) },
      pill: last === null ? { text: 'Not read yet' } : pills[last.outcome],
      last: last === null ? 'It is read each night.' : lastWords(last, now),
    })),
    faults: failed === undefined ? [] : [{ text: `Nothing was read. ${failed}`, href: '#listed' }],
  };
}

const pills: Readonly<Record<Reading['outcome'], PillView>> = {
  followed: { text: 'Followed', tone: 'good' },
  waits: { text: 'Waits for you', tone: 'warning' },
  failed: { text: 'Could not be read', tone: 'bad' },
};

function lastWords(
  { outcome, words, readAt, ...counts }: Omit<Reading, 'authorityId' | 'connection'>,
  now: Instant,
): string {
  const at = `Read ${formatDateTime(readAt, { now })}.`;
  if (outcome === 'failed') return `${at} ${words} It is tried again each hour.`;
  const { added, changed, gone, refused, leftOut } = counts;
  const said = [at, `${added} new, ${changed} changed, ${gone} gone.`, ...leftOutWords(leftOut)];
  if (refused > 0) said.push(`${refused} can’t be taken as they are: read it now to see why.`);
  if (outcome === 'waits') said.push(words, 'Nothing was written: read it now and look at the difference.');
  return said.join(' ');
}

/** Of entries that say too little of somebody, so that whoever misses a colleague knows where to look. */
function leftOutWords(leftOut: number): string[] {
  if (leftOut === 0) return [];
  const entries = leftOut === 1 ? '1 entry has' : `${leftOut} entries have`;
  return [`${entries} no name or no mail address to themselves, and ${leftOut === 1 ? 'is' : 'are'} left out.`];
}
