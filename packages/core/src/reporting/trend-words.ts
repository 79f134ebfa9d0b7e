import type { LocalDate } from '../kernel/clock.js';
import { reasonWords } from './reason-words.js';
import { numberWords } from './share-words.js';
import { stepWords, type StepLength, type TrendStep } from './trend-steps.js';
import type { ReasonCount } from './types.js';

/** "Mon 2 Nov was the busiest day, with 84 of 1,240 enquiries". */
export function busiestWords(steps: readonly TrendStep[], length: StepLength, today: LocalDate): string {
  const counts = steps.map(({ shares }) => shares.declared.of);
  const most = Math.max(...counts);
  const busiest = steps[counts.indexOf(most)];
  if (!busiest) throw new Error('there is no step to be the busiest');
  const all = counts.reduce((sum, count) => sum + count, 0);
  const words = `was the busiest ${length}, with ${numberWords(most)} of ${numberWords(all)} enquiries`;
  return `${stepWords(busiest, today)} ${words}`;
}

/** "Declared resolution at first contact rose from 68% to 79%"; undefined where fewer than two shares can be told. */
export function changeWords(shares: readonly (number | null)[]): string | undefined {
  const told = shares.filter((share) => share !== null).map((share) => Math.round(share * 100));
  const [first, last] = [told[0], told.at(-1)];
  if (first === undefined || last === undefined || told.length < 2) return undefined;
  const change =
    first === last ? `began and ended at ${last}%` : `${last > first ? 'rose' : 'fell'} from ${first}% to ${last}%`;
  return `Declared resolution at first contact ${change}`;
}

/** "“Asked how a case stands” is the most frequent reason: 46 of 102 avoidable contacts". The most frequent comes first. */
export function mostFrequentWords(found: readonly ReasonCount[]): string | undefined {
  const [most] = found;
  if (!most) return undefined;
  const all = found.reduce((sum, { contacts }) => sum + contacts, 0);
  const name = reasonWords[most.reason] ?? most.reason;
  return `“${name}” is the most frequent reason: ${numberWords(most.contacts)} of ${numberWords(all)} avoidable contacts`;
}
