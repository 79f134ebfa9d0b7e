import type { Instant } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import {
  countCustomers,
  findTaught,
  growLesson,
  insertExamples,
  listEarlierUses,
  type LessonGrowth,
  type SearchExample,
} from './lessons-repository.js';

export interface NewExample extends SearchExample {
  /** By stem, as it was spelt. */
  readonly words: ReadonlyMap<string, string>;
}

/**
 * Remembers resolved enquiries. A customer counts once for each word of an answer, however often they get in touch;
 * what was learned from a source before is passed over. Answers how many were new.
 */
export async function learnExamples(
  db: Writes,
  authorityId: AuthorityId,
  given: readonly NewExample[],
  at: Instant,
): Promise<number> {
  const taught = await findTaught(db, [...new Set(given.map(({ sourceId }) => sourceId))]);
  const examples = given.filter(({ sourceId, answerId }) => !taught.has(`${sourceId} ${answerId}`));
  if (examples.length === 0) return 0;
  const used = await usedBefore(db, examples);
  const lessons = new Map<string, LessonGrowth>();
  const words = new Map<string, { stem: string; word: string; customers: number }>();
  for (const example of examples) {
    growFrom(lessons, example, used);
    for (const stem of example.stems) {
      const counted = words.get(stem) ?? { stem, word: example.words.get(stem) ?? stem, customers: 0 };
      words.set(stem, counted);
      if (!example.approved && isFirst(used, `${example.customer} ${stem}`)) counted.customers += 1;
    }
  }
  await insertExamples(db, authorityId, examples, at);
  for (const [answerId, lesson] of inOrder(lessons)) await growLesson(db, authorityId, answerId, lesson, at);
  for (const [, word] of inOrder(words)) await countCustomers(db, authorityId, word, at);
  return examples.length;
}

/** What these customers said before: `customer stem`, `customer answer` and `customer answer stem`. */
async function usedBefore(db: Writes, examples: readonly NewExample[]): Promise<Set<string>> {
  const used = new Set<string>();
  const customers = new Set(examples.filter(({ approved }) => !approved).map(({ customer }) => customer));
  if (customers.size === 0) return used;
  for (const { customer, answerId, stems } of await listEarlierUses(db, [...customers])) {
    used.add(`${customer} ${answerId}`);
    for (const stem of stems) used.add(`${customer} ${stem}`).add(`${customer} ${answerId} ${stem}`);
  }
  return used;
}

function growFrom(lessons: Map<string, LessonGrowth>, example: NewExample, used: Set<string>): void {
  const { answerId, answerKind: kind, customer, approved } = example;
  const lesson: LessonGrowth = lessons.get(answerId) ?? { kind, examples: 0, words: new Map() };
  lessons.set(answerId, lesson);
  if (approved || isFirst(used, `${customer} ${answerId}`)) lesson.examples += 1;
  for (const stem of example.stems) {
    const counts = lesson.words.get(stem) ?? { uses: 0, approved: 0 };
    lesson.words.set(stem, counts);
    if (approved) counts.approved += 1;
    else if (isFirst(used, `${customer} ${answerId} ${stem}`)) counts.uses += 1;
  }
}

function isFirst(used: Set<string>, key: string): boolean {
  if (used.has(key)) return false;
  used.add(key);
  return true;
}

/** Two batches at once take the same rows in the same order, so that neither waits for the other. */
function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
