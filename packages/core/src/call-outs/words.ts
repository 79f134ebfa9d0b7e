import type { RingingRole } from '../directory/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime, formatTime } from '../kernel/format-time.js';
import type { PillView } from '../web/components.js';
import type { CallOutState } from './rules.js';
import type { RingMessageState } from './ring-message.js';
import type { CallOut, Ring } from './types.js';

export const statePills: Readonly<Record<CallOutState, PillView>> = {
  ringing: { text: 'Ringing', tone: 'warning' },
  exhausted: { text: 'Nobody answered', tone: 'bad' },
  accepted: { text: 'Accepted', tone: 'good' },
  'stood-down': { text: 'Stood down', tone: 'neutral' },
};

export const roleWords: Readonly<Record<RingingRole, string>> = {
  'on-duty': 'On duty',
  deputy: 'Stands in',
  next: 'Next on duty',
  escalation: 'In charge',
};

/** "Accepted 9:04pm, said by Tom Reyes", "Rung 9pm, to answer by 9:10pm", "Not rung yet" */
export function ringWords(ring: Ring, callOut: Pick<CallOut, 'state' | 'dueAt' | 'ringing'>): string {
  const { outcome, outcomeAt, rungAt, saidByName, personName, place } = ring;
  if (outcome !== null) {
    const said = saidByName === null || saidByName === personName ? '' : `, said by ${saidByName}`;
    return `${outcomeWords[outcome]} ${formatTime(outcomeAt ?? 0)}${said}`;
  }
  if (rungAt === null) return 'Not rung yet';
  const isNow = callOut.state === 'ringing' && callOut.ringing === place;
  return `Rung ${formatTime(rungAt)}${isNow && callOut.dueAt !== null ? `, to answer by ${formatTime(callOut.dueAt)}` : ''}`;
}

/** "Text message sent 9:01pm"; undefined: it isn't their turn yet. */
export function messageWords({ message, outcome }: Pick<Ring, 'message' | 'outcome'>): string | undefined {
  if (message === null) return undefined;
  if (message.state === 'waiting' && outcome !== null)
    return messageWords({ message: { ...message, state: 'late' }, outcome });
  const what = message.channel === 'email' ? 'Mail' : 'Text message';
  const words: Readonly<Record<RingMessageState, string>> = {
    waiting: `${what} waits to be sent`,
    sent: `${what} sent ${formatTime(message.at)}`,
    delivered: `${what} delivered`,
    undelivered: `${what} not delivered: ${message.detail ?? 'it failed'}`,
    failed: `${what} not sent: ${message.detail ?? 'it failed'}`,
    'no-address': 'Not written to: no mobile number or mail address in the directory',
    late: `${what} not sent: it did not go in time`,
  };
  return words[message.state];
}

export const outcomeWords = {
  accepted: 'Accepted',
  declined: 'Declined',
  'not-reached': 'Not reached',
  unanswered: 'Did not answer by',
} as const;

/** What a call-out is called: what has happened, shortened; "An emergency" where that is kept from the reader. */
export function nameOf({ reason }: Pick<CallOut, 'reason'>): string {
  const [first = ''] = (reason ?? 'An emergency').split('\n');
  return first.length <= nameLength ? first : `${first.slice(0, nameLength - 1)}…`;
}
const nameLength = 80;

/** "Accepted by Ines Vale, today 9:04pm" */
export function endWords({ state, endedAt, endedByName }: CallOut, now: Instant): string | undefined {
  if (endedAt === null) return undefined;
  const words = state === 'accepted' ? 'Accepted by' : 'Stood down by';
  return `${words} ${endedByName ?? ''}, ${formatDateTime(endedAt, { now })}`;
}
