import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { severalCustomers } from './learned-answers.js';
import type { SearchKind } from '../search/search-index.js';

/** What an editor decided about a word that leads to an answer. */
export const wordStates = ['undecided', 'approved', 'refused'] as const;
export type WordState = (typeof wordStates)[number];

/** A word that led several different customers to an answer. */
export interface LearnedWordLine {
  readonly authorityId: AuthorityId;
  readonly answerId: string;
  readonly answerKind: SearchKind;
  readonly stem: string;
  /** As it was spelt first. */
  readonly word: string;
  /** Different ones who used it and whom this answer helped. */
  readonly customers: number;
  readonly state: WordState;
}

interface Row {
  authority_id: number;
  answer_id: string;
  answer_kind: string;
  stem: string;
  word: string;
  uses: number;
  decision: string | null;
}

const columns = `w.authority_id, w.answer_id, l.answer_kind, w.stem, s.word, w.uses, w.decision
  from @search_lesson_words w
  join @search_words s on s.authority_id = w.authority_id and s.stem = w.stem
  join @search_lessons l on l.authority_id = w.authority_id and l.answer_id = w.answer_id`;
// Relies on search_lesson_words_authority_id_uses_idx.
const ofState = statement<{ authority: number; several: number; state: string }, Row>(
  `select ${columns} where w.authority_id = :authority and w.uses >= :several
     and coalesce(w.decision, 'undecided') = :state
   order by w.uses desc, w.answer_id, w.stem limit 200`,
);
// Relies on search_lesson_words_authority_id_uses_idx.
const states = statement<{ authority: number; several: number }, { state: string; words: number }>(
  `select coalesce(w.decision, 'undecided') as state, count(*) as words from @search_lesson_words w
   where w.authority_id = :authority and w.uses >= :several group by coalesce(w.decision, 'undecided')`,
);
// Relies on the primary key.
const one = statement<{ authority: number; answer: string; stem: string; several: number }, Row>(
  `select ${columns} where w.authority_id = :authority and w.answer_id = :answer and w.stem = :stem
     and w.uses >= :several`,
);

function toLine(row: Row): LearnedWordLine {
  return {
    ...{ authorityId: row.authority_id, answerId: row.answer_id, stem: row.stem, word: row.word },
    // Only this capability's commands write them.
    ...{ answerKind: row.answer_kind as SearchKind, state: (row.decision ?? 'undecided') as WordState },
    customers: row.uses,
  };
}

/** Those of most customers first. Words of fewer are never read: one of them may be a name. */
export async function readLearnedWords(
  db: Reads,
  authority: AuthorityId,
  state: WordState,
): Promise<LearnedWordLine[]> {
  return (await db.all(ofState, { authority, state, several: severalCustomers })).map(toLine);
}

export async function countLearnedWords(db: Reads, authority: AuthorityId): Promise<Record<WordState, number>> {
  const counts: Record<WordState, number> = { undecided: 0, approved: 0, refused: 0 };
  for (const { state, words } of await db.all(states, { authority, several: severalCustomers }))
    counts[state as WordState] = Number(words);
  return counts;
}

export interface WordKey {
  readonly authorityId: AuthorityId;
  readonly answerId: string;
  readonly stem: string;
}

export async function findLearnedWord(
  db: Reads,
  { authorityId: authority, answerId: answer, stem }: WordKey,
): Promise<LearnedWordLine | undefined> {
  const row = await db.first(one, { authority, answer, stem, several: severalCustomers });
  return row && toLine(row);
}

// Its authority was checked when the word was read in the same transaction. Vouched for, it counts as if several did.
const decide = statement<
  { authority: number; answer: string; stem: string; before: string; decision: string; vouched: number },
  never
>(
  `update search_lesson_words
   set decision = :decision, approved = case when approved < :vouched then :vouched else approved end
   where authority_id = :authority and answer_id = :answer and stem = :stem
     and coalesce(decision, 'undecided') = :before`,
);
const touchLesson = statement<{ authority: number; answer: string; at: number }, never>(
  `update search_lessons set updated_at = :at, version = version + 1
   where authority_id = :authority and answer_id = :answer`,
);

/** Answers whether the word was still as it was read; searches then go by the decision. */
export async function decideWord(
  db: Writes,
  { authorityId: authority, answerId: answer, stem, state: before }: LearnedWordLine,
  decision: Exclude<WordState, 'undecided'>,
  at: Instant,
): Promise<boolean> {
  const vouched = decision === 'approved' ? severalCustomers : 0;
  if ((await db.run(decide, { authority, answer, stem, before, decision, vouched })) === 0) return false;
  await db.run(touchLesson, { authority, answer, at });
  return true;
}

const removeWord = statement<{ authority: number; answer: string; stem: string }, never>(
  'delete from search_lesson_words where authority_id = :authority and answer_id = :answer and stem = :stem',
);
// Relies on search_examples_answer_id_idx.
const examplesWith = statement<{ authority: number; answer: string; pattern: string }, { id: string; stems: string }>(
  `select id, stems from @search_examples
   where authority_id = :authority and answer_id = :answer and stems like :pattern escape '~'`,
);
const stillUsed = statement<{ authority: number; stem: string }, { answer_id: string }>(
  'select answer_id from @search_lesson_words where authority_id = :authority and stem = :stem limit 1',
);
const forgetGapless = statement<{ authority: number; stem: string }, never>(
  'delete from search_words where authority_id = :authority and stem = :stem and gaps = 0',
);

/** Takes the word out of all that was learned of the answer, as if nobody had ever said it. */
export async function forgetLearnedWord(
  db: Writes,
  { authorityId: authority, answerId: answer, stem }: WordKey,
  at: Instant,
): Promise<void> {
  await db.run(removeWord, { authority, answer, stem });
  const pattern = `%"${stem.replace(/[~%_]/g, '~$&')}"%`;
  for (const example of await db.all(examplesWith, { authority, answer, pattern })) {
    const left = (JSON.parse(example.stems) as string[]).filter((each) => each !== stem);
    await db.update('search_examples', { id: example.id }, { stems: JSON.stringify(left) });
  }
  if (!(await db.first(stillUsed, { authority, stem }))) {
    await db.run(forgetGapless, { authority, stem });
    await db.update('search_words', { authority_id: authority, stem }, { customers: 0, updated_at: at });
  }
  await db.run(touchLesson, { authority, answer, at });
}
