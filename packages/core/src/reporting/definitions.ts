import type { Counts } from './figures-repository.js';
import type { FigureKey, Share } from './types.js';

export interface Definition {
  readonly key: FigureKey;
  readonly label: string;
  /** What is counted, of what: as it is shown beside the figure. */
  readonly words: string;
  /** Columns of the query's answer. */
  readonly countColumn: string;
  readonly ofColumn: string;
}

/** The questions to the database; each answers several figures. */
export type Answered = 'outcomes' | 'repeats' | 'avoidable' | 'surveys' | 'callBacks' | 'waits';

/** Which question answers a figure. */
export function answeredBy(key: FigureKey): Answered {
  if (key === 'observed') return 'repeats';
  if (key === 'avoidable') return 'avoidable';
  if (key === 'called-back') return 'callBacks';
  if (key === 'in-time') return 'waits';
  return key === 'satisfied' || key === 'replied' ? 'surveys' : 'outcomes';
}

/** A figure, out of what its question answered. */
export function shareIn(counts: Counts, { countColumn, ofColumn }: Definition): Share {
  return { count: counts[countColumn] ?? 0, of: counts[ofColumn] ?? 0 };
}

const ofClosed = 'of all enquiries about this council’s services that were closed in the period';

/** What councils set for themselves, by which figures are counted; undefined: several have set different ones. */
export interface FigureSettings {
  readonly repeatContactDays?: number | undefined;
  readonly waitTargetSeconds?: number | undefined;
}

/** Every figure, in the order in which they are shown, as it is counted with this setting; undefined: with several. */
export function definitions({ repeatContactDays, waitTargetSeconds }: FigureSettings): readonly Definition[] {
  return [
    {
      key: 'declared',
      label: 'Resolved at first contact, declared',
      words: `Enquiries that the adviser closed as resolved within the contact and without a case, ${ofClosed}.`,
      countColumn: 'resolved',
      ofColumn: 'closed',
    },
    {
      key: 'observed',
      label: 'Resolved at first contact, observed',
      words: `Of the enquiries declared resolved, those after which the same customer was not in touch again about the same service within ${daysOf(repeatContactDays)} of 24 hours. Only those count that name a customer and a service and were closed at least so long ago: of the others nobody can know yet. Customers who were merged count as one.`,
      countColumn: 'held',
      ofColumn: 'followed',
    },
    {
      key: 'satisfied',
      label: 'Satisfied customers',
      words:
        'Customers who answered “satisfied” or “very satisfied” to the one question after a contact, of all who answered it about a contact that was drawn in the period. Contacts are drawn by their id, by nobody’s choice.',
      countColumn: 'satisfied',
      ofColumn: 'answered',
    },
    {
      key: 'avoidable',
      label: 'Avoidable contact',
      words:
        'Finished contacts that the adviser marked as of low value to the customer, with the reason, of all contacts answered as this council that began in the period and are finished.',
      countColumn: 'avoidable',
      ofColumn: 'contacts',
    },
    {
      key: 'logged',
      label: 'Logged as a case',
      words: `Enquiries that became a case, ${ofClosed}.`,
      countColumn: 'logged',
      ofColumn: 'closed',
    },
    {
      key: 'passed',
      label: 'Passed on',
      words: `Enquiries that were passed to another team, ${ofClosed}.`,
      countColumn: 'passed',
      ofColumn: 'closed',
    },
    {
      key: 'abandoned',
      label: 'Abandoned',
      words: `Enquiries that ended without an answer, a case or another team, ${ofClosed}.`,
      countColumn: 'abandoned',
      ofColumn: 'closed',
    },
    {
      key: 'told',
      label: 'Told how a case stands',
      words: `Enquiries about a case that had been logged before, ${ofClosed}. They are no first contact, and do not count as resolved at it.`,
      countColumn: 'told',
      ofColumn: 'closed',
    },
    {
      key: 'stopped',
      label: 'Answered by a form’s stop',
      words: `Enquiries that ended with what a stop of a service’s form says in place of a case, ${ofClosed}. They are resolved, so they count as resolved at first contact too. The query’s further columns count them by kind: not ours (somebody else deals with it), emergency (sent to the emergency line), too early (nothing is late yet) and already known (we know of it).`,
      countColumn: 'stopped',
      ofColumn: 'closed',
    },
    {
      key: 'replied',
      label: 'Answered the survey',
      words:
        'Customers who answered the one question, of all contacts that were drawn for it in the period, whether or not the adviser asked. The query’s third column says how many were asked.',
      countColumn: 'answered',
      ofColumn: 'drawn',
    },
    {
      key: 'called-back',
      label: 'Call-backs kept',
      words:
        'Promised call-backs for which somebody rang by the end of the time that was promised, whether or not anybody answered, of all that ended or were missed in the period. One that was missed stays missed, even if somebody called later; one that was withdrawn in time counts as neither. Of a team: those that it was to make.',
      countColumn: 'kept',
      ofColumn: 'decided',
    },
    {
      key: 'in-time',
      label: 'Calls and chats answered in time',
      words: `Answered calls and chats for which the customer waited no longer than ${targetOf(waitTargetSeconds)}, of all answered as this council that began in the period and of which it is known how long the customer waited. Those who hung up before are none of them.`,
      countColumn: 'in_time',
      ofColumn: 'known',
    },
  ];
}

function daysOf(days: number | undefined): string {
  if (days === undefined) return 'as many days as each council has set,';
  return days === 1 ? 'one day' : `${days} days`;
}

function targetOf(seconds: number | undefined): string {
  if (seconds === undefined) return 'each council has set';
  return seconds === 1 ? 'one second' : `${seconds} seconds`;
}
