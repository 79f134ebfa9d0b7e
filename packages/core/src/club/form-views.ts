import type { Authority } from '../authorities/index.js';
import type { FieldFault } from '../kernel/errors.js';
import type { BreadcrumbsView } from '../web/components.js';
import type { FieldView, SelectOption } from '../web/form-components.js';
import type { FieldSpec } from './record/field-spec.js';
import { findKind } from './record/kinds.js';
import type { About, RecordKind } from './record/record-kind.js';
import { readField, typedField } from './record/typed-field.js';
import type { Fields, GovernanceRecord } from './types.js';
import { partHref, partnershipHref, recordHref } from './views.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

/** A form's fields by name, as they are typed. */
export type Typed = Readonly<Record<string, string>>;

export interface RecordFormPage {
  readonly heading: string;
  readonly crumbs: BreadcrumbsView;
  readonly action: string;
  readonly csrfToken: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly FieldView[];
  readonly errors: readonly FaultLink[];
}

export interface AboutForm {
  readonly csrfToken: string;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly about: About;
  /** Whose records the visitor may keep; the partnership first. */
  readonly bodies: readonly Pick<Authority, 'id' | 'name'>[];
  /** Makes a form that is sent twice harmless. */
  readonly once: string;
}

export function recordFormPage(
  kind: RecordKind,
  record: GovernanceRecord | undefined,
  form: AboutForm,
): RecordFormPage {
  const { csrfToken, typed, faults, bodies, once } = form;
  const href = partHref(kind.part);
  const hidden: Typed = record
    ? { expectedVersion: typed['expectedVersion'] ?? String(record.version) }
    : { part: kind.part, _once: once };
  return {
    heading: record ? `Change the ${kind.words.one}` : kind.words.add,
    crumbs: {
      items: [
        { text: 'Partnership', href: partnershipHref },
        { text: kind.words.many, href },
      ],
    },
    action: record ? `${recordHref(kind.part, record.id)}/change` : `${partnershipHref}/new`,
    csrfToken,
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    fields: [
      ...(record || bodies.length < 2 ? [] : [bodyField(form)]),
      ...kind.fields.map((spec) => controlOf(spec, form)),
    ],
    errors: faultLinks(faults),
  };
}

function bodyField({ bodies, typed }: AboutForm): FieldView {
  return {
    ...{ control: 'select', name: 'authorityId', id: 'authorityId', label: { text: 'Whose record it is' } },
    hint: { text: 'Every council reads the partnership’s; a council’s own are its own' },
    value: typed['authorityId'] ?? '',
    items: bodies.map(({ id, name }) => ({ value: String(id), text: name })),
  };
}

const roomy: readonly FieldSpec['is'][] = ['text', 'councils', 'parts', 'options', 'costs'];

function controlOf(spec: FieldSpec, { typed, faults, about }: AboutForm): FieldView {
  const question = {
    ...{ name: spec.name, id: spec.name, label: { text: spec.label }, value: typed[spec.name] ?? '' },
    errorMessage: errorAt(faults, spec.name),
    ...(spec.hint === undefined ? {} : { hint: { text: spec.hint } }),
  };
  const items = itemsOf(spec, about);
  if (items) return { control: 'select', ...question, items: [{ value: '', text: '' }, ...items] };
  if (roomy.includes(spec.is)) return { control: 'textarea', rows: 4, ...question };
  if (spec.is === 'date') return { control: 'text', ...question, type: 'date', classes: 'govuk-input--width-10' };
  if (spec.is === 'number')
    return { control: 'text', ...question, inputmode: 'numeric', classes: 'govuk-input--width-5' };
  if (spec.is === 'money')
    return { control: 'text', ...question, inputmode: 'decimal', classes: 'govuk-input--width-10' };
  return { control: 'text', ...question };
}

/** What there is to choose from; nothing for what is typed. */
function itemsOf(spec: FieldSpec, about: About): SelectOption[] | undefined {
  if (spec.is === 'choice') return Object.entries(spec.choices).map(([value, text]) => ({ value, text }));
  if (spec.is === 'council') return about.councils.map(({ id, shortName }) => ({ value: String(id), text: shortName }));
  if (spec.is !== 'record') return undefined;
  const offered = (about.others[spec.part] ?? []).filter(({ state }) => state !== 'withdrawn');
  return offered.map((other) => ({ value: other.id, text: findKind(spec.part)?.lineOf(other, about).title ?? '' }));
}

/** What the command takes for a form, and what of it can't be read. */
export function readForm({ fields }: RecordKind, typed: Typed, about: About): { given: Fields; faults: FieldFault[] } {
  const given: Record<string, unknown> = {};
  const faults: FieldFault[] = [];
  for (const spec of fields) {
    const read = readField(spec, typed[spec.name] ?? '', about);
    if ('fault' in read) faults.push({ field: spec.name, message: read.fault });
    else if (read.value !== undefined) given[spec.name] = read.value;
  }
  return { given, faults };
}

/** The form of a record as it is. */
export function typedOf({ fields }: RecordKind, record: GovernanceRecord, about: About): Typed {
  return Object.fromEntries(fields.map((spec) => [spec.name, typedField(spec, record.fields[spec.name], about)]));
}
