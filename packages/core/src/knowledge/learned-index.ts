import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { replaceLesson, type LearnedAnswers } from './learned-answers.js';
import { listLessonsSince, listWordsSince, readLessons } from './lessons-repository.js';

/** How far the learning of one process has been read. */
export interface LearnedUntil {
  until: Instant;
  /** The changes of each answer's lesson that have been taken in. */
  readonly taken: Map<string, number>;
}

const answersAtOnce = 50;

/** Takes in what was learned since. `lookBackMs`: how late a transaction may commit. */
export async function refreshLearned(
  db: Reads,
  learned: LearnedAnswers,
  mine: LearnedUntil,
  lookBackMs: number,
): Promise<void> {
  const since = mine.until - lookBackMs;
  const listed = await listLessonsSince(db, since);
  const changed = listed.filter(({ answerId, changes }) => mine.taken.get(answerId) !== changes);
  if (changed.length === 0) return;
  for (const { stem, customers } of await listWordsSince(db, since))
    learned.customers.set(stem, Math.max(customers, learned.customers.get(stem) ?? 0));
  for (let from = 0; from < changed.length; from += answersAtOnce) {
    const part = changed.slice(from, from + answersAtOnce);
    const ids = part.map(({ answerId }) => answerId);
    const lessons = await readLessons(db, ids);
    for (const { answerId, changes } of part) {
      replaceLesson(learned, answerId, lessons.get(answerId));
      mine.taken.set(answerId, changes);
    }
    await setImmediate();
  }
  mine.until = changed.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), mine.until);
}
