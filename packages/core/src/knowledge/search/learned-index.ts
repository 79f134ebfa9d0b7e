import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { replaceLesson, type LearnedAnswers } from '../learning/learned-answers.js';
import { listLessonsSince, listWordsSince, readLessons } from '../learning/lessons-repository.js';

const answersAtOnce = 50;

/** Takes in what was learned since. `taken`: the changes of each answer's lesson that are in already. */
export async function refreshLearned(
  db: Reads,
  learned: LearnedAnswers,
  taken: Map<string, number>,
  since: Instant,
): Promise<void> {
  const listed = await listLessonsSince(db, since);
  const changed = listed.filter(({ answerId, changes }) => taken.get(answerId) !== changes);
  if (changed.length === 0) return;
  for (const { stem, customers } of await listWordsSince(db, since)) learned.customers.set(stem, customers);
  for (let from = 0; from < changed.length; from += answersAtOnce) {
    const part = changed.slice(from, from + answersAtOnce);
    const ids = part.map(({ answerId }) => answerId);
    const lessons = await readLessons(db, ids);
    for (const { answerId, changes } of part) {
      replaceLesson(learned, answerId, lessons.get(answerId));
      taken.set(answerId, changes);
    }
    await setImmediate();
  }
}
