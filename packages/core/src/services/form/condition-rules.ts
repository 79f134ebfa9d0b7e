import type { LocalDate } from '../../kernel/clock.js';
import { daysBetween, isLocalDate } from '../../kernel/local-date.js';
import type { AnswerCondition, Condition, FactCondition, Priority } from './condition-types.js';
import type { Answers, AnswerValue } from './question-types.js';
import { isGroupAnswer } from './repeated-groups.js';

/** Everything that a condition may look at. Gathered by the caller, so that the rules stay pure. */
export interface Circumstances {
  answers: Answers;
  /** The property's facts by name, as words: `{ 'collection-day': 'tuesday' }`. */
  facts: Readonly<Record<string, string>>;
  /** Keys of the areas (wards, districts, patches) that hold the location. */
  areas: readonly string[];
  /** Today and the time of day in Europe/London; the time is 'HH:MM'. */
  today: LocalDate;
  localTime: string;
  priority?: Priority;
}

/** Whether the condition is true of the circumstances. What isn't known makes a comparison false, either way round. */
export function holds(condition: Condition, circumstances: Circumstances): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, circumstances));
  if ('any' in condition) return condition.any.some((part) => holds(part, circumstances));
  if ('question' in condition) return answerHolds(condition, circumstances);
  if ('fact' in condition) return factHolds(condition, circumstances.facts);
  if ('localTime' in condition) {
    const { localTime } = circumstances;
    return 'from' in condition.localTime
      ? localTime >= condition.localTime.from
      : localTime < condition.localTime.before;
  }
  if ('area' in condition) return [condition.area].flat().some((area) => circumstances.areas.includes(area));
  return circumstances.priority !== undefined && [condition.priority].flat().includes(circumstances.priority);
}

function answerHolds(condition: AnswerCondition, { answers, today }: Circumstances): boolean {
  const answer = answerTo(answers, condition.question);
  if ('answered' in condition) return condition.answered === (answer !== undefined);
  if (answer === undefined) return false;
  if ('is' in condition) return matches(answer, condition.is);
  if ('isNot' in condition) return !matches(answer, condition.isNot);
  if ('in' in condition) return condition.in.some((value) => matches(answer, value));
  if ('atLeast' in condition) return amountOf(answer) >= condition.atLeast;
  if ('atMost' in condition) return amountOf(answer) <= condition.atMost;
  if (typeof answer !== 'string' || !isLocalDate(answer)) return false;
  const days = daysBetween(answer, today);
  const { atLeast = -Infinity, atMost = Infinity } = condition.daysAgo;
  return days >= atLeast && days <= atMost;
}

/** A number, or how many items a group has; neither more nor less than anything where it is none of both. */
function amountOf(answer: AnswerValue): number {
  if (typeof answer === 'number') return answer;
  return isGroupAnswer(answer) ? answer.length : Number.NaN;
}

/** Whether a condition on one fact is true. */
export function factHolds(condition: FactCondition, facts: Readonly<Record<string, string>>): boolean {
  const fact = Object.hasOwn(facts, condition.fact) ? facts[condition.fact] : undefined;
  if ('known' in condition) return condition.known === (fact !== undefined);
  if (fact === undefined) return false;
  if ('is' in condition) return fact === String(condition.is);
  if ('isNot' in condition) return fact !== String(condition.isNot);
  return condition.in.some((value) => fact === String(value));
}

/** The answer to a question, if it was given. Keys like `constructor` are safe. */
export function answerTo(answers: Answers, key: string): AnswerValue | undefined {
  return Object.hasOwn(answers, key) ? answers[key] : undefined;
}

/** Several choices match a value when it is one of them. */
function matches(answer: AnswerValue, value: string | number | boolean): boolean {
  if (!Array.isArray(answer)) return answer === value;
  return !isGroupAnswer(answer) && answer.includes(String(value));
}
