import type { LocalDate } from '../../kernel/clock.js';
import { parseAnswer } from './parse-answer.js';
import type { AddressAnswer, Answers, GroupItem, Prefill, Question } from './question-types.js';
import type { ServiceDefinition } from '../types.js';

/** What is known about the customer and the property before the form is shown. Absent is unknown. */
export interface PrefillFacts {
  today: LocalDate;
  customer?: { name?: string; telephone?: string; email?: string; address?: AddressAnswer };
  property?: { uprn?: string; facts?: Readonly<Record<string, string>> };
}

/**
 * The answers that are known already. A fact that its question wouldn't accept is left out, not shown as an error. Of a group
 * the first item is filled in.
 */
export function prefillAnswers({ form }: Pick<ServiceDefinition, 'form'>, known: PrefillFacts): Answers {
  const answers: Answers = {};
  for (const question of form.questions) {
    if (question.questions) {
      const first = prefillAnswers({ form: { questions: question.questions } }, known) as GroupItem;
      if (Object.keys(first).length > 0) answers[question.key] = [first];
      continue;
    }
    const raw = question.prefill && asOptionValue(question, knownValue(question.prefill, known));
    const parsed = parseAnswer(question, raw, known.today);
    if (parsed && 'value' in parsed) answers[question.key] = parsed.value;
  }
  return answers;
}

/** Facts come from other systems, which know options by their label: "Monday" for `monday`. */
function asOptionValue({ options = [] }: Question, known: unknown): unknown {
  if (typeof known !== 'string') return known;
  const word = known.toLowerCase();
  return options.find(({ value, label }) => value === word || label.toLowerCase() === word)?.value ?? known;
}

function knownValue(prefill: Prefill, { customer, property }: PrefillFacts): unknown {
  switch (prefill) {
    case 'customer.name':
      return customer?.name;
    case 'customer.telephone':
      return customer?.telephone;
    case 'customer.email':
      return customer?.email;
    case 'customer.address':
      return customer?.address;
    case 'property.uprn':
      return property?.uprn;
    default: {
      const name = prefill.slice('property.fact.'.length);
      const facts = property?.facts ?? {};
      return Object.hasOwn(facts, name) ? facts[name] : undefined;
    }
  }
}
