import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { LearnedWord, Lesson } from './learned-answers.js';
import type { SearchKind } from '../search/search-index.js';

/** One resolved enquiry: which answer the words led to. */
export interface SearchExample {
  readonly id: string;
  /** What it was taken from; the same source teaches an answer once. */
  readonly sourceId: string;
  readonly answerKind: SearchKind;
  readonly answerId: string;
  /** Digest; tells customers apart and nothing else. */
  readonly customer: string;
  readonly stems: readonly string[];
  readonly approved: boolean;
}

// Relies on search_examples_source_id_answer_id_key.
const bySources = statement<{ sources: string[] }, { source_id: string; answer_id: string }>(
  'select source_id, answer_id from @search_examples where source_id in (:sources*)',
);
// Relies on search_examples_customer_idx.
const byCustomers = statement<{ customers: string[] }, { customer: string; answer_id: string; stems: string }>(
  'select customer, answer_id, stems from @search_examples where customer in (:customers*)',
);

/** Which of these sources taught which answers already: `source answer`. */
export async function findTaught(db: Reads, sources: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.all(bySources, { sources: [...sources] });
  return new Set(rows.map((row) => `${row.source_id} ${row.answer_id}`));
}

export interface EarlierUse {
  readonly customer: string;
  readonly answerId: string;
  readonly stems: readonly string[];
}

export async function listEarlierUses(db: Reads, customers: readonly string[]): Promise<EarlierUse[]> {
  const rows = await db.all(byCustomers, { customers: [...customers] });
  return rows.map(({ customer, answer_id: answerId, stems }) => {
    return { customer, answerId, stems: JSON.parse(stems) as string[] };
  });
}

export async function insertExamples(
  db: Writes,
  authorityId: AuthorityId,
  examples: readonly SearchExample[],
  at: Instant,
): Promise<void> {
  const rows = examples.map((example) => ({
    id: example.id,
    authority_id: authorityId,
    source_id: example.sourceId,
    answer_kind: example.answerKind,
    answer_id: example.answerId,
    customer: example.customer,
    stems: JSON.stringify(example.stems),
    approved: example.approved ? 1 : 0,
    happened_at: at,
  }));
  if (rows.length > 0) await db.insert('search_examples', rows);
}

const addLesson = statement<{ authority: number; answer: string; kind: string; examples: number; at: number }, never>(
  `insert into search_lessons (authority_id, answer_id, answer_kind, examples, updated_at)
   values (:authority, :answer, :kind, :examples, :at) on conflict (authority_id, answer_id)
   do update set examples = search_lessons.examples + excluded.examples, updated_at = excluded.updated_at,
     version = search_lessons.version + 1`,
);
const addLessonWord = statement<
  { authority: number; answer: string; stem: string; uses: number; approved: number },
  never
>(
  `insert into search_lesson_words (authority_id, answer_id, stem, uses, approved)
   values (:authority, :answer, :stem, :uses, :approved) on conflict (authority_id, answer_id, stem)
   do update set uses = search_lesson_words.uses + excluded.uses,
     approved = search_lesson_words.approved + excluded.approved`,
);
const addCustomers = statement<{ authority: number; stem: string; word: string; customers: number; at: number }, never>(
  `insert into search_words (authority_id, stem, word, customers, gap_customers, gaps, updated_at)
   values (:authority, :stem, :word, :customers, 0, 0, :at) on conflict (authority_id, stem)
   do update set customers = search_words.customers + excluded.customers, updated_at = excluded.updated_at`,
);

/** What a batch of examples adds to one answer. */
export interface LessonGrowth {
  readonly kind: SearchKind;
  examples: number;
  readonly words: Map<string, { uses: number; approved: number }>;
}

export async function growLesson(
  db: Writes,
  authority: AuthorityId,
  answer: string,
  { kind, examples, words }: LessonGrowth,
  at: Instant,
): Promise<void> {
  await db.run(addLesson, { authority, answer, kind, examples, at });
  for (const [stem, counts] of words) await db.run(addLessonWord, { authority, answer, stem, ...counts });
}

export async function countCustomers(
  db: Writes,
  authority: AuthorityId,
  { stem, word, customers }: { stem: string; word: string; customers: number },
  at: Instant,
): Promise<void> {
  await db.run(addCustomers, { authority, stem, word, customers, at });
}

// Relies on search_lessons_updated_at_idx.
const changedLessons = statement<{ since: number }, { answer_id: string; changes: number }>(
  `select answer_id, sum(version) as changes from @search_lessons
   where answer_id in (select answer_id from @search_lessons where updated_at >= :since) group by answer_id`,
);
const lessonSizes = statement<{ answers: string[] }, { answer_id: string; examples: number }>(
  'select answer_id, sum(examples) as examples from @search_lessons where answer_id in (:answers*) group by answer_id',
);
// Relies on search_lesson_words_answer_id_idx.
const lessonWords = statement<
  { answers: string[] },
  { answer_id: string; stem: string; uses: number; approved: number }
>(
  `select answer_id, stem, sum(uses) as uses, sum(approved) as approved from @search_lesson_words
   where answer_id in (:answers*) and (decision is null or decision <> 'refused') group by answer_id, stem`,
);
// Relies on search_words_updated_at_idx and the index of stems.
const changedWords = statement<{ since: number }, { stem: string; customers: number }>(
  `select stem, max(customers) as customers from @search_words
   where stem in (select stem from @search_words where updated_at >= :since) group by stem`,
);

/** An answer about which something was learned. */
export interface ChangedLesson {
  readonly answerId: string;
  /** Grows with each change. */
  readonly changes: number;
}

export async function listLessonsSince(db: Reads, since: Instant): Promise<ChangedLesson[]> {
  const rows = await db.all(changedLessons, { since });
  return rows.map((row) => {
    return { answerId: row.answer_id, changes: Number(row.changes) };
  });
}

/** What all authorities' enquiries taught of these answers. */
export async function readLessons(db: Reads, answers: readonly string[]): Promise<Map<string, Lesson>> {
  const words = new Map<string, LearnedWord[]>();
  for (const row of await db.all(lessonWords, { answers: [...answers] })) {
    const mine = words.get(row.answer_id) ?? [];
    words.set(row.answer_id, mine);
    mine.push({ stem: row.stem, uses: Number(row.uses), approved: Number(row.approved) });
  }
  const sizes = await db.all(lessonSizes, { answers: [...answers] });
  return new Map(
    sizes.map((row) => [row.answer_id, { examples: Number(row.examples), words: words.get(row.answer_id) ?? [] }]),
  );
}

/** How many different customers of one authority, of that with the most, used each word that changed anywhere since. */
export async function listWordsSince(db: Reads, since: Instant): Promise<{ stem: string; customers: number }[]> {
  return (await db.all(changedWords, { since })).map(({ stem, customers }) => ({ stem, customers: Number(customers) }));
}
