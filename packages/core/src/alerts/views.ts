import type { Instant, LocalDate } from '../kernel/clock.js';
import { formatDateTime, formatFullDate } from '../kernel/format-time.js';
import { addDays, daysBetween, partsOf } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import type { PillView, TabsView } from '../web/components.js';
import type { Link } from '../web/shell.js';
import type { AlertList } from './queries.js';
import { isShowing } from './rules.js';
import type { Alert, AlertKind } from './types.js';

export const kindWords: Readonly<Record<AlertKind, string>> = {
  'visit-in-pairs': 'Visit in pairs',
  'do-not-visit': 'Don’t visit at home',
  'unacceptable-contact': 'Unacceptable contact',
  'one-contact-only': 'One named contact only',
  'dangerous-animal': 'Dangerous animal',
  vulnerable: 'Vulnerable: take extra care',
  'hoax-risk': 'Confirm identity with care',
};

/** An alert as other pages show it. */
export interface AlertNoteView {
  readonly lead: string;
  readonly text: string;
  /** Why, for those who may know; with who approved it and until when it shows. */
  readonly about: string;
  readonly href: string;
  /** How long it still shows: a page that is held open drops it then. */
  readonly goneInMs: number;
}

export interface AlertNotesView {
  readonly alerts: readonly AlertNoteView[];
}

export function alertNote(alert: Alert, now: Instant): AlertNoteView {
  const { id, kind, advice, reason, decidedByName, reviewOn, expiresAt } = alert;
  const dates = `Review ${formatFullDate(reviewOn)} · shows until ${formatFullDate(lastDay(expiresAt))}`;
  const who = decidedByName === null ? '' : `Approved by ${decidedByName}`;
  return {
    lead: kindWords[kind],
    text: advice,
    about: [reason ?? '', who, dates].filter(Boolean).join(' · '),
    href: `/desk/alerts/${id}`,
    goneInMs: Math.max(0, expiresAt - now),
  };
}

/** The last day on which an alert that expires then shows. */
function lastDay(expiresAt: Instant): LocalDate {
  return addDays(localDateAt(expiresAt), -1);
}

export interface AlertLine {
  readonly href: string;
  readonly title: string;
  readonly pill: PillView;
  readonly about: string;
  readonly advice: string;
}

export interface AlertsPage {
  readonly tabs: TabsView;
  readonly lines: readonly AlertLine[];
  readonly emptyText: string;
}

const listWords: Readonly<Record<AlertList, { readonly tab: string; readonly empty: string }>> = {
  proposed: {
    tab: 'To decide',
    empty: 'No alert waits for a decision. Propose one from a customer’s or a property’s page.',
  },
  review: { tab: 'Due for review', empty: 'No alert is due for review within a fortnight.' },
  live: { tab: 'All that show', empty: 'No alert shows now.' },
};

/** @param names of the customers and places that the alerts are about, by id */
export function alertsPage(
  which: AlertList,
  alerts: readonly Alert[],
  { names, now }: { readonly names: ReadonlyMap<string, string>; readonly now: Instant },
): AlertsPage {
  return {
    tabs: {
      label: 'Alerts',
      items: (Object.keys(listWords) as AlertList[]).map((each) => ({
        text: listWords[each].tab,
        href: `/desk/alerts?show=${each}`,
        current: each === which,
      })),
    },
    lines: alerts.map((alert) => ({
      href: `/desk/alerts/${alert.id}`,
      title: `${kindWords[alert.kind]}: ${names.get(alert.customerId ?? alert.placeId ?? '') ?? 'A restricted record'}`,
      pill: pillOf(alert, now),
      advice: alert.advice,
      about: `Proposed by ${alert.proposedByName ?? 'Moothall'} ${formatDateTime(alert.proposedAt, { now })}`,
    })),
    emptyText: listWords[which].empty,
  };
}

function pillOf(alert: Alert, now: Instant): PillView {
  switch (alert.state) {
    case 'proposed':
      return { text: 'To decide', tone: 'warning' };
    case 'refused':
      return { text: 'Refused', tone: 'neutral' };
    case 'ended':
      return { text: 'Ended', tone: 'neutral' };
    case 'live':
      return isShowing(alert, now) ? reviewPill(alert, now) : { text: 'Expired', tone: 'neutral' };
  }
}

function reviewPill({ reviewOn }: Alert, now: Instant): PillView {
  const days = daysBetween(localDateAt(now), reviewOn);
  if (days < 0) return { text: 'Review overdue', tone: 'bad' };
  return days <= 14 ? { text: `Review ${formatFullDate(reviewOn)}`, tone: 'warning' } : { text: 'Shows', tone: 'bad' };
}

export interface AlertPage {
  readonly heading: string;
  readonly pill: PillView;
  /** The pages above it: whom or what it is about. */
  readonly above: readonly Link[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  readonly csrfToken: string;
  readonly version: number;
  readonly action: string;
  /** What the reader may do with it now. */
  readonly offers: 'decide' | 'keep-or-end' | 'nothing';
  /** Why there is nothing to do, where that isn't plain. */
  readonly noteText: string;
  readonly typed: { readonly reason: string; readonly reviewOn: string; readonly until: string };
  /** What is wrong with a field, beside it. */
  readonly errors: { readonly [field in keyof AlertPage['typed']]?: { readonly text: string } | undefined };
}

/** The pages above one about an alert: the list that its customer or property is found in, and they themselves. */
export function aboveSubject(text: string, href: string): [Link, Link] {
  const list = href.startsWith('/desk/places/')
    ? { text: 'Properties', href: '/desk/places' }
    : { text: 'Customers', href: '/desk/customers' };
  return [list, { text, href }];
}

function subjectHref({ customerId, placeId }: Alert): string {
  return customerId === null ? `/desk/places/${placeId ?? ''}` : `/desk/customers/${customerId}`;
}

export interface AlertRendering {
  readonly aboutName: string;
  readonly mayDecide: boolean;
  readonly isOwn: boolean;
  readonly csrfToken: string;
  readonly now: Instant;
  readonly faults?: readonly { readonly text: string; readonly href?: string }[];
  readonly typed?: Partial<AlertPage['typed']>;
}

export function alertPage(alert: Alert, rendering: AlertRendering): AlertPage {
  const { now, mayDecide, isOwn, typed = {} } = rendering;
  const { reviewOn, expiresAt } = alert;
  const errorAt = (field: string) => rendering.faults?.find(({ href }) => href === `#${field}`);
  const decides = mayDecide && alert.state === 'proposed' && !isOwn;
  const keeps = mayDecide && isShowing(alert, now);
  return {
    heading: kindWords[alert.kind],
    pill: pillOf(alert, now),
    above: aboveSubject(rendering.aboutName, subjectHref(alert)),
    facts: factsOf(alert, now),
    faults: rendering.faults ?? [],
    csrfToken: rendering.csrfToken,
    version: alert.version,
    action: `/desk/alerts/${alert.id}`,
    offers: decides ? 'decide' : keeps ? 'keep-or-end' : 'nothing',
    noteText: alert.state === 'proposed' && isOwn ? 'You proposed it: somebody else decides.' : '',
    typed: {
      reason: typed.reason ?? '',
      reviewOn: typed.reviewOn || asTyped(reviewOn),
      until: typed.until || asTyped(lastDay(expiresAt)),
    },
    errors: { reason: errorAt('reason'), reviewOn: errorAt('reviewOn'), until: errorAt('until') },
  };
}

function asTyped(on: LocalDate): string {
  const { day, month, year } = partsOf(on);
  return `${day}/${month}/${year}`;
}

function factsOf(alert: Alert, now: Instant): { label: string; value: string }[] {
  const at = (instant: Instant | null): string => (instant === null ? '' : formatDateTime(instant, { now }));
  const by = (name: string | null, instant: Instant | null): string =>
    instant === null ? '' : `${name ?? 'Moothall'}, ${at(instant)}`;
  const facts: [string, string][] = [
    ['What to do', alert.advice],
    ['What happened', alert.reason ?? 'Only officers, team leaders and data protection officers see this'],
    ['Proposed by', by(alert.proposedByName, alert.proposedAt)],
    [alert.state === 'refused' ? 'Refused by' : 'Approved by', by(alert.decidedByName, alert.decidedAt)],
    ['Review on', formatFullDate(alert.reviewOn)],
    ['Shows until', formatFullDate(lastDay(alert.expiresAt))],
    ['Ended', at(alert.endedAt)],
    ['Why it ended', alert.closingReason ?? ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
