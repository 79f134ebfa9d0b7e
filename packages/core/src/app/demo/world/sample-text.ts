import type { Question } from '../../../services/index.js';
import type { AnswerSources } from './answers.js';
import { digits } from './customer-records.js';
import { textFromPattern } from './pattern-text.js';
import { sampleAnswer } from './sample-answers.js';

/**
 * Text that answers a question. A long answer is what the customer said, once in a form: `saidAlready` tells whether an
 * earlier question has it. A short one goes by its key, then by its pattern. An optional question that nothing fits stays
 * unanswered; a required one throws, because a case without it can't be logged.
 */
export function sampleText(
  question: Question,
  sources: AnswerSources,
  { saidAlready }: { saidAlready: boolean },
): string | undefined {
  const drawn = question.type === 'long-text' ? longText(sources, saidAlready) : shortTexts(question, sources);
  const offered = question.required ? [...drawn, 'As told to the adviser', digits(sources.random, 6), '1'] : drawn;
  const fitting = offered.map((text) => text.trim()).find((text) => fitsText(question, text));
  if (fitting === undefined && question.required) {
    throw new Error(`No sample text fits the question ${question.key}: its pattern is ${question.pattern ?? 'absent'}`);
  }
  return fitting;
}

function longText({ description }: AnswerSources, saidAlready: boolean): string[] {
  return saidAlready ? [] : [description];
}

function shortTexts({ key, pattern }: Question, sources: AnswerSources): string[] {
  const shaped = pattern === undefined ? undefined : textFromPattern(pattern, sources.random);
  return [sampleAnswer(key, sources), shaped].filter((text) => text !== undefined);
}

/** Whether a text question takes the text. */
export function fitsText({ type, pattern, maxLength }: Question, text: string): boolean {
  if ([...text].length > (maxLength ?? (type === 'text' ? 200 : 2000))) return false;
  if (type === 'text' && text.includes('\n')) return false;
  return text.trim() !== '' && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text));
}
