import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** What one customer said once: which words, and which answer they led to (null: to none). */
export interface Said {
  readonly id: string;
  readonly customer: string;
  readonly answerId: string | null;
  readonly stems: readonly string[];
}

interface SaidRow {
  id: string;
  customer: string;
  answer_id: string | null;
  stems: string;
}

type Keys = { authority: number; keys: readonly string[] };

// Rely on search_examples_source_id_answer_id_key and search_gaps_source_id_key.
const examplesOf = statement<Keys, SaidRow>(
  `select id, customer, answer_id, stems from @search_examples
   where authority_id = :authority and approved = 0 and source_id in (:keys*)`,
);
const gapsOf = statement<Keys, SaidRow>(
  `select id, customer, null as answer_id, stems from @search_gaps
   where authority_id = :authority and source_id in (:keys*)`,
);
// Rely on search_examples_customer_idx and search_gaps_customer_idx.
const examplesBy = statement<Keys, SaidRow>(
  `select id, customer, answer_id, stems from @search_examples
   where authority_id = :authority and customer in (:keys*)`,
);
const gapsBy = statement<Keys, SaidRow>(
  `select id, customer, null as answer_id, stems from @search_gaps
   where authority_id = :authority and customer in (:keys*)`,
);

const tables = {
  search_examples: { of: examplesOf, by: examplesBy },
  search_gaps: { of: gapsOf, by: gapsBy },
} as const;
export type SaidTable = keyof typeof tables;

/** What came of these sources, and everything that the same customers said. */
export async function readSaid(
  db: Reads,
  table: SaidTable,
  authority: AuthorityId,
  sources: readonly string[],
): Promise<{ gone: readonly Said[]; all: readonly Said[] }> {
  const gone = (await db.all(tables[table].of, { authority, keys: sources })).map(toSaid);
  if (gone.length === 0) return { gone, all: [] };
  const customers = [...new Set(gone.map(({ customer }) => customer))];
  return { gone, all: (await db.all(tables[table].by, { authority, keys: customers })).map(toSaid) };
}

function toSaid({ id, customer, answer_id: answerId, stems }: SaidRow): Said {
  return { id, customer, answerId, stems: JSON.parse(stems) as string[] };
}

export async function removeSaid(db: Writes, table: SaidTable, said: readonly Said[]): Promise<void> {
  for (const { id } of said) await db.remove(table, { id });
}

const less = (column: string, by: string): string =>
  `${column} = case when ${column} > ${by} then ${column} - ${by} else 0 end`;
const shrinkLesson = statement<{ authority: number; answer: string; examples: number; at: number }, never>(
  `update search_lessons set ${less('examples', ':examples')}, updated_at = :at, version = version + 1
   where authority_id = :authority and answer_id = :answer`,
);
type LessonWord = { authority: number; answer: string; stem: string };
const shrinkLessonWord = statement<LessonWord & { uses: number }, never>(
  `update search_lesson_words set ${less('uses', ':uses')}
   where authority_id = :authority and answer_id = :answer and stem = :stem`,
);
const dropLessonWord = statement<LessonWord, never>(
  `delete from search_lesson_words where authority_id = :authority and answer_id = :answer and stem = :stem
     and uses = 0 and approved = 0 and decision is null`,
);
type Counts = { customers: number; gapCustomers: number; gaps: number };
const shrinkWord = statement<{ authority: number; stem: string; at: number } & Counts, never>(
  `update search_words set ${less('customers', ':customers')}, ${less('gap_customers', ':gapCustomers')},
     ${less('gaps', ':gaps')}, updated_at = :at
   where authority_id = :authority and stem = :stem`,
);
const dropWord = statement<{ authority: number; stem: string }, never>(
  `delete from search_words where authority_id = :authority and stem = :stem and customers = 0 and gap_customers = 0
     and gaps = 0 and not exists (select 1 from @search_lesson_words w
       where w.authority_id = search_words.authority_id and w.stem = search_words.stem)`,
);

/** Takes so many examples, and so many uses of each word, from an answer; a word that nobody else used goes. */
export async function shrinkAnswer(
  db: Writes,
  { authority, answer, examples }: { authority: AuthorityId; answer: string; examples: number },
  words: ReadonlyMap<string, number>,
  at: Instant,
): Promise<void> {
  await db.run(shrinkLesson, { authority, answer, examples, at });
  for (const [stem, uses] of words) {
    await db.run(shrinkLessonWord, { authority, answer, stem, uses });
    await db.run(dropLessonWord, { authority, answer, stem });
  }
}

/** Takes so many customers and gaps from a word; one that nobody else used is forgotten as it was spelt, too. */
export async function shrinkWordCounts(
  db: Writes,
  authority: AuthorityId,
  stem: string,
  counts: Counts,
  at: Instant,
): Promise<void> {
  await db.run(shrinkWord, { authority, stem, ...counts, at });
  await db.run(dropWord, { authority, stem });
}
