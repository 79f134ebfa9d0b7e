import type { FieldFault } from '../../kernel/errors.js';
import type { ServiceDefinition } from '../../services/index.js';
import type { FieldView, MapSettings } from '../../web/form-components.js';
import { editDraftKey } from '../log/desk-drafts.js';
import { priorityWords } from '../log/field-words.js';
import { questionView, type QuestionView } from '../log/group-control.js';
import { locationControl, locationId, type LocationControl } from '../log/location-control.js';
import { findAnswerId } from '../log/question-control.js';
import type { RawForm } from '../log/read-log-form.js';
import type { Case, CasePlace } from '../types.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** A case's fields to be corrected. */
export interface EditPage {
  readonly draftKey: string;
  readonly reference: string;
  readonly caseHref: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly today: string;
  /** The values that the page was opened with, as JSON. */
  readonly base: string;
  readonly faults: readonly FaultLink[];
  readonly title: FieldView;
  readonly priority: FieldView;
  readonly questions: readonly QuestionView[];
  readonly location: LocationControl | undefined;
  readonly note: FieldView;
}

export interface EditInput {
  readonly found: Case;
  readonly definition: ServiceDefinition;
  readonly csrfToken: string;
  readonly today: string;
  readonly map: MapSettings | undefined;
  readonly maxFileBytes: number;
  readonly faults: readonly FieldFault[];
  /** What was typed, when the page comes back; otherwise the stored values. */
  readonly typed: EditTyped;
  /** The version and values that the page was opened with. */
  readonly version: number;
  readonly base: string;
  readonly searched:
    { readonly searched: string; readonly places: readonly { id: string; line: string }[] } | undefined;
}

export interface EditTyped {
  readonly title: string;
  readonly priority: string;
  readonly note: string;
  readonly raw: RawForm;
}

/** The stored values as the form's first ones. */
export function storedValues({ title, priority, answers, place }: Case): EditTyped {
  return { title, priority, note: '', raw: { answers, location: rawPlace(place) } };
}

/** What tells a change made here from one made by others: goes along in a hidden field. */
export function baseOf({ title, priority, place, answers }: Case): string {
  return JSON.stringify({ title, priority, location: place, answers });
}

export function editPage(input: EditInput): EditPage {
  const { found, definition, typed, faults } = input;
  const errorOf = (field: string): string | undefined => errorAt(faults, field)?.text;
  const { text, placeId } = found.place;
  const caseHref = `/desk/cases/${found.reference}`;
  const { map, maxFileBytes } = input;
  const context = { map, maxFileBytes, action: `${caseHref}/edit`, errorOf };
  return {
    draftKey: editDraftKey(found),
    reference: found.reference,
    caseHref,
    csrfToken: input.csrfToken,
    version: input.version,
    today: input.today,
    base: input.base,
    faults: faultLinks(faults, (field) => idOf(definition, field)),
    title: textField('title', 'Title', typed.title, errorOf('title')),
    priority: {
      control: 'select',
      name: 'priority',
      label: { text: 'Priority' },
      items: Object.entries(priorityWords).map(([value, words]) => ({ value, text: words })),
      value: typed.priority,
    },
    questions: definition.form.questions
      .filter(({ type }) => type !== 'file')
      .map((question) => questionView(question, { ...context, raw: typed.raw.answers[question.key] })),
    location: locationControl(
      {
        definition,
        raw: typed.raw,
        map: input.map,
        place: placeId === null ? undefined : { id: placeId, line: text ?? '' },
        found: input.searched,
      },
      errorOf('location'),
    ),
    note: {
      control: 'textarea',
      name: 'note',
      label: { text: 'Note (optional)' },
      rows: 2,
      value: typed.note,
      errorMessage: errorAt(faults, 'note'),
    },
  };
}

function rawPlace({ placeId, text, lat, long }: CasePlace): unknown {
  if (placeId !== null) return { placeId };
  if (lat !== null && long !== null) return { lat, long, description: text ?? '' };
  return text === null ? undefined : { text };
}

function textField(name: string, label: string, value: string, error: string | undefined): FieldView {
  return {
    control: 'text',
    name,
    label: { text: label },
    value,
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  };
}

function idOf(definition: ServiceDefinition, field: string): string {
  return findAnswerId(definition, field) ?? (field === 'location' ? locationId(definition.location) : field);
}
