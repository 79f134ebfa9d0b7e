import type { Instant } from '../../kernel/clock.js';
import { formatDateTime, formatTime } from '../../kernel/format-time.js';
import type { PillView } from '../../web/components.js';
import { urgencyOf, type CallBackState } from './call-back-rules.js';
import type { CallBack, Caller, CallWindow } from './call-back-types.js';

/** "today 2pm to 4pm" */
export function windowWords({ fromAt, untilAt }: CallWindow, now: Instant): string {
  const from = formatDateTime(fromAt, { now });
  return fromAt === untilAt ? from : `${from} to ${formatTime(untilAt)}`;
}

/** "Tom Reyes", "Street and waste team" */
export function callerWords({ personName, teamName }: Caller): string {
  return personName ?? teamName ?? '';
}

const endPills: Readonly<Record<Exclude<CallBackState, 'promised'>, PillView>> = {
  spoken: { text: 'Kept', tone: 'good' },
  'not-reached': { text: 'Not reached', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};
const openPills = {
  overdue: { text: 'Overdue', tone: 'bad' },
  now: { text: 'Now', tone: 'warning' },
  later: { text: 'Promised', tone: 'info' },
} as const;

export function callBackPill(one: Pick<CallBack, 'state' | 'missedAt' | 'fromAt' | 'untilAt'>, now: Instant): PillView {
  if (one.state === 'promised') return openPills[urgencyOf(one, now)];
  return one.state === 'spoken' && one.missedAt !== null
    ? { text: 'Called late', tone: 'warning' }
    : endPills[one.state];
}

/** What the call is about, as a link: "DU-4F7K-2Q9M-X Missed rubbish bin", "The contact". */
export function subjectWords({ reference, title, isKeptBack }: Pick<CallBack, 'reference' | 'title' | 'isKeptBack'>) {
  if (reference === null) return 'The contact';
  return isKeptBack || title === null ? reference : `${reference} ${title}`;
}

/** "Mrs Pritchard", "A customer whose record is restricted" */
export function calledWords({ name, isKeptBack }: Pick<CallBack, 'name' | 'isKeptBack'>): string {
  return isKeptBack ? 'A customer whose record is restricted' : (name ?? 'The customer');
}
