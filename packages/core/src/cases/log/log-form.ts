import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatRelative } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import { prefillAnswers, stopWords, type FoundStop, type PublishedService } from '../../services/index.js';
import type { Participant } from '../../interactions/index.js';
import type { Place } from '../../places/index.js';
import type { FieldView, MapSettings } from '../../web/form-components.js';
import type { Elsewhere } from './address-elsewhere.js';
import { priorityWords } from './field-words.js';
import { promiseWords } from '../clock/first-due.js';
import { questionView, type QuestionView } from './group-control.js';
import { locationControl, locationId, type LocationControl } from './location-control.js';
import { findAnswerId } from './question-control.js';
import type { OwnerQuestion } from './owner-at.js';
import { ownerChoice, type OwnerChoice } from './owner-choice.js';
import type { RawForm } from './read-log-form.js';
import type { WorksAnswer } from '../outside/ask-works.js';
import { worksPanel, type WorksPanel, type WorksToAsk } from '../outside/works-views.js';
import type { DescribedSummary } from '../types.js';
import { errorAt, type FaultLink } from '../../web/form-faults.js';

/** A service's form for logging a case: the model of `/cases/views/log-form`. */
export interface LogForm {
  /** Under which the browser saves what is typed; undefined: not saved. */
  readonly draftKey: string | undefined;
  readonly action: string;
  readonly csrfToken: string;
  /** Made when the page is: sending it twice logs one case. */
  readonly once: string;
  readonly encoding: 'multipart/form-data' | 'application/x-www-form-urlencoded';
  /** 'YYYY-MM-DD': conditions count days from it. */
  readonly today: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly faults: readonly FaultLink[];
  /** What to tell the customer before anything else. */
  readonly stops: readonly { readonly say: string; readonly isEmergency: boolean }[];
  /** Open cases that it is probably about already, each to be joined in place of a new one. */
  readonly alike: readonly AlikeCase[];
  /** Sent along with joining: who reports it, and the note. */
  readonly joinFields: readonly { readonly name: string; readonly value: string }[];
  readonly questions: readonly QuestionView[];
  readonly location: LocationControl | undefined;
  /** Asked when nobody is known. */
  readonly who: readonly FieldView[];
  /** Undefined for a colleague who asks for themself, who sets none. */
  readonly priority: FieldView | undefined;
  readonly note: FieldView | undefined;
  /** Above what a stop says. */
  readonly stopLead: string;
  /** "We aim to finish this by tomorrow 5pm." */
  readonly promise: string;
  /** Only when a service is tried: when it would be sent. */
  readonly sentAt: readonly FieldView[];
  readonly buttonText: string;
  /** Whose the matter is at the address that was chosen, and to log it with them. */
  readonly owner: OwnerChoice | undefined;
  /** "End the enquiry: not ours", once the customer was told. */
  readonly endText: string | undefined;
  readonly cancel: { readonly text: string; readonly href: string } | undefined;
  readonly works: WorksPanel | undefined;
}

export interface AlikeCase {
  readonly id: string;
  /** "Missed rubbish bin"; before the identity check the service and the place, in words that name nobody. */
  readonly words: string;
  /** What the caller may be told only after the check. */
  readonly reference: string | undefined;
  readonly when: string;
}

export interface LogFormInput {
  readonly service: Pick<PublishedService, 'id' | 'definition'>;
  /** What was typed, or what is known already (`prefilled`). */
  readonly raw: RawForm;
  readonly participant?: Participant | undefined;
  readonly note?: string;
  readonly priority?: string;
  readonly faults?: readonly FieldFault[];
  readonly stops?: readonly FoundStop[];
  readonly alike?: readonly DescribedSummary[] | undefined;
  /** How much of the alike cases shows: others reported them, and the caller may not be checked yet. Default `whole`. */
  readonly alikeShows?: 'whole' | 'service-and-place';
  /** Sent along: interaction, enquiry, customer. */
  readonly hidden?: Readonly<Record<string, string | undefined>>;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly now: Instant;
  readonly dueAt: Instant | null;
  readonly maxFileBytes: number;
  readonly map?: MapSettings | undefined;
  /** `known`: the contact says who it is for, so the form doesn't ask. */
  readonly who: 'ask' | 'known';
  /** The place that the contact is about, offered first. */
  readonly place?: Pick<Place, 'id' | 'line'> | undefined;
  /** Addresses found for what was searched. */
  readonly found?: { readonly searched: string; readonly places: readonly Pick<Place, 'id' | 'line'>[] } | undefined;
  /** Where an address can be looked up besides, and what was found there. */
  readonly elsewhere?: Elsewhere | undefined;
  readonly cancel?: { readonly text: string; readonly href: string };
  readonly draftKey?: string;
  /** Asked above the button. */
  readonly sentAt?: readonly FieldView[];
  /** In place of "Log the case". */
  readonly buttonText?: string;
  /** Another council answers where it is, or may. */
  readonly owner?: OwnerQuestion | undefined;
  /** `colleague`: whoever fills it asks for themself. */
  readonly asker?: 'colleague';
  /** The system in which the work is done, and what it said where it was asked. */
  readonly works?: { readonly of: WorksToAsk | undefined; readonly answer: WorksAnswer | undefined };
  /** Inside a contact a stop can be the answer to its enquiry. */
  readonly stopEnds?: 'enquiry';
}

export function logForm(input: LogFormInput): LogForm {
  const { service, raw, faults = [], stops = [], alike = [], hidden = {}, note = '', priority = '' } = input;
  const sent = { service: service.id, ...hidden };
  const { form } = service.definition;
  const errorOf = (field: string): string | undefined => errorAt(faults, field)?.text;
  const works = worksPanel(input.works?.of, input.works?.answer, input);
  const context = {
    map: input.map,
    maxFileBytes: input.maxFileBytes,
    action: input.action,
    errorOf,
    offered: works,
  };
  return {
    draftKey: input.draftKey,
    action: input.action,
    csrfToken: input.csrfToken,
    once: input.once,
    encoding: form.questions.some(({ type }) => type === 'file')
      ? 'multipart/form-data'
      : 'application/x-www-form-urlencoded',
    today: localDateAt(input.now),
    hidden: hiddenFields({ ...sent, nearby: alike.length > 0 ? 'new' : undefined }, stops),
    faults: faultLinks(input, faults),
    stops: stops.map(({ say, outcome }) => ({ say, isEmergency: outcome === 'emergency' })),
    alike: alike.map((each) => alikeCase(each, input)),
    joinFields:
      alike.length > 0 ? joinFields({ ...sent, note }, input.who === 'ask' ? input.participant : undefined) : [],
    questions: form.questions.map((question) => questionView(question, { ...context, raw: raw.answers[question.key] })),
    location: locationControl({ ...input, definition: service.definition }, errorOf('location')),
    who: input.who === 'ask' ? whoFields(input.participant ?? {}, errorOf) : [],
    priority: input.asker ? undefined : priorityField(priority),
    note: input.asker ? undefined : noteField(note, errorOf('note')),
    stopLead: input.asker ? 'Read this before you send it' : 'Tell the customer before you go on',
    promise: promiseWords(input.dueAt, input.now),
    sentAt: input.sentAt ?? [],
    buttonText: input.buttonText ?? buttonTextFor(alike, stops),
    owner: input.owner && ownerChoice(input.owner),
    endText: input.stopEnds === 'enquiry' ? endTextFor(stops) : undefined,
    ...{ cancel: input.cancel, works },
  };
}

function alikeCase(each: DescribedSummary, { alikeShows = 'whole', now }: LogFormInput): AlikeCase {
  const { id, reference, title, serviceName, locationText, openedAt } = each;
  const isWhole = alikeShows === 'whole';
  return {
    id,
    words: isWhole ? title : [serviceName, locationText].filter(Boolean).join(', '),
    reference: isWhole ? reference : undefined,
    when: formatRelative(openedAt, { now }),
  };
}

function endTextFor(stops: readonly FoundStop[]): string | undefined {
  const ending = stops.find(({ endsForm }) => endsForm);
  return ending && `End the enquiry: ${stopWords[ending.outcome].toLowerCase()}`;
}

function buttonTextFor(alike: readonly unknown[], stops: readonly unknown[]): string {
  if (alike.length > 0) return 'Log a new case all the same';
  return stops.length > 0 ? 'Log it all the same' : 'Log the case';
}

/** What is known before anybody asks: from who is in touch and from the property's facts. */
export function prefilled(
  { definition }: Pick<PublishedService, 'definition'>,
  known: {
    readonly now: Instant;
    readonly participant?: Participant | undefined;
    readonly place?: Pick<Place, 'id' | 'uprn'> | undefined;
    readonly facts?: Readonly<Record<string, string>> | undefined;
  },
): RawForm {
  const { name, telephone, email, address, postcode } = known.participant ?? {};
  const answers = prefillAnswers(definition, {
    today: localDateAt(known.now),
    customer: {
      ...(name ? { name } : {}),
      ...(telephone ? { telephone } : {}),
      ...(email ? { email } : {}),
      ...(address ? { address: { text: address, ...(postcode ? { postcode } : {}) } } : {}),
    },
    property: { ...(known.place?.uprn ? { uprn: known.place.uprn } : {}), facts: known.facts ?? {} },
  });
  return known.place ? { answers, location: { placeId: known.place.id } } : { answers };
}

function joinFields(
  sent: Readonly<Record<string, string | undefined>>,
  participant: Participant = {},
): LogForm['joinFields'] {
  const { name, telephone, email } = participant;
  const who = { 'participant.name': name, 'participant.telephone': telephone, 'participant.email': email };
  return hiddenFields({ ...sent, ...who }, []);
}

/** Confirming is sending the form again with the stops that it showed. */
function hiddenFields(
  fields: Readonly<Record<string, string | undefined>>,
  stops: readonly FoundStop[],
): { name: string; value: string }[] {
  const given = Object.entries(fields).flatMap(([name, value]) => (value ? [{ name, value }] : []));
  const confirmed = [...new Set(stops.map(({ outcome }) => outcome))];
  return [...given, ...confirmed.map((value) => ({ name: 'confirmedDespite[]', value }))];
}

/** Stops are shown in their own box, so only what needs another answer is listed as a fault. */
function faultLinks({ service, stops = [] }: LogFormInput, faults: readonly FieldFault[]): LogForm['faults'] {
  const { location } = service.definition;
  const said = new Set(stops.map(({ say }) => say));
  return faults
    .filter(({ message }) => !said.has(message))
    .map(({ field, message }) => {
      const named = field === 'location' ? locationId(location) : field.replace(/\./g, '-');
      const id = findAnswerId(service.definition, field) ?? named;
      return { text: message, href: `#${id}` };
    });
}

function whoFields(participant: Participant, errorOf: (field: string) => string | undefined): FieldView[] {
  const asked = [
    { part: 'name', text: 'Name (optional)', type: 'text', width: 30 },
    { part: 'telephone', text: 'Telephone (optional)', type: 'tel', width: 20 },
    { part: 'email', text: 'Email (optional)', type: 'email', width: 30 },
  ] as const;
  return asked.map(({ part, text, type, width }) => {
    const error = errorOf(`participant.${part}`);
    return {
      control: 'text',
      type,
      name: `participant.${part}`,
      id: `participant-${part}`,
      label: { text },
      value: participant[part] ?? '',
      classes: `govuk-input--width-${width}`,
      autocomplete: 'off',
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    };
  });
}

function priorityField(value: string): FieldView {
  const items = Object.entries(priorityWords).map(([key, text]) => ({ value: key, text }));
  return {
    control: 'select',
    name: 'priority',
    label: { text: 'Priority' },
    items: [{ value: '', text: 'As the service sets it' }, ...items],
    value,
  };
}

function noteField(value: string, error: string | undefined): FieldView {
  return {
    control: 'textarea',
    name: 'note',
    label: { text: 'Note for the team (optional)' },
    value,
    rows: 2,
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  };
}
