import { windowWords } from '../cases/index.js';
import { contactWords } from '../interactions/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { PillView, TabsView } from '../web/components.js';
import type { ErrorSummaryView } from '../web/form-components.js';
import type { MorningList } from './queries.js';
import { urgencyOf, type Urgency } from './rules.js';
import type { DoneCallBack, DoneCallOut, DoneCase, DoneContact, DoneEnquiry, Work } from './types.js';

export const morningHref = '/desk/morning';

export interface MorningRow {
  readonly id: string;
  readonly title: string;
  /** Absent where it can't be opened. */
  readonly href: string | undefined;
  readonly pill: PillView;
  /** What became of it, and what was promised, a line each. */
  readonly lines: readonly string[];
  /** "Priya Nair of Westmoor, today 2:10am · Westmoor answers for Dunmere" */
  readonly about: string;
  /** What the box of the row is called; absent where nothing is to be acknowledged. */
  readonly select: string | undefined;
}

export interface MorningPage {
  readonly csrfToken: string;
  readonly lead: string;
  readonly councils: TabsView | undefined;
  readonly tabs: TabsView;
  readonly action: string;
  readonly rows: readonly MorningRow[];
  readonly emptyText: string;
  readonly mayAcknowledge: boolean;
  readonly errors: ErrorSummaryView | undefined;
}

const pills: Readonly<Record<Urgency, PillView>> = {
  urgent: { text: 'Urgent', tone: 'warning' },
  waiting: { text: 'Customer waits', tone: 'warning' },
  promised: { text: 'Promised', tone: 'info' },
  done: { text: 'Done', tone: 'good' },
};

export type Show = 'to-acknowledge' | 'acknowledged';

interface About {
  readonly authorityId: AuthorityId;
  readonly show: Show;
  /** Those whose lists the reader may see. */
  readonly councils: readonly { readonly id: AuthorityId; readonly shortName: string }[];
  readonly nameOf: (id: AuthorityId) => string;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayAcknowledge: boolean;
  readonly fault: string | undefined;
}

export function morningPage({ left, items }: MorningList, about: About): MorningPage {
  const { authorityId, show, councils, nameOf, csrfToken, fault } = about;
  const isOpen = show === 'to-acknowledge';
  const address = (id: AuthorityId, which: Show): string => `${morningHref}?authority=${id}&show=${which}`;
  const tab = (which: Show, text: string, count?: number) => ({
    ...{ text, href: address(authorityId, which), current: which === show },
    ...(count === undefined ? {} : { count }),
  });
  return {
    csrfToken,
    lead: leadOf(left, nameOf(authorityId)),
    councils:
      councils.length < 2
        ? undefined
        : {
            label: 'Councils',
            items: councils.map(({ id, shortName }) => ({
              ...{ text: shortName, href: address(id, show), current: id === authorityId },
            })),
          },
    tabs: {
      label: 'What is shown',
      items: [tab('to-acknowledge', 'To acknowledge', left), tab('acknowledged', 'Acknowledged this week')],
    },
    action: `${morningHref}/acknowledge?authority=${authorityId}`,
    rows: items.map((work) => rowOf(work, about)),
    emptyText: isOpen
      ? 'Nothing is left to acknowledge. What other councils answer and log for yours by agreement stands here.'
      : 'Nothing was acknowledged this week.',
    mayAcknowledge: isOpen && about.mayAcknowledge && items.length > 0,
    errors: fault === undefined ? undefined : { errorList: [{ text: fault, href: '#work-1' }] },
  };
}

function leadOf(left: number, council: string): string {
  if (left === 0) return `Everything that others did for ${council} is acknowledged.`;
  return `${left} still to acknowledge: what others answered, logged and promised for ${council}.`;
}

function rowOf(work: Work, { now, nameOf, show, mayAcknowledge }: About): MorningRow {
  const when = formatDateTime(work.at, { now });
  const by = `${work.personName} of ${nameOf(work.providerId)}, ${when}`;
  const { title, href, lines } = partOf(work, now);
  const acknowledged =
    work.acknowledgedAt === null
      ? []
      : [`Acknowledged by ${work.acknowledgedBy ?? ''}, ${formatDateTime(work.acknowledgedAt, { now })}`];
  return {
    ...{ id: work.id, title, href, lines: [...lines, ...acknowledged] },
    pill: pills[urgencyOf(work)],
    about: `${by} · ${work.agreementTitle}`,
    select: show === 'to-acknowledge' && mayAcknowledge ? `Select ${title}, ${when}` : undefined,
  };
}

function partOf(work: Work, now: Instant): RowPart {
  switch (work.kind) {
    case 'case':
      return caseRow(work, now);
    case 'call-back':
      return callRow(work, now);
    case 'call-out':
      return callOutRow(work);
    case 'interaction':
      return contactRow(work);
  }
}

type RowPart = Pick<MorningRow, 'title' | 'href' | 'lines'>;

function caseRow({ logged }: DoneCase, now: Instant): RowPart {
  if (logged === null) return { title: 'A restricted case', href: undefined, lines: ['Its own team sees it.'] };
  const { reference, title, dueAt } = logged;
  const promised = dueAt === null ? [] : [`Promised by ${formatDateTime(dueAt, { now })}`];
  return { title: `${reference} ${title}`, href: `/desk/cases/${reference}`, lines: ['Logged', ...promised] };
}

const callLines = {
  spoken: 'They were called',
  'not-reached': 'They could not be reached',
  withdrawn: 'It was withdrawn',
} as const;

function callRow(work: DoneCallBack, now: Instant): RowPart {
  const { subjectId, caller, state, missedAt } = work;
  const became = state === 'promised' ? (missedAt === null ? [] : ['Nobody has called yet']) : [callLines[state]];
  return {
    title: 'Call-back',
    href: `/desk/call-backs/${subjectId}`,
    lines: [`Promised ${windowWords(work, now)}, ${caller}`, ...became],
  };
}

function callOutRow({ subjectId, state, endedByName }: DoneCallOut): RowPart {
  const lines = {
    ringing: 'The duty list is being rung',
    exhausted: 'Nobody has accepted it',
    accepted: `Accepted by ${endedByName ?? ''}`,
    'stood-down': `Stood down by ${endedByName ?? ''}`,
  } as const;
  return { title: 'Emergency call-out', href: `/desk/call-outs/${subjectId}`, lines: [lines[state]] };
}

function contactRow({ channel, subjectId, isOpen, enquiries }: DoneContact): RowPart {
  const lines = enquiries.map(enquiryLine);
  return {
    title: contactWords[channel],
    href: `/desk/interactions/${subjectId}`,
    lines: isOpen ? [...lines, 'Still going on'] : lines.length > 0 ? lines : ['Nothing was noted'],
  };
}

const outcomeLines = {
  resolved: 'answered',
  logged: 'logged',
  passed: 'passed on, and told that somebody will be in touch',
  abandoned: 'broken off',
} as const;

function enquiryLine({ words, outcome, passedTo }: DoneEnquiry): string {
  const became = outcome === null ? 'not answered yet' : outcomeLines[outcome];
  const what = outcome === 'passed' && passedTo !== null ? `passed to ${passedTo}, who will be in touch` : became;
  return `${words === null ? 'An enquiry' : `“${words}”`}: ${what}`;
}
