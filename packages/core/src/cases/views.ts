import type { AlertNoteView } from '../alerts/index.js';
import { keptUntil, type Schedule } from '../authorities/index.js';
import { formatTelephone } from '../customers/index.js';
import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { FieldFault } from '../kernel/errors.js';
import { capitalised } from '../kernel/capitalised.js';
import { formatDateTime, formatFullDate } from '../kernel/format-time.js';
import { answerViews, type AnswerView } from './log/answer-views.js';
import type { MapSettings } from '../web/form-components.js';
import type { NoteView, PillView, TimelineCardView, Tone } from '../web/components.js';
import { promiseView, type PromiseView } from './clock/clock-words.js';
import { noteDraftKey } from './log/desk-drafts.js';
import { priorityWords } from './log/field-words.js';
import type { WholeCase } from './page/page-queries.js';
import { alsoReportedBy, linksCard, type LinksCard } from './links/relation-views.js';
import { exchangedFiles } from './files/exchanged-files.js';
import { filesCard, type FilesCard } from './files/files-views.js';
import { placeCard, type PlaceCard } from './page/place-views.js';
import { statusForm, type StatusForm } from './page/status-form.js';
import { tasksCard, type TasksCard } from './tasks/tasks-views.js';
import { timelineCard } from './page/timeline-views.js';
import { outsideCard, type OutsideCard } from './outside/outside-views.js';
import { mayGo } from './outside/send-outside.js';
import { offerCard, type OfferCard } from './handovers/handover-views.js';
import { elsewhereNote } from './page/transfer-words.js';
import type { StatusKind } from './types.js';
import { errorAt, type FaultLink } from '../web/form-faults.js';

/** What stands on a case's page besides what the case says. */
export interface CaseRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly once: () => string;
  readonly may: {
    readonly work: boolean;
    readonly assign: boolean;
    readonly promise: boolean;
    readonly callOut: boolean;
    readonly note: boolean;
    readonly edit: boolean;
    readonly audit: boolean;
    readonly reply: boolean;
    readonly payments: boolean;
    readonly restrict: boolean;
    readonly transfer: boolean;
  };
  readonly actorId: string | null;
  readonly authorityName: string;
  readonly councilNames: ReadonlyMap<AuthorityId, string>;
  /** For how long its council keeps cases. */
  readonly schedule: Schedule;
  /** What of the case its council keeps to itself. */
  readonly notShared?: string | undefined;
  readonly maxFileBytes: number;
  /** The connection that takes cases of its service to another system. */
  readonly connection: string | undefined;
  /** How a map of the place is drawn, where there are tiles. */
  readonly map: MapSettings | undefined;
  /** What staff must know of the customer and the property. */
  readonly alerts?: readonly AlertNoteView[];
  readonly faults?: readonly FieldFault[];
  /** What was typed into the form that came back. */
  readonly typed?: Readonly<Record<string, string>>;
  /** What the person wrote into the note and didn't send. */
  readonly noteDraft?: string;
}

export interface CasePage {
  readonly reference: string;
  readonly title: string;
  readonly baseHref: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly status: PillView;
  readonly isRestricted: boolean;
  readonly restrictHref: string | undefined;
  readonly publicWords: string;
  readonly notShared: string | undefined;
  readonly alerts: readonly AlertNoteView[];
  readonly faults: readonly FaultLink[];
  readonly promise: PromiseView;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly answers: readonly AnswerView[];
  readonly customer: CustomerCard;
  readonly place: PlaceCard;
  readonly tasks: TasksCard;
  readonly files: FilesCard;
  readonly links: LinksCard;
  readonly timeline: TimelineCardView;
  readonly statusForm: StatusForm | undefined;
  readonly noteForm: NoteForm | undefined;
  readonly offer: OfferCard | undefined;
  /** With which council it is, where another installation comes into it. */
  readonly elsewhere: NoteView | undefined;
  /** With which other system it is, where its work is done in one. */
  readonly outside: OutsideCard | undefined;
  readonly transferHref: string | undefined;
  readonly passHref: string | undefined;
  readonly promiseHref: string | undefined;
  readonly callOutHref: string | undefined;
  readonly takeForm: { readonly assigneeId: string; readonly text: string } | undefined;
  readonly mayWork: boolean;
  readonly mayEdit: boolean;
  readonly historyHref: string | undefined;
  readonly replyHref: string | undefined;
  readonly paymentsHref: string | undefined;
  readonly printHref: string;
}

export interface CustomerCard {
  readonly name: string;
  readonly href: string | undefined;
  readonly lines: readonly string[];
  readonly needs: string;
  readonly others: readonly { readonly name: string; readonly href?: string }[];
}

export interface NoteForm {
  readonly draftKey: string;
  readonly action: string;
  readonly chaseAction: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly text: string;
  readonly error: string | undefined;
}

export function casePage(whole: WholeCase, rendering: CaseRendering): CasePage {
  const { case: found, definition, clock, calendar } = whole;
  const { now, csrfToken, may } = rendering;
  const baseHref = `/desk/cases/${found.reference}`;
  return {
    reference: found.reference,
    title: found.title,
    baseHref,
    csrfToken,
    version: found.version,
    status: statusPill(found.statusKind, found.statusLabel),
    isRestricted: found.restricted,
    restrictHref: may.restrict ? `${baseHref}/restrict` : undefined,
    publicWords: found.publicLabel,
    notShared: rendering.notShared,
    alerts: rendering.alerts ?? [],
    faults: (rendering.faults ?? []).map(({ field, message }) => ({
      text: message,
      href: `#${field.replace(/\./g, '-')}`,
    })),
    promise: promiseView(found, definition, clock, calendar, now),
    facts: factsOf(whole, rendering),
    answers: answerViews(whole.definition, whole.case.answers),
    customer: customerCard(whole),
    place: placeCard(whole, now, rendering.map),
    tasks: tasksCard(whole.tasks, baseHref, rendering),
    links: linksCard(whole, baseHref, rendering),
    files: caseFilesCard(whole, baseHref, rendering),
    timeline: timelineCard(baseHref, whole.timeline, definition, now),
    statusForm: may.work ? statusForm(whole, baseHref, rendering) : undefined,
    noteForm: may.note ? noteForm(found, baseHref, rendering) : undefined,
    offer: whole.offer && offerCard(whole.offer, now, csrfToken),
    elsewhere: elsewhereNote(whole.elsewhere),
    outside: caseOutside(whole, baseHref, rendering),
    transferHref:
      may.transfer && found.statusKind !== 'closed' && !found.restricted ? `${baseHref}/exchange` : undefined,
    passHref: may.assign && found.statusKind !== 'closed' ? `${baseHref}/pass` : undefined,
    promiseHref: may.promise ? `/desk/call-backs/new?case=${encodeURIComponent(found.reference)}` : undefined,
    callOutHref:
      may.callOut && found.statusKind !== 'closed'
        ? `/desk/call-outs/new?case=${encodeURIComponent(found.reference)}`
        : undefined,
    takeForm: takeForm(whole, rendering),
    mayWork: may.work,
    mayEdit: may.edit,
    paymentsHref: may.payments ? `${baseHref}/payments` : undefined,
    printHref: `${baseHref}/print`,
    replyHref: may.reply ? `${baseHref}/reply` : undefined,
    historyHref: may.audit ? `${baseHref}/history` : undefined,
  };
}

const kindTones: Readonly<Record<StatusKind, Tone>> = { open: 'info', waiting: 'warning', closed: 'neutral' };

export function statusPill(kind: StatusKind, text: string): PillView {
  return { text, tone: kindTones[kind] };
}

function factsOf({ case: found }: WholeCase, { now, authorityName, schedule }: CaseRendering): CasePage['facts'] {
  return [
    { label: 'Service', value: found.serviceName },
    { label: 'Council', value: authorityName },
    { label: 'Team', value: found.teamName ?? 'A team of another council' },
    { label: 'With', value: found.assigneeName ?? 'Nobody yet' },
    { label: 'Priority', value: priorityWords[found.priority] },
    { label: 'Logged', value: capitalised(formatDateTime(found.openedAt, { now })) },
    ...(found.outcomeLabel === null ? [] : [{ label: 'Outcome', value: found.outcomeLabel }]),
    ...(found.closedAt === null ? [] : [{ label: 'Kept until', value: keptWords(found, found.closedAt, schedule) }]),
  ];
}

/** "16 November 2032: 6 years from when it was closed (Limitation Act 1980 …)" */
function keptWords({ keptAs }: WholeCase['case'], closedAt: Instant, schedule: Schedule): string {
  const { years, basis } = schedule[keptAs];
  const until = formatFullDate(keptUntil(closedAt, years));
  return `${until}: ${years} ${years === 1 ? 'year' : 'years'} from when it was closed (${basis})`;
}

function customerCard(whole: WholeCase): CustomerCard {
  const { participant, customerId } = whole.case;
  const { name, telephone, email, address, postcode, relationship, needs = [] } = participant;
  return {
    name: name ?? 'Anonymous',
    href: customerId === null ? undefined : `/desk/customers/${customerId}`,
    lines: [
      relationship,
      telephone && formatTelephone(telephone),
      email,
      [address, postcode].filter(Boolean).join(', '),
    ].filter((line): line is string => line !== undefined && line !== ''),
    others: alsoReportedBy(whole),
    needs: needs.map((need) => need.replace(/-/g, ' ')).join(' · '),
  };
}

function caseFilesCard(whole: WholeCase, baseHref: string, rendering: CaseRendering): FilesCard {
  const { more, coming } = exchangedFiles(whole.fileEvents, whole.elsewhere);
  const files = whole.files.map((file) => {
    const told = more.get(file.id);
    return told === undefined ? file : { ...file, more: told };
  });
  return filesCard(files, baseHref, { ...rendering, coming });
}

function caseOutside(whole: WholeCase, baseHref: string, rendering: CaseRendering): OutsideCard | undefined {
  const { now, csrfToken, once, may, connection, faults = [], typed } = rendering;
  return outsideCard(whole.outside, {
    ...{ baseHref, now, csrfToken, once, mayWork: may.work, mayNote: may.note, connection, faults },
    ...{ mayGo: mayGo(whole.case), typed: typed?.['tell'] ?? '' },
  });
}

function noteForm(
  found: WholeCase['case'],
  baseHref: string,
  { csrfToken, once, typed, noteDraft = '', faults = [] }: CaseRendering,
): NoteForm {
  return {
    draftKey: noteDraftKey(found),
    action: `${baseHref}/notes`,
    chaseAction: `${baseHref}/chases`,
    csrfToken,
    once: once(),
    text: typed?.['text'] ?? noteDraft,
    error: errorAt(faults, 'text')?.text,
  };
}

/** The quickest assignment: to oneself, when nobody has it. */
function takeForm({ case: found }: WholeCase, { may, actorId }: CaseRendering): CasePage['takeForm'] {
  if (!may.work || actorId === null || found.assigneeId !== null || found.statusKind === 'closed') return undefined;
  return { assigneeId: actorId, text: 'Take it' };
}
