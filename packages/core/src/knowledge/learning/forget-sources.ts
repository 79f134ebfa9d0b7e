import type { Instant } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { readSaid, removeSaid, shrinkAnswer, shrinkWordCounts, type Said } from './forgetting-repository.js';

/**
 * Takes what these sources taught and the gaps that they left out of the examples and out of every count, as if it had
 * never been said: `learnExamples` and `countGap` the other way round. What an editor vouched for stays. Answers how many
 * were forgotten.
 */
export async function forgetSources(
  db: Writes,
  authority: AuthorityId,
  sources: readonly string[],
  at: Instant,
): Promise<number> {
  const taught = await readSaid(db, 'search_examples', authority, sources);
  const gaps = await readSaid(db, 'search_gaps', authority, sources);
  const lost = lostKeys(taught);
  await removeSaid(db, 'search_examples', taught.gone);
  await removeSaid(db, 'search_gaps', gaps.gone);
  const answers = tally(lost.answers);
  const uses = tally(lost.uses);
  for (const answer of new Set(taught.gone.map(({ answerId }) => answerId ?? ''))) {
    const words = new Map<string, number>();
    for (const stem of stemsOf(taught.gone.filter(({ answerId }) => answerId === answer)))
      words.set(stem, uses.get(`${answer} ${stem}`) ?? 0);
    await shrinkAnswer(db, { authority, answer, examples: answers.get(answer) ?? 0 }, words, at);
  }
  const customers = tally(lost.words);
  const gapCustomers = tally(lostKeys(gaps).words);
  for (const stem of stemsOf([...taught.gone, ...gaps.gone])) {
    const counts = {
      customers: customers.get(stem) ?? 0,
      gapCustomers: gapCustomers.get(stem) ?? 0,
      gaps: gaps.gone.filter(({ stems }) => stems.includes(stem)).length,
    };
    await shrinkWordCounts(db, authority, stem, counts, at);
  }
  return taught.gone.length + gaps.gone.length;
}

interface Keys {
  /** `customer answer` */
  readonly answers: ReadonlySet<string>;
  /** `customer answer stem` */
  readonly uses: ReadonlySet<string>;
  /** `customer stem` */
  readonly words: ReadonlySet<string>;
}

/** What no customer said any other time: each was counted once. */
function lostKeys({ gone, all }: { gone: readonly Said[]; all: readonly Said[] }): Keys {
  const ids = new Set(gone.map(({ id }) => id));
  const left = keysOf(all.filter(({ id }) => !ids.has(id)));
  const before = keysOf(gone);
  return {
    answers: without(before.answers, left.answers),
    uses: without(before.uses, left.uses),
    words: without(before.words, left.words),
  };
}

function without(keys: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...keys].filter((key) => !others.has(key)));
}

function keysOf(said: readonly Said[]) {
  const keys = { answers: new Set<string>(), uses: new Set<string>(), words: new Set<string>() };
  for (const { customer, answerId, stems } of said) {
    if (answerId !== null) keys.answers.add(`${customer} ${answerId}`);
    for (const stem of stems) {
      keys.words.add(`${customer} ${stem}`);
      if (answerId !== null) keys.uses.add(`${customer} ${answerId} ${stem}`);
    }
  }
  return keys;
}

/** How many customers there are to each of what follows them in the key. */
function tally(keys: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const rest = key.slice(key.indexOf(' ') + 1);
    counts.set(rest, (counts.get(rest) ?? 0) + 1);
  }
  return counts;
}

/** In one order for everybody, so that two who forget at once don't wait for each other. */
function stemsOf(said: readonly Said[]): string[] {
  return [...new Set(said.flatMap(({ stems }) => stems))].sort();
}
