import { capitalised } from '../../kernel/capitalised.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { CheckboxesView, FieldView, RadiosView } from '../../web/form-components.js';
import { CONDITION_TESTS } from './condition-rows.js';
import type { Condition } from '../form/condition-types.js';
import { conditionWords } from '../form/condition-words.js';
import { conditionLines, textIn, type Choice, type DesignField, type Typed } from './design-fields.js';
import type { DesignWorld } from './design-part.js';
import { allQuestions } from '../form/repeated-groups.js';
import { SLA_UNITS, type ServiceDefinition } from '../types.js';
import { errorAt } from '../../web/form-faults.js';

/** A field of the designer as controls of the page. */
export type DesignControl =
  | { readonly kind: 'field'; readonly field: FieldView }
  | { readonly kind: 'checkboxes'; readonly checkboxes: CheckboxesView }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly legend: string;
      readonly hint: string | undefined;
      readonly error: string | undefined;
      /** How the lines hang together. */
      readonly join: RadiosView | undefined;
      /** A condition that lines can't hold, in words. */
      readonly kept: { readonly name: string; readonly words: string } | undefined;
      readonly rows: readonly { readonly label: string; readonly fields: readonly FieldView[] }[];
    };

export interface ControlContext {
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly definition: ServiceDefinition;
  readonly world: DesignWorld;
  /** What stands there now, for a condition that is kept as it is. */
  readonly value: (name: string) => unknown;
}

/** Where an error of a field leads. */
export function controlId(name: string): string {
  return `f-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`;
}

export function controlOf(field: DesignField, context: ControlContext): DesignControl {
  switch (field.kind) {
    case 'checks':
    case 'yes':
      return { kind: 'checkboxes', checkboxes: checkboxes(field, context) };
    case 'duration':
      return durationGroup(field, context);
    case 'condition':
      return conditionGroup(field, context);
    default:
      return { kind: 'field', field: fieldOf(field, context) };
  }
}

function shared({ name, label, hint }: DesignField, { faults }: ControlContext) {
  return {
    name,
    id: controlId(name),
    label: { text: label },
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    errorMessage: errorAt(faults, name),
  };
}

function fieldOf(field: DesignField, context: ControlContext): FieldView {
  const base = { ...shared(field, context), value: textIn(context.typed, field.name) };
  switch (field.kind) {
    case 'long':
      return { ...base, control: 'textarea', rows: 3 };
    case 'lines':
    case 'options':
      return { ...base, control: 'textarea', rows: 5 };
    case 'number':
      return { ...base, control: 'text', inputmode: 'decimal', classes: 'govuk-input--width-5' };
    case 'money':
      return { ...base, control: 'text', inputmode: 'decimal', prefix: { text: '£' }, classes: 'govuk-input--width-5' };
    case 'select':
      return { ...base, control: 'select', items: items(field.choices, base.value) };
    default:
      return { ...base, control: 'text', autocomplete: 'off' };
  }
}

/** What is chosen stays to be seen though it can't be chosen any more: a team that was closed. */
function items(choices: readonly Choice[], value: string): { value: string; text: string; selected: boolean }[] {
  const known = choices.some(([one]) => one === value);
  const all: readonly Choice[] = known || value === '' ? choices : [...choices, [value, `${value} (not there now)`]];
  return all.map(([one, text]) => ({ value: one, text, selected: one === value }));
}

function checkboxes(field: DesignField & { kind: 'checks' | 'yes' }, context: ControlContext): CheckboxesView {
  const { label, ...rest } = shared(field, context);
  const values = [context.typed[field.name] ?? []].flat();
  const isOne = field.kind === 'yes';
  return {
    ...rest,
    idPrefix: controlId(field.name),
    name: isOne ? field.name : `${field.name}[]`,
    classes: 'govuk-checkboxes--small',
    ...(isOne ? {} : { fieldset: { legend: label } }),
    items: isOne
      ? [{ value: 'yes', text: field.label }]
      : field.choices.map(([value, text]) => ({ value, text: capitalised(text) })),
    values,
  };
}

type ConditionField = DesignField & { kind: 'condition' };
type Group = Extract<DesignControl, { kind: 'group' }>;

function groupOf(field: DesignField, context: ControlContext): Omit<Group, 'rows'> {
  const { errorMessage } = shared(field, context);
  const { label: legend, hint } = field;
  const words = { legend, hint, error: errorMessage?.text };
  return { kind: 'group', id: controlId(field.name), ...words, join: undefined, kept: undefined };
}

function durationGroup(field: DesignField, context: ControlContext): Group {
  const { name, label } = field;
  const units = SLA_UNITS.map((unit): Choice => [unit, unit.replace('-', ' ')]);
  const unit = textIn(context.typed, `${name}.unit`);
  const fields: FieldView[] = [
    {
      ...{ control: 'text', name: `${name}.amount`, id: controlId(name), label: { text: 'How many' } },
      ...{ value: textIn(context.typed, `${name}.amount`), inputmode: 'numeric', classes: 'govuk-input--width-5' },
    },
    {
      ...{ control: 'select', name: `${name}.unit`, id: controlId(`${name}.unit`), label: { text: 'Of what' } },
      ...{ items: items(units, unit), value: unit },
    },
  ];
  return { ...groupOf(field, context), rows: [{ label, fields }] };
}

function conditionGroup(field: ConditionField, context: ControlContext): Group {
  const { name } = field;
  const { typed, definition } = context;
  const filled = Array.from({ length: conditionLines }, (_, row) => textIn(typed, `${name}.${row}.what`) !== '');
  const shown = Math.min(conditionLines, filled.lastIndexOf(true) + 3);
  const isKept = textIn(typed, `${name}.keep`) === 'yes';
  const now = context.value(name) as Condition | undefined;
  return {
    ...groupOf(field, context),
    join: {
      name: `${name}.join`,
      idPrefix: controlId(`${name}.join`),
      classes: 'govuk-radios--small govuk-radios--inline',
      fieldset: { legend: { text: 'Of several lines' } },
      items: [
        { value: 'all', text: 'All hold' },
        { value: 'any', text: 'Any holds' },
      ],
      value: textIn(typed, `${name}.join`) || 'all',
    },
    kept:
      isKept && now ? { name: `${name}.keep`, words: conditionWords(now, allQuestions(definition.form)) } : undefined,
    rows: Array.from({ length: shown }, (_, row) => conditionRow(`${name}.${row}`, row + 1, field, context)),
  };
}

function conditionRow(
  name: string,
  number: number,
  field: ConditionField,
  context: ControlContext,
): Group['rows'][number] {
  const { typed } = context;
  const [what, test] = [textIn(typed, `${name}.what`), textIn(typed, `${name}.test`) || 'is'];
  const tests = Object.entries(CONDITION_TESTS);
  const hidden = (text: string) => ({ text, classes: 'small' });
  const fields: FieldView[] = [
    {
      ...{ control: 'select', name: `${name}.what`, id: idOfRow(name, 'what'), label: hidden(`Line ${number}: what`) },
      ...{ items: items(subjectChoices(field, context), what), value: what },
    },
    {
      ...{ control: 'select', name: `${name}.test`, id: idOfRow(name, 'test'), label: hidden('How') },
      ...{ items: items(tests, test), value: test },
    },
    {
      ...{ control: 'text', name: `${name}.value`, id: idOfRow(name, 'value'), label: hidden('Compared with') },
      ...{ value: textIn(typed, `${name}.value`), autocomplete: 'off' },
    },
  ];
  return { label: `Line ${number}`, fields };
}

/** The first line's first control is where an error of the condition leads. */
function idOfRow(name: string, part: string): string {
  const id = controlId(`${name}.${part}`);
  return id.endsWith('-0-what') ? id.slice(0, -'-0-what'.length) : id;
}

function subjectChoices({ subjects, inItems }: ConditionField, { definition, world }: ControlContext): Choice[] {
  const { form } = definition;
  const questions = (inItems ? allQuestions(form) : form.questions).map(({ key, label }): Choice => [
    `question:${key}`,
    label,
  ]);
  const facts = world.facts.map((fact): Choice => [`fact:${fact}`, `The property’s ${fact}`]);
  return [
    ['', 'Nothing'],
    ...questions,
    ...(subjects.includes('facts') ? facts : []),
    ...(subjects.includes('areas') ? [['area', 'The area'] as const] : []),
    ...(subjects.includes('time') ? [['time', 'The time of day'] as const] : []),
    ...(subjects.includes('priority') ? [['priority', 'The priority'] as const] : []),
  ];
}
