import type { Question, QuestionType, ServiceDefinition } from '../../services/index.js';
import { isAskable } from './offer-rules.js';

/** A question as GeoReport v2 has it, under “service_definition”. */
export interface ServiceAttribute {
  readonly variable: boolean;
  readonly code: string;
  readonly datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist';
  readonly required: boolean;
  readonly datatype_description: string | null;
  /** From 1. */
  readonly order: number;
  readonly description: string;
  readonly values?: readonly { readonly key: string; readonly name: string }[];
}

const datatypes: Readonly<Record<QuestionType, ServiceAttribute['datatype']>> = {
  text: 'string',
  'long-text': 'text',
  number: 'number',
  money: 'number',
  'yes-no': 'singlevaluelist',
  choice: 'singlevaluelist',
  choices: 'multivaluelist',
  date: 'datetime',
  time: 'string',
  email: 'string',
  telephone: 'string',
  address: 'string',
  point: 'string',
  file: 'string',
  group: 'text',
};

const descriptions: Readonly<Partial<Record<QuestionType, string>>> = {
  money: 'Pounds and pence, such as 12.50',
  date: 'A date, such as 2026-11-16',
  time: 'A time of day, such as 14:30',
  email: 'An email address',
  telephone: 'A telephone number',
  address: 'An address in words',
  point: 'A place in words',
};

/**
 * The questions of a service's form as attributes, in their order. One that is asked only after some answers is never
 * required here, because GeoReport v2 can't say when.
 */
export function serviceAttributes({ form }: Pick<ServiceDefinition, 'form'>): ServiceAttribute[] {
  return form.questions.filter(isAskable).map((question, index) => ({
    variable: true,
    code: question.key,
    datatype: datatypes[question.type],
    required: question.required && question.showWhen === undefined,
    datatype_description: descriptions[question.type] ?? null,
    order: index + 1,
    description: [question.label, question.help].filter(Boolean).join(' '),
    ...valuesOf(question),
  }));
}

function valuesOf({ type, options = [] }: Question): Pick<ServiceAttribute, 'values'> {
  if (type === 'yes-no')
    return {
      values: [
        { key: 'yes', name: 'Yes' },
        { key: 'no', name: 'No' },
      ],
    };
  return type === 'choice' || type === 'choices'
    ? { values: options.map(({ value, label }) => ({ key: value, name: label })) }
    : {};
}
