import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { PillView } from '../web/components.js';
import type { ErrorSummaryView, FieldView } from '../web/form-components.js';
import { fieldWords, fieldsOf } from './entries/entry-rules.js';
import type { ChangeState, EntryChange, EntryContent, EntryKind } from './entries/entry-types.js';
import type { TypedEntry } from './entry-form.js';
import { errorAt, errorSummary } from '../web/form-faults.js';

export interface ChangeLine {
  readonly pill: PillView;
  readonly fields: string;
  readonly about: string;
  readonly reason: string | undefined;
}

export interface EntryPage {
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly isConflict: boolean;
  readonly errors: ErrorSummaryView | undefined;
  readonly fields: readonly FieldView[];
  readonly button: string;
  readonly history: readonly ChangeLine[];
  readonly backHref: string;
}

export interface EntryPageInput {
  readonly kind: EntryKind;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly backHref: string;
  readonly button: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly typed: TypedEntry;
  readonly changes: readonly EntryChange[];
  readonly faults: readonly FieldFault[];
  readonly isConflict: boolean;
  readonly now: Instant;
}

type Control = { readonly hint?: string; readonly rows?: number };

/** The form's fields by the part of the entry that they say. */
const controls: Readonly<Record<keyof EntryContent, Control>> = {
  jobTitle: {},
  telephone: {},
  responsibilities: { rows: 4, hint: 'One a line, in words that customers use, such as blocked drains' },
  lgsl: { hint: 'Numbers of the Local Government Services List, such as 525, 867' },
  covers: { hint: 'Only if it is not the whole council, such as Dunmere town, Ley' },
  basedAt: { hint: 'Such as Town Hall, first floor' },
  hours: { rows: 2, hint: 'Only if they differ from the office, such as Monday to Thursday 8am to 4pm' },
  languages: { hint: 'Such as Welsh, Polish' },
  managerId: { hint: 'Their mail address' },
  deputyId: { hint: 'The mail address of who stands in outside absences' },
};

/** The form names people by mail address, so their fields have names of their own. */
export function formField(field: string): keyof TypedEntry {
  const [part = ''] = field.replace(/^content\./, '').split('.');
  if (part === 'managerId') return 'managerEmail';
  return (part === 'deputyId' ? 'deputyEmail' : part) as keyof TypedEntry;
}

export function entryPage(input: EntryPageInput): EntryPage {
  const { kind, heading, intro, action, backHref, button, csrfToken, version, isConflict, changes, now } = input;
  const faults = input.faults.map(({ field, message }) => ({ field: formField(field), message }));
  return {
    ...{ heading, intro, action, backHref, button, csrfToken, version, isConflict },
    errors: errorSummary(faults),
    fields: fieldsOf(kind).map((field) => fieldView(field, input.typed, faults)),
    history: changes.map((change) => changeLine(change, now)),
  };
}

function fieldView(field: keyof EntryContent, typed: TypedEntry, faults: readonly FieldFault[]): FieldView {
  const { hint, rows } = controls[field];
  const name = formField(field);
  const question = {
    ...{ name, id: name, label: { text: fieldWords[field] }, value: typed[name] },
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    errorMessage: errorAt(faults, name),
  };
  return rows === undefined ? { control: 'text', ...question } : { control: 'textarea', rows, ...question };
}

const stateWords: Readonly<Record<ChangeState, PillView>> = {
  waiting: { text: 'Waits for an editor', tone: 'info' },
  approved: { text: 'Made', tone: 'good' },
  declined: { text: 'Declined', tone: 'warning' },
  replaced: { text: 'Replaced by a later one', tone: 'neutral' },
};

export function fieldNames(fields: readonly string[]): string {
  return fields.map((field) => fieldWords[field as keyof EntryContent]).join(', ');
}

function changeLine(change: EntryChange, now: Instant): ChangeLine {
  const { state, fields, writtenBy, writtenAt, decidedBy, reason } = change;
  const by = `${writtenBy ?? 'An import'}, ${formatDateTime(writtenAt, { now })}`;
  const isOthers = decidedBy !== null && decidedBy !== writtenBy && state !== 'replaced';
  return {
    pill: stateWords[state],
    fields: fields.length > 0 ? fieldNames(fields) : 'Nothing differs',
    about: isOthers ? `${by}; decided by ${decidedBy}` : by,
    reason: reason ?? undefined,
  };
}

/** A correction with what it says now and what it would say. */
export interface WaitingLine {
  readonly name: string;
  readonly href: string;
  readonly about: string;
  readonly action: string;
  readonly version: number;
  readonly reasonId: string;
  /** As typed when it was refused. */
  readonly reason: string;
  readonly isOutdated: boolean;
  readonly parts: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

export interface ChangesPage {
  readonly csrfToken: string;
  readonly errors: ErrorSummaryView | undefined;
  readonly said: string | undefined;
  readonly waiting: readonly WaitingLine[];
}
