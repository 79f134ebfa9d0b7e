import { formatTelephone } from '../../customers/index.js';
import type { Instant } from '../../kernel/clock.js';
import { capitalised } from '../../kernel/capitalised.js';
import { formatDate, formatDateTime } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import { answerViews, type AnswerView } from '../log/answer-views.js';
import { placeWords, priorityWords } from '../log/field-words.js';
import type { Queue } from '../list-queries.js';
import type { CaseToPrint, PrintedFor } from './print-query.js';
import { queueRow, type QueueRow } from '../queue/queue-views.js';
import { pictureView, type PictureView } from '../files/files-views.js';
import { timelineEntry } from './timeline-views.js';

interface Line {
  readonly label: string;
  readonly value: string;
}

/** A case on paper. */
export interface PrintPage {
  readonly reference: string;
  readonly title: string;
  readonly caseHref: string;
  readonly otherHref: string;
  readonly otherText: string;
  readonly authorityName: string;
  readonly printed: string;
  readonly facts: readonly Line[];
  readonly customer: readonly string[];
  readonly answers: readonly AnswerView[];
  readonly tasks: readonly Line[];
  readonly files: readonly { readonly name: string; readonly picture: PictureView | undefined }[];
  readonly events: readonly {
    readonly when: string;
    readonly who: string;
    readonly words: string;
    readonly body: string;
  }[];
}

export interface PrintInput {
  readonly reader: PrintedFor;
  readonly authorityName: string;
  readonly by: string;
  readonly now: Instant;
}

export function printPage({ whole, events, showsReach }: CaseToPrint, input: PrintInput): PrintPage {
  const { case: found, definition } = whole;
  const { reader, now } = input;
  const isForStaff = reader === 'staff';
  const caseHref = `/desk/cases/${found.reference}`;
  return {
    reference: found.reference,
    title: found.title,
    caseHref,
    otherHref: isForStaff ? `${caseHref}/print?for=customer` : `${caseHref}/print`,
    otherText: isForStaff ? 'Leave out what the customer may not read' : 'Print it whole, for staff',
    authorityName: input.authorityName,
    printed: `Printed by ${input.by}, ${formatDateTime(now, { now })}`,
    facts: factsOf(found, reader, now),
    customer: customerLines(found, showsReach),
    answers: answerViews(definition, found.answers),
    tasks: isForStaff ? taskLines(whole.tasks, now) : [],
    files: isForStaff ? whole.files.map((file) => ({ name: file.name, picture: pictureView(file, caseHref) })) : [],
    events: events.map((event) => {
      const { title, detail, who } = timelineEntry(event, { baseHref: caseHref, definition, now });
      const words = [title, detail].filter(Boolean).join(': ');
      const when = formatDateTime(event.at, { now });
      return { when, who: isForStaff ? who : '', words, body: event.body ?? '' };
    }),
  };
}

function factsOf(found: CaseToPrint['whole']['case'], reader: PrintedFor, now: Instant): Line[] {
  const staffOnly = [
    { label: 'Team', value: found.teamName ?? 'A team of another council' },
    { label: 'With', value: found.assigneeName ?? 'Nobody yet' },
    { label: 'Priority', value: priorityWords[found.priority] },
  ];
  return [
    { label: 'Service', value: found.serviceName },
    { label: 'Status', value: reader === 'staff' ? found.statusLabel : found.publicLabel },
    { label: 'Logged', value: capitalised(formatDateTime(found.openedAt, { now })) },
    ...(found.dueAt === null ? [] : [{ label: 'Due', value: capitalised(formatDateTime(found.dueAt, { now })) }]),
    { label: 'Place', value: placeWords(found.place) },
    ...(reader === 'staff' ? staffOnly : []),
  ];
}

/** The name stands with the case; how to reach them is the customer's record. */
function customerLines({ participant }: CaseToPrint['whole']['case'], showsReach: boolean): string[] {
  const { name, telephone, email, address, postcode } = participant;
  const reach = [telephone && formatTelephone(telephone), email, [address, postcode].filter(Boolean).join(', ')];
  return [name ?? 'Anonymous', ...(showsReach ? reach : [])].filter((line): line is string => Boolean(line));
}

function taskLines(tasks: CaseToPrint['whole']['tasks'], now: Instant): Line[] {
  const today = localDateAt(now);
  const stateWords = { 'to-do': 'to do', done: 'done', dropped: 'dropped' };
  return tasks.map(({ kind, title, state, ownerName, dueOn }) => ({
    label: title,
    value: [
      kind === 'check' && state === 'done' ? 'ticked' : stateWords[state],
      ownerName,
      dueOn && `due ${formatDate(dueOn, { today })}`,
    ]
      .filter(Boolean)
      .join(', '),
  }));
}

/** A queue on paper: its first 200 cases. */
export interface PrintedQueue {
  readonly heading: string;
  readonly printed: string;
  readonly queueHref: string;
  readonly rows: readonly QueueRow[];
  readonly more: string | undefined;
}

export function printedQueue(
  { items, nextCursor }: Queue,
  about: {
    readonly heading: string;
    readonly by: string;
    readonly queueHref: string;
    readonly names: ReadonlyMap<number, string>;
    readonly now: Instant;
  },
): PrintedQueue {
  const { heading, by, queueHref, names, now } = about;
  return {
    heading,
    printed: `Printed by ${by}, ${formatDateTime(now, { now })}`,
    queueHref,
    rows: items.map((each) => queueRow(each, names, now)),
    more: nextCursor === null ? undefined : `The first ${items.length} cases; there are more.`,
  };
}
