import type { Question } from './form/question-types.js';
import { allQuestions } from './form/repeated-groups.js';
import type { ServiceDefinition } from './types.js';

/** Something that customers read or hear: what it is, its English, and under which key its Welsh is kept. */
export interface WordsToTranslate {
  /** Stable while the question, status or outcome keeps its key: `questions.bin.label`. */
  readonly key: string;
  /** For the translator: "Question: Which bin was missed?". */
  readonly what: string;
  readonly english: string;
}

/** Everything of a service that is said to customers, in the order in which they meet it. */
export function wordsToTranslate({
  name,
  summary,
  form,
  lifecycle,
  outcomes,
  fee,
}: ServiceDefinition): WordsToTranslate[] {
  return [
    { key: 'name', what: 'Name', english: name },
    { key: 'summary', what: 'Summary', english: summary },
    ...allQuestions(form).flatMap(questionWords),
    ...lifecycle.statuses.map(({ key, label, publicLabel }) => ({
      key: `statuses.${key}`,
      what: `Status: ${label}`,
      english: publicLabel,
    })),
    ...outcomes.map(({ key, label, publicLabel }) => ({
      key: `outcomes.${key}`,
      what: `Outcome: ${label}`,
      english: publicLabel,
    })),
    ...(fee ? [{ key: 'fee.buys', what: 'What the fee buys', english: fee.buys }] : []),
  ];
}

/** What of it has no Welsh yet. */
export function missingWelsh(definition: ServiceDefinition): WordsToTranslate[] {
  return wordsToTranslate(definition).filter(({ key }) => !Object.hasOwn(definition.welsh, key));
}

function questionWords(question: Question): WordsToTranslate[] {
  const { key, label, help, options = [], stops, patternHelp, itemName } = question;
  const at = `questions.${key}`;
  return [
    { key: `${at}.label`, what: 'Question', english: label },
    ...(help === undefined ? [] : [{ key: `${at}.help`, what: `Help with “${label}”`, english: help }]),
    ...(itemName === undefined ? [] : [{ key: `${at}.item-name`, what: `One of “${label}”`, english: itemName }]),
    ...(patternHelp === undefined
      ? []
      : [{ key: `${at}.pattern-help`, what: `Error for “${label}”`, english: patternHelp }]),
    ...options.map((option) => ({
      key: `${at}.options.${option.value}`,
      what: `Answer to “${label}”`,
      english: option.label,
    })),
    ...stops.map(({ say }, index) => ({ key: `${at}.stops.${index}`, what: `Said at “${label}”`, english: say })),
  ];
}
