import { MINUTE_MS, SECOND_MS, type Instant } from '../kernel/clock.js';
import { formatDateTime, formatMinutes, formatTime } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import { channelWords, type Channel } from '../interactions/index.js';
import { numberWords, outcomeDefinition, shareBasis, shareWords } from '../reporting/index.js';
import type { TabsView } from '../web/components.js';
import { freshForMs, type LineQueue, type QueueReport, type Wallboard } from './types.js';

export const wallboardHref = '/desk/wallboard';

/** A number that is read from across the room. */
export interface Tile {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** What the number is of, or from when. */
  readonly basis: string;
  readonly tone: 'plain' | 'warning';
}

export interface BoardRow {
  readonly cells: readonly string[];
  readonly tone: 'plain' | 'stale';
}

/** All that changes while somebody looks: the page prints it first, then the stream sends it again and again. */
export interface Board {
  readonly asOf: string;
  readonly tiles: readonly Tile[];
  readonly lines: readonly BoardRow[];
  readonly open: readonly BoardRow[];
}

export interface BoardTable {
  readonly name: 'lines' | 'open';
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly BoardRow[];
  readonly none: string;
}

export interface WallboardPage {
  readonly councils: TabsView | undefined;
  readonly streamHref: string;
  readonly hereHref: string;
  readonly board: Board;
  /** By a tile's key: how it is counted. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly tables: readonly BoardTable[];
}

type Named = { readonly id: number; readonly shortName: string };

const head = {
  lines: ['Line', 'Waiting', 'Longest', 'Most, last hour', 'Ready', 'Talking', 'Answered', 'Abandoned', 'Reported'],
  open: ['How and where', 'Contacts', 'Longest'],
} as const;

export function wallboardPage(
  wallboard: Wallboard,
  about: { readonly authorities: readonly Named[]; readonly authorityId: number | undefined },
): WallboardPage {
  const { authorities, authorityId } = about;
  const query = authorityId === undefined ? '' : `?authority=${authorityId}`;
  const board = boardOf(wallboard, authorities);
  return {
    councils: councilTabs(authorities, authorityId),
    streamHref: `${wallboardHref}/live${query}${query === '' ? '?' : '&'}as=stream`,
    hereHref: `${wallboardHref}${query}`,
    board,
    definitions,
    tables: [
      {
        ...{ name: 'lines', caption: 'Telephone lines', head: head.lines, rows: board.lines },
        none: 'There are no telephone lines.',
      },
      {
        ...{ name: 'open', caption: 'In contact now', head: head.open, rows: board.open },
        none: 'Nobody is in contact now.',
      },
    ],
  };
}

function councilTabs(authorities: readonly Named[], authorityId: number | undefined): TabsView | undefined {
  if (authorities.length < 2) return undefined;
  const one = authorities.map(({ id, shortName }) => ({
    ...{ text: shortName, href: `${wallboardHref}?authority=${id}`, current: id === authorityId },
  }));
  return {
    label: 'Councils',
    items: [{ text: 'All councils', href: wallboardHref, current: authorityId === undefined }, ...one],
  };
}

const definitions: Readonly<Record<string, string>> = {
  resolved: outcomeDefinition('declared').words,
  abandoned:
    'Calls that ended before anybody answered, of those answered and abandoned since the start of the day, as the telephone system counts them.',
};

export function boardOf(wallboard: Wallboard, authorities: readonly Named[]): Board {
  return {
    asOf: formatTime(wallboard.at),
    tiles: [...callTiles(wallboard), ...contactTiles(wallboard), ...caseTiles(wallboard)],
    lines: wallboard.lines.map((line) => lineRow(line, wallboard.at, councilOf(authorities, line.authorityId))),
    open: openRows(wallboard, authorities),
  };
}

function councilOf(authorities: readonly Named[], id: number): string {
  return authorities.length < 2 ? '' : (authorities.find((each) => each.id === id)?.shortName ?? '');
}

const isFresh = ({ at }: QueueReport, now: Instant): boolean => now - at <= freshForMs;

function callTiles({ lines, at }: Wallboard): Tile[] {
  const reports = lines.flatMap(({ report }) => (report ? [report] : []));
  const fresh = reports.filter((report) => isFresh(report, at));
  const waiting = fresh.reduce((total, report) => total + report.waiting, 0);
  const longest = Math.max(0, ...fresh.map((report) => report.longestWaitSeconds));
  const longestLine = lines.find(({ lineId }) =>
    fresh.some((report) => report.lineId === lineId && report.longestWaitSeconds === longest),
  );
  const from = freshWords(reports, { fresh: fresh.length, lines: lines.length, now: at });
  const isKnown = fresh.length > 0;
  return [
    tile('waiting', 'Waiting now', isKnown ? numberWords(waiting) : '–', from, waiting > 0),
    tile(
      ...(['longest', 'Longest wait', isKnown ? formatSeconds(longest) : '–'] as const),
      isKnown && longest > 0 ? (longestLine?.name ?? '') : from,
    ),
    abandonedTile(reports.filter((report) => localDateAt(report.at) === localDateAt(at))),
  ];
}

function abandonedTile(today: readonly QueueReport[]): Tile {
  const count = today.reduce((total, report) => total + report.abandoned, 0);
  const of = count + today.reduce((total, report) => total + report.answered, 0);
  const basis = shareBasis({ count, of }, { one: 'call', many: 'calls' });
  const value = today.length === 0 ? '–' : shareWords({ count, of });
  return tile('abandoned', 'Calls abandoned today', value, today.length === 0 ? 'No report today' : basis);
}

/** "3 lines"; "2 of 3 lines"; "no report since 10:42am". */
function freshWords(
  reports: readonly QueueReport[],
  { fresh, lines, now }: { readonly fresh: number; readonly lines: number; readonly now: Instant },
): string {
  if (reports.length === 0) return 'No report yet';
  if (fresh === 0) return `No report since ${sinceWords(Math.max(...reports.map(({ at }) => at)), now)}`;
  if (fresh < lines) return `${fresh} of ${lines} lines report`;
  return lines === 1 ? 'On one line' : `On ${lines} lines`;
}

/** The time alone for a time of today. */
function sinceWords(at: Instant, now: Instant): string {
  return localDateAt(at) === localDateAt(now) ? formatTime(at) : formatDateTime(at, { now });
}

function contactTiles({ open, contactsToday, outcomesToday, at }: Wallboard): Tile[] {
  const now = open.reduce((total, each) => total + each.open, 0);
  const longest = open.length === 0 ? '' : `Longest ${lengthWords(Math.min(...open.map(({ since }) => since)), at)}`;
  const { declared, logged, passed, abandoned } = outcomesToday;
  const ends = [`${logged.count} logged`, `${passed.count} passed on`, `${abandoned.count} abandoned`].join(', ');
  const basis = shareBasis(declared, { one: 'enquiry', many: 'enquiries' });
  return [
    tile('open', 'In contact now', numberWords(now), longest),
    tile('contacts', 'Contacts today', numberWords(contactsToday), 'Begun since midnight'),
    tile('enquiries', 'Enquiries closed today', numberWords(declared.of), ends),
    tile('resolved', 'Resolved at first contact today', shareWords(declared), basis),
  ];
}

function caseTiles({ cases: { dueToday, late } }: Wallboard): Tile[] {
  return [
    tile('due', 'Cases due today', numberWords(dueToday), 'Late ones of today among them'),
    tile('late', 'Cases late', numberWords(late), 'Past their promise, and open', late > 0),
  ];
}

function tile(key: string, label: string, value: string, basis: string, isWarning = false): Tile {
  return { key, label, value, basis, tone: isWarning ? 'warning' : 'plain' };
}

function lineRow({ name, report, mostWaiting }: LineQueue, now: Instant, council: string): BoardRow {
  const line = council === '' ? name : `${name} · ${council}`;
  const blank = Array.from({ length: head.lines.length - 2 }, () => '–');
  if (!report) return { cells: [line, ...blank, 'No report yet'], tone: 'stale' };
  if (!isFresh(report, now))
    return { cells: [line, ...blank, `No report since ${sinceWords(report.at, now)}`], tone: 'stale' };
  const numbers = [report.agentsReady, report.agentsTalking, report.answered, report.abandoned].map(numberWords);
  const queue = [numberWords(report.waiting), formatSeconds(report.longestWaitSeconds)];
  return { cells: [line, ...queue, numberWords(mostWaiting ?? 0), ...numbers, formatTime(report.at)], tone: 'plain' };
}

function openRows({ open, lines, at }: Wallboard, authorities: readonly Named[]): BoardRow[] {
  return open.map(({ authorityId, lineId, channel, open: contacts, since }) => {
    const line = lines.find((each) => each.lineId === lineId)?.name;
    const where = [channelName(channel), line, councilOf(authorities, authorityId)].filter(Boolean).join(' · ');
    return { cells: [where, numberWords(contacts), lengthWords(since, at)], tone: 'plain' };
  });
}

const channelName = (channel: Channel): string => channelWords[channel];

function lengthWords(since: Instant, now: Instant): string {
  return formatMinutes(Math.max(0, now - since) / MINUTE_MS);
}

/** "0:45", "12:05", "1:02:05". */
export function formatSeconds(seconds: number): string {
  const perMinute = MINUTE_MS / SECOND_MS;
  const two = (count: number): string => String(count).padStart(2, '0');
  const minutes = Math.floor(seconds / perMinute);
  const rest = two(seconds % perMinute);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
