/** An answer as the page holds it: every field gives words, choices give several. */
export type ShownAnswers = Readonly<Record<string, readonly string[]>>;

/** A form's condition on earlier answers, as the server printed it. */
type Condition = Readonly<Record<string, unknown>>;

/**
 * Whether a condition on answers holds, by the same rules as the server's: an unanswered question satisfies only
 * `answered: false`. `undefined` when it looks at something that only the server knows; the question then stays as it
 * was printed. `today` is 'YYYY-MM-DD'.
 */
export function showWhen(condition: Condition, answers: ShownAnswers, today: string): boolean | undefined {
  const { all, any, question } = condition;
  if (Array.isArray(all)) return join(all as Condition[], answers, today, false);
  if (Array.isArray(any)) return join(any as Condition[], answers, today, true);
  return typeof question === 'string' ? answerHolds(condition, answers[question] ?? [], today) : undefined;
}

/** `decisive` is the part that settles the whole: false of all, true of any. What is unknown leaves the rest unsettled. */
function join(parts: Condition[], answers: ShownAnswers, today: string, decisive: boolean): boolean | undefined {
  const results = parts.map((part) => showWhen(part, answers, today));
  if (results.includes(decisive)) return decisive;
  return results.includes(undefined) ? undefined : !decisive;
}

function answerHolds(condition: Condition, given: readonly string[], today: string): boolean | undefined {
  const answer = given.filter((value) => value.trim() !== '');
  if (typeof condition['answered'] === 'boolean') return condition['answered'] === answer.length > 0;
  if (answer.length === 0) return false;
  if ('is' in condition) return answer.includes(written(condition['is']));
  if ('isNot' in condition) return !answer.includes(written(condition['isNot']));
  if (Array.isArray(condition['in'])) return condition['in'].some((value) => answer.includes(written(value)));
  const number = Number(answer[0]?.replace(/[£,\s]/g, ''));
  if (typeof condition['atLeast'] === 'number') return number >= condition['atLeast'];
  if (typeof condition['atMost'] === 'number') return number <= condition['atMost'];
  return isRange(condition['daysAgo'])
    ? isWithin(daysBetween(answer[0] ?? '', today), condition['daysAgo'])
    : undefined;
}

/** A field's value for yes and no is `yes` and `no`. */
function written(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null;
}

function isWithin(days: number, { atLeast = -Infinity, atMost = Infinity }: Range): boolean {
  return days >= atLeast && days <= atMost;
}

/** Not a number, and so within nothing, when the date isn't whole yet. */
function daysBetween(date: string, today: string): number {
  return (Date.parse(`${today}T00:00Z`) - Date.parse(`${date}T00:00Z`)) / 86_400_000;
}
