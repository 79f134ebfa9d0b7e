import { formatDateTime, formatRelative } from '../../kernel/format-time.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { AuthorityArticle } from '../../knowledge/index.js';
import { findStatus, type ServiceDefinition } from '../../services/index.js';
import type { EmptyStateView, NoteView, PillView, TimelineView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import { answerViews, type AnswerView } from '../log/answer-views.js';
import type { LogForm } from '../log/log-form.js';
import type { CaseEvent, DescribedSummary } from '../types.js';
import { statusPill } from '../views.js';
import type { HelpCatalogue, HelpService, OwnRequest, OwnRequests } from './help-queries.js';

export const helpHref = '/desk/help';
export const askHref = (serviceId: string): string => `${helpHref}/ask/${serviceId}`;
export const requestHref = (reference: string): string => `${helpHref}/requests/${encodeURIComponent(reference)}`;

export interface RequestLine {
  readonly title: string;
  readonly href: string;
  readonly pill: PillView;
  readonly about: string;
}

/** What somebody may ask for, and what they have asked. */
export interface HelpPage {
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly services: readonly {
      readonly name: string;
      readonly summary: string;
      readonly href: string;
      readonly provider: string;
    }[];
  }[];
  readonly empty: EmptyStateView;
  readonly requests: readonly RequestLine[];
  readonly olderHref: string | undefined;
}

export function helpPage(catalogue: HelpCatalogue, { items, nextCursor }: OwnRequests, now: Instant): HelpPage {
  const names = [...new Set(catalogue.items.map(({ definition }) => definition.group))].sort();
  return {
    groups: names.map((name, index) => ({
      id: `group-${index + 1}`,
      name,
      services: catalogue.items
        .filter(({ definition }) => definition.group === name)
        .map(({ id, name: text, definition, providerName }) => ({
          ...{ name: text, summary: definition.summary, href: askHref(id), provider: providerName },
        })),
    })),
    empty: { text: whyNothing(catalogue) },
    requests: items.map((each) => requestLine(each, now)),
    olderHref: nextCursor === null ? undefined : `${helpHref}?cursor=${encodeURIComponent(nextCursor)}`,
  };
}

/** Why somebody can ask for nothing here, and who can change that. */
export function whyNothing({ employer, elsewhere }: HelpCatalogue): string {
  if (employer === null)
    return 'The directory does not say which council you work for, so no service desk knows you. Ask your administrator to add you.';
  if (elsewhere.length === 0)
    return 'No service desk is here yet. An administrator sets one up by publishing services for staff.';
  const desks = elsewhere.length === 1 ? 'The service desk of' : 'The service desks of';
  return `${desks} ${elsewhere.join(', ')} ${elsewhere.length === 1 ? 'does' : 'do'} not serve staff of ${employer.name}. Ask your administrator.`;
}

function requestLine(one: DescribedSummary, now: Instant): RequestLine {
  const { reference, title, statusKind, publicLabel, serviceName, openedAt } = one;
  const asked = `asked ${formatRelative(openedAt, { now })}`;
  return {
    ...{ title, href: requestHref(reference), pill: statusPill(statusKind, publicLabel) },
    about: [reference, ...(title === serviceName ? [] : [serviceName]), asked].join(' · '),
  };
}

/** A service desk's form, with what may answer it at once. */
export interface AskPage {
  readonly heading: string;
  readonly summary: string;
  readonly provider: string;
  readonly note: NoteView | undefined;
  readonly articles: readonly AuthorityArticle[];
  readonly form: LogForm;
}

export function askPage({ service, providerName, articles }: HelpService, form: LogForm): AskPage {
  const { name, definition } = service;
  const isKept = definition.sensitivity === 'restricted';
  const text = `Only the team at ${providerName} that deals with it, and you, can see it.`;
  return {
    ...{ heading: name, summary: definition.summary, provider: providerName, articles, form },
    note: isKept ? { tone: 'info', lead: 'In confidence.', text } : undefined,
  };
}

/** A request as whoever asked sees it. */
export interface OwnRequestPage {
  readonly heading: string;
  readonly pill: PillView;
  readonly reference: string;
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly answers: readonly AnswerView[];
  readonly files: readonly { readonly name: string; readonly href: string }[];
  readonly timeline: TimelineView;
  readonly faults: readonly { readonly text: string; readonly href: string }[];
  /** Undefined: it is closed. */
  readonly message: FieldView | undefined;
  readonly mayCancel: boolean;
  /** What is still wrong; undefined: it isn't closed, or can't be opened again. */
  readonly reopen: FieldView | undefined;
}

export interface RequestRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly personId: string;
  readonly typed?: { readonly form: 'message' | 'reopen'; readonly text: string } | undefined;
  readonly faults?: readonly FieldFault[];
}

export function ownRequestPage(whole: OwnRequest, rendering: RequestRendering): OwnRequestPage {
  const { request, definition, steps, providerName } = whole;
  const { now, typed, faults = [] } = rendering;
  const { reference, statusKind, publicLabel, openedAt, dueAt, version } = request;
  const isClosed = statusKind === 'closed';
  const field = (form: 'message' | 'reopen', label: string): FieldView => {
    const fault = typed?.form === form ? faults.find(({ field: name }) => name === 'text') : undefined;
    return {
      ...{ control: 'textarea', name: 'text', id: `${form}-text`, label: { text: label }, rows: 3 },
      value: typed?.form === form ? typed.text : '',
      ...(fault ? { errorMessage: { text: fault.message } } : {}),
    };
  };
  const when = (at: Instant): string => capitalised(formatDateTime(at, { now }));
  return {
    ...{ heading: request.title, pill: statusPill(statusKind, publicLabel), reference, version },
    ...{ href: requestHref(reference), csrfToken: rendering.csrfToken },
    facts: [
      { label: 'Reference', value: reference },
      { label: 'Asked of', value: providerName },
      { label: 'Service', value: request.serviceName },
      { label: 'Asked', value: when(openedAt) },
      ...(dueAt === null || isClosed ? [] : [{ label: 'We aim to finish', value: when(dueAt) }]),
    ],
    answers: answerViews(definition, request.answers),
    files: whole.files.map(({ id, name }) => ({ name, href: `${requestHref(reference)}/files/${id}` })),
    timeline: {
      entries: whole.events.map((event) => entryOf(event, definition, rendering)),
      emptyText: 'Nothing has happened yet.',
    },
    faults: faults.map(({ field: name, message }) => ({
      text: message,
      href: name === 'text' && typed ? `#${typed.form}-text` : '#request',
    })),
    message: isClosed ? undefined : field('message', 'Add a message'),
    mayCancel: steps.cancel !== undefined,
    reopen: steps.reopen && field('reopen', 'What is still wrong?'),
  };
}

function entryOf(event: CaseEvent, { lifecycle, outcomes }: ServiceDefinition, { now, personId }: RequestRendering) {
  const { kind, data, body, actorId, actorName, at } = event;
  const isOwn = actorId === personId;
  const outcome = outcomes.find(({ key }) => key === data.outcome)?.publicLabel;
  const status = findStatus(lifecycle, data.to ?? '')?.publicLabel ?? 'Changed';
  const titles = { opened: 'Request made', note: isOwn ? 'Your message' : 'Message to you' } as const;
  return {
    title: kind === 'opened' || kind === 'note' ? titles[kind] : (outcome ?? status),
    ...(body === null ? {} : { body }),
    who: isOwn ? 'You' : actorName,
    when: formatRelative(at, { now }),
    dateTime: new Date(at).toISOString(),
  };
}
