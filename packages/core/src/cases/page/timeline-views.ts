import { fileWords } from '../files/exchanged-files.js';
import type { Instant } from '../../kernel/clock.js';
import { formatRelative } from '../../kernel/format-time.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { findStatus, type ServiceDefinition } from '../../services/index.js';
import type { TimelineCardView, TimelineEntry } from '../../web/components.js';
import { timelineFilters, type Timeline, type TimelineFilter } from './page-queries.js';
import { outsideWords } from '../outside/outside-words.js';
import { transferWords } from './transfer-words.js';
import { becauseWords } from '../restricted/restricted-access.js';
import type { CaseEvent } from '../types.js';

const filterNames: Readonly<Record<TimelineFilter, string>> = {
  all: 'All',
  customer: 'Customer',
  internal: 'Internal',
  system: 'System',
};

export function timelineCard(
  baseHref: string,
  { filter, events, nextCursor }: Timeline,
  definition: ServiceDefinition,
  now: Instant,
): TimelineCardView {
  const href = (name: TimelineFilter): string => (name === 'all' ? baseHref : `${baseHref}?timeline=${name}`);
  const older = new URLSearchParams({ timeline: filter, cursor: nextCursor ?? '' });
  return {
    filters: {
      label: 'What the timeline shows',
      items: timelineFilters.map((name) => ({ text: filterNames[name], href: href(name), current: name === filter })),
    },
    timeline: {
      entries: events.map((event) => timelineEntry(event, { baseHref, definition, now })),
      emptyText:
        filter === 'customer' ? 'The customer has been told nothing yet.' : 'Nothing of this kind has happened yet.',
    },
    joinedText: undefined,
    olderHref: nextCursor === null ? undefined : `${baseHref}?${older.toString()}`,
  };
}

interface Surroundings {
  readonly baseHref: string;
  readonly definition: ServiceDefinition;
  readonly now: Instant;
}

export function timelineEntry(event: CaseEvent, { baseHref, definition, now }: Surroundings): TimelineEntry {
  const { title, detail, href } = wordsFor(event, definition, baseHref);
  const isTold = event.kind === 'note' && event.visibility === 'customer';
  return {
    title,
    ...(href ? { href } : {}),
    ...(detail ? { detail } : {}),
    ...(event.body === null ? {} : { body: event.body }),
    ...(isTold ? { pill: { text: 'Customer may read this' } } : {}),
    who: event.actorName,
    when: formatRelative(event.at, { now }),
    dateTime: new Date(event.at).toISOString(),
  };
}

/** "duplicate of DU-4F7K-2Q9M-X" */
function linkWords({ relation = 'related', side = 'from', name = 'a restricted case' }: CaseEvent['data']): string {
  return `${relationWords[relation][side]} ${name}`;
}

/** What a case is to the other one, by which of the two it is. */
export const relationWords = {
  related: { from: 'related to', to: 'related to' },
  'child-of': { from: 'part of', to: 'made up of' },
  'duplicate-of': { from: 'duplicate of', to: 'also reported as' },
} as const;

const channelWords = { email: 'Email', text: 'Text message', letter: 'Letter' } as const;
const messageStateWords = {
  held: 'held until somebody confirms it',
  waiting: 'waiting to be sent',
  sent: 'sent',
  failed: 'could not be sent',
  printed: 'printed',
  cancelled: 'cancelled',
  delivered: 'delivered',
  undelivered: 'not delivered',
  'dealt-with': 'not delivered, and dealt with',
} as const;

/** "Email waiting to be sent" */
function messageWords({ channel = 'letter', state = 'waiting' }: CaseEvent['data']): string {
  const isPosted = channel === 'letter' && state === 'delivered';
  return `${channelWords[channel]} ${isPosted ? 'posted' : messageStateWords[state]}`;
}

/** "Payment of £35.00" */
function paymentWords({ amountPence = 0, done, isGivenBack }: CaseEvent['data']): string {
  const amount = formatMoney(moneyOf(amountPence));
  if (isGivenBack) return `${amount} given back`;
  return done === 'removed' ? `Payment of ${amount} cancelled` : `Payment of ${amount}`;
}

/** "Passed to Highways" */
function handoverWords({ handover = 'offered', name = 'another team' }: CaseEvent['data']): string {
  const words = {
    offered: `Passed to ${name}`,
    accepted: `Accepted for ${name}`,
    declined: `Declined for ${name}`,
    returned: `Not accepted in time by ${name}: returned`,
    withdrawn: `Taken back from ${name}`,
  } as const;
  return words[handover];
}

/** "Call-back promised" */
const callBackWords = {
  promised: 'Call-back promised',
  changed: 'Call-back changed',
  'no-answer': 'Called back, no answer',
  spoken: 'Called back',
  'not-reached': 'Call-back ended: not reached',
  withdrawn: 'Call-back withdrawn',
  missed: 'Call-back missed: those in charge were told',
} as const;

/** "Call-out accepted by Ines Vale" */
function callOutWords({ callOut = 'started', name = '' }: CaseEvent['data']): string {
  const words = {
    started: 'Emergency call-out started',
    exhausted: 'Nobody answered the call-out: those in charge were told',
    accepted: `Call-out accepted by ${name}`,
    'stood-down': 'Call-out stood down',
  } as const;
  return words[callOut];
}

const taskWords = {
  added: 'Task added',
  finished: 'Task done',
  dropped: 'Task dropped',
  removed: 'Task',
  reopened: 'Task to be done again',
  changed: 'Task changed',
} as const;
const checkWords = {
  ...taskWords,
  added: 'Added to the checklist',
  finished: 'Ticked',
  dropped: 'Taken off the checklist',
  reopened: 'Tick taken away',
} as const;

/** An outcome called like its status is said once. */
function statusWords(title: string, outcome: string | undefined): { title: string; detail?: string } {
  return outcome === undefined || outcome === title ? { title } : { title, detail: outcome };
}

function wordsFor(
  { kind, data }: CaseEvent,
  { lifecycle, outcomes }: ServiceDefinition,
  baseHref: string,
): { title: string; detail?: string | undefined; href?: string } {
  switch (kind) {
    case 'opened':
      return { title: 'Case logged', detail: data.despite && `although told: ${data.despite.join(', ')}` };
    case 'status':
      if (data.undoes)
        return { title: `Undone: ${findStatus(lifecycle, data.to ?? '')?.label ?? data.to ?? ''} again` };
      return statusWords(
        findStatus(lifecycle, data.to ?? '')?.label ?? data.to ?? 'Status changed',
        outcomes.find(({ key }) => key === data.outcome)?.label,
      );
    case 'assigned':
      if (data.teamId) return { title: `Handed to ${data.teamName ?? 'another team'}` };
      return { title: data.assigneeName ? `Given to ${data.assigneeName}` : 'Given back to the team' };
    case 'note':
      return { title: data.takenBack ? 'Note taken back' : 'Note' };
    case 'chase':
      return { title: 'Customer asked how far it is' };
    case 'file':
      return { title: fileWords(data), detail: data.name };
    case 'task':
      return { title: (data.isCheck ? checkWords : taskWords)[data.done ?? 'added'], detail: data.name };
    case 'edited':
      return { title: data.undoes ? 'Changed back' : 'Changed', detail: data.fields?.join(', ') };
    case 'joined':
      return { title: 'Reported by somebody else as well' };
    case 'linked':
      return { title: data.done === 'removed' ? 'Link removed' : 'Linked', detail: linkWords(data) };
    case 'escalated':
      return {
        title: data.step === 'breach' ? 'Late: those in charge were told' : 'Due soon: those in charge were told',
      };
    case 'imported':
      return { title: 'From the system before' };
    case 'message':
      return { title: messageWords(data), href: `${baseHref}/messages/${data.messageId ?? ''}` };
    case 'mail':
      return { title: 'Mail from the customer', href: `/desk/mail/${data.mailId ?? ''}` };
    case 'payment':
      return { title: paymentWords(data), href: `/desk/payments/${data.paymentId ?? ''}` };
    case 'handover':
      return { title: handoverWords(data), href: `/desk/handovers/${data.handoverId ?? ''}` };
    case 'call-back':
      return { title: callBackWords[data.callBack ?? 'promised'], href: `/desk/call-backs/${data.callBackId ?? ''}` };
    case 'call-out':
      return { title: callOutWords(data), href: `/desk/call-outs/${data.callOutId ?? ''}` };
    case 'transfer':
      return { title: transferWords(data), href: `/desk/exchange/transfers/${data.transferId ?? ''}` };
    case 'outside':
      return outsideWords(data);
    case 'restricted':
      return data.restriction
        ? { title: 'Restricted to its team', detail: becauseWords[data.restriction] }
        : { title: 'No longer restricted' };
    case 'viewed':
      return { title: 'Restricted case opened' };
  }
}
