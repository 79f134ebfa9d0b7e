import { isLocalDate, partsOf } from '../../kernel/local-date.js';
import type { Question, ServiceDefinition } from '../../services/index.js';
import type {
  CheckboxesView,
  DateInputView,
  FieldView,
  MapPointView,
  MapSettings,
  RadiosView,
} from '../../web/form-components.js';
import { groupControl, groupId, type GroupControl } from './group-control.js';
import { acceptedFiles } from '../files/uploads.js';
import type { Offered } from '../outside/works-views.js';

/** A question as a control of the page, by its type. */
export type QuestionControl =
  | { readonly kind: 'field'; readonly field: FieldView }
  | { readonly kind: 'radios'; readonly radios: RadiosView }
  | { readonly kind: 'checkboxes'; readonly checkboxes: CheckboxesView }
  | { readonly kind: 'date'; readonly date: DateInputView }
  | { readonly kind: 'point'; readonly point: MapPointView }
  | { readonly kind: 'address'; readonly legend: string; readonly fields: readonly FieldView[] }
  | { readonly kind: 'group'; readonly group: GroupControl };

export interface ControlContext {
  /** What was typed, or a typed answer that is known already. */
  readonly raw: unknown;
  /** What is wrong with a field, `answers.<question>` or `answers.<group>.<item>.<question>`. */
  readonly errorOf: (field: string) => string | undefined;
  /** Where the form is sent: a group's buttons come back to their place in it. */
  readonly action: string;
  readonly map: MapSettings | undefined;
  readonly maxFileBytes: number;
  /** What another system offers, once it was asked: by what a question is chosen from. */
  readonly offered?: Partial<Readonly<Record<'slots' | 'assets', readonly Offered[]>>>;
}

/** The name of the field, or the beginning of its names, in the form's body. */
export function answerName({ key }: Pick<Question, 'key'>): string {
  return `answers.${key}`;
}

/** The id of what an error of `answers.<question>` leads to, or of `answers.<group>.<item>.<question>`. */
export function findAnswerId({ form }: Pick<ServiceDefinition, 'form'>, field: string): string | undefined {
  const [, key = '', index, inner] = /^answers\.([^.]+)(?:\.(\d+)\.([^.]+))?/.exec(field) ?? [];
  const question = form.questions.find((one) => one.key === key);
  const within = question?.questions?.find((one) => one.key === inner);
  if (within) return answerId({ ...within, key: `${key}.${index}.${within.key}` });
  return question && answerId(question);
}

/** The id of the element that an error links to. */
export function answerId(question: Pick<Question, 'key' | 'type'>): string {
  const id = `answers-${question.key}`;
  switch (question.type) {
    case 'date':
      return `${id}-day`;
    case 'point':
      return `${answerName(question)}-description`;
    case 'address':
      return `${id}-text`;
    case 'group':
      return groupId(question);
    default:
      return id;
  }
}

export function controlFor(question: Question, context: ControlContext): QuestionControl {
  switch (question.type) {
    case 'choice':
    case 'yes-no':
      return { kind: 'radios', radios: radios(question, context) };
    case 'choices':
      return { kind: 'checkboxes', checkboxes: checkboxes(question, context) };
    case 'date':
      return { kind: 'date', date: date(question, context) };
    case 'point':
      return { kind: 'point', point: point(question, context) };
    case 'group':
      return { kind: 'group', group: groupControl(question, context) };
    case 'address':
      return { kind: 'address', legend: labelOf(question), fields: address(question, context) };
    default: {
      const { fedBy } = question;
      const offered = fedBy === undefined ? [] : (context.offered?.[fedBy] ?? []);
      if (offered.length > 0) return { kind: 'radios', radios: offeredRadios(question, context, offered) };
      return { kind: 'field', field: field(question, context) };
    }
  }
}

export function labelOf({ label, required }: Question): string {
  return required ? label : `${label} (optional)`;
}

function shared(question: Question, { errorOf }: ControlContext) {
  const error = errorOf(answerName(question));
  return {
    name: answerName(question),
    id: `answers-${question.key}`,
    label: { text: labelOf(question) },
    ...(question.help === undefined ? {} : { hint: { text: question.help } }),
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  };
}

function grouped(question: Question, { errorOf }: ControlContext) {
  const error = errorOf(answerName(question));
  return {
    fieldset: { legend: { text: labelOf(question) } },
    ...(question.help === undefined ? {} : { hint: { text: question.help } }),
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  };
}

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function radios(question: Question, context: ControlContext): RadiosView {
  const options = question.type === 'yes-no' ? yesOrNo : (question.options ?? []);
  return {
    ...grouped(question, context),
    name: answerName(question),
    idPrefix: `answers-${question.key}`,
    classes: 'govuk-radios--small',
    items: options.map(({ value, label }) => ({ value, text: label })),
    value: textOf(question, context.raw),
  };
}

/** What is offered, what was typed before where it is something else, and neither. */
function offeredRadios(question: Question, context: ControlContext, offered: readonly Offered[]): RadiosView {
  const typed = textOf(question, context.raw);
  const isOther = typed !== '' && offered.every(({ value }) => value !== typed);
  return {
    ...grouped(question, context),
    name: answerName(question),
    idPrefix: `answers-${question.key}`,
    classes: 'govuk-radios--small',
    items: [...offered, ...(isOther ? [{ value: typed, text: typed }] : []), { value: '', text: 'None of these' }],
    value: typed,
  };
}

function checkboxes(question: Question, context: ControlContext): CheckboxesView {
  return {
    ...grouped(question, context),
    name: `${answerName(question)}[]`,
    idPrefix: `answers-${question.key}`,
    classes: 'govuk-checkboxes--small',
    items: (question.options ?? []).map(({ value, label }) => ({ value, text: label })),
    values: [context.raw].flat().filter((value) => typeof value === 'string'),
  };
}

function date(question: Question, context: ControlContext): DateInputView {
  const { day, month, year } = datePartsOf(context.raw);
  return {
    ...grouped(question, context),
    id: `answers-${question.key}`,
    namePrefix: answerName(question),
    day: { name: 'day', value: day },
    month: { name: 'month', value: month },
    year: { name: 'year', value: year },
  };
}

function datePartsOf(raw: unknown): { day: string; month: string; year: string } {
  if (typeof raw === 'string' && isLocalDate(raw)) {
    const { day, month, year } = partsOf(raw);
    return { day: String(day), month: String(month), year: String(year) };
  }
  return { day: partOf(raw, 'day'), month: partOf(raw, 'month'), year: partOf(raw, 'year') };
}

function point(question: Question, { raw, errorOf, map }: ControlContext): MapPointView {
  const error = errorOf(answerName(question));
  return {
    name: answerName(question),
    label: labelOf(question),
    latitude: partOf(raw, 'lat'),
    longitude: partOf(raw, 'long'),
    description: partOf(raw, 'description'),
    ...(question.help === undefined ? {} : { hint: question.help }),
    ...(error === undefined ? {} : { errorMessage: error }),
    ...(map === undefined ? {} : { map }),
  };
}

function address(question: Question, { raw, errorOf }: ControlContext): FieldView[] {
  const name = answerName(question);
  const error = errorOf(name);
  const id = `answers-${question.key}`;
  const text = typeof raw === 'string' ? raw : partOf(raw, 'text');
  return [
    {
      control: 'text',
      name: `${name}.text`,
      id: `${id}-text`,
      label: { text: 'House and street' },
      value: text,
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    },
    {
      control: 'text',
      name: `${name}.postcode`,
      id: `${id}-postcode`,
      label: { text: 'Postcode' },
      value: partOf(raw, 'postcode'),
      classes: 'govuk-input--width-10',
    },
  ];
}

function field(question: Question, context: ControlContext): FieldView {
  const base = { ...shared(question, context), value: textOf(question, context.raw) };
  switch (question.type) {
    case 'long-text':
      return { ...base, control: 'textarea', rows: 3 };
    case 'file':
      return {
        ...shared(question, context),
        control: 'file',
        multiple: (question.max ?? 5) > 1,
        maxBytes: context.maxFileBytes,
        hint: { text: question.help ?? acceptedFiles },
      };
    case 'number':
      return { ...base, control: 'text', inputmode: 'decimal', classes: 'govuk-input--width-5' };
    case 'money':
      return { ...base, control: 'text', inputmode: 'decimal', prefix: { text: '£' }, classes: 'govuk-input--width-5' };
    case 'time':
      return { ...base, control: 'text', classes: 'govuk-input--width-5' };
    case 'email':
      return { ...base, control: 'text', type: 'email', spellcheck: false, autocomplete: 'off' };
    case 'telephone':
      return { ...base, control: 'text', type: 'tel', autocomplete: 'off', classes: 'govuk-input--width-20' };
    default:
      return { ...base, control: 'text', autocomplete: 'off' };
  }
}

/** What was typed; a typed answer in the form in which people type it. */
function textOf({ type }: Question, raw: unknown): string {
  if (typeof raw === 'boolean') return raw ? 'yes' : 'no';
  if (typeof raw === 'number') return type === 'money' ? (raw / 100).toFixed(2) : String(raw);
  return typeof raw === 'string' ? raw : '';
}

function partOf(raw: unknown, part: string): string {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, part)) return '';
  const value = (raw as Record<string, unknown>)[part];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
