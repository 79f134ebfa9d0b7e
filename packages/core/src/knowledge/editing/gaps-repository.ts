import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { severalCustomers } from '../learning/learned-answers.js';

/** A word with which several different customers found nothing. */
export interface SearchGap {
  readonly authorityId: AuthorityId;
  readonly stem: string;
  readonly word: string;
  readonly customers: number;
  readonly gaps: number;
  readonly lastAt: Instant;
}

// Relies on search_gaps_source_id_key.
const bySource = statement<{ source: string }, { id: string }>('select id from @search_gaps where source_id = :source');
// Relies on search_gaps_customer_idx.
const byCustomer = statement<{ customer: string }, { stems: string }>(
  'select stems from @search_gaps where customer = :customer',
);
const addGapWord = statement<{ authority: number; stem: string; word: string; customers: number; at: number }, never>(
  `insert into search_words (authority_id, stem, word, customers, gap_customers, gaps, last_gap_at, updated_at)
   values (:authority, :stem, :word, 0, :customers, 1, :at, :at) on conflict (authority_id, stem)
   do update set gap_customers = search_words.gap_customers + excluded.gap_customers, gaps = search_words.gaps + 1,
     last_gap_at = excluded.last_gap_at, updated_at = excluded.updated_at`,
);
// Relies on search_words_authority_id_gap_customers_idx.
const severalHad = statement<
  { several: number; authority: number },
  { authority_id: number; stem: string; word: string; gap_customers: number; gaps: number; last_gap_at: number }
>(
  `select authority_id, stem, word, gap_customers, gaps, last_gap_at from @search_words
   where authority_id = :authority and gap_customers >= :several order by gaps desc, stem limit 200`,
);

export interface NewGap {
  readonly id: string;
  readonly sourceId: string;
  readonly customer: string;
  /** By stem, as it was spelt. */
  readonly words: ReadonlyMap<string, string>;
}

/** Counts words that found nothing, a customer once for each word. False: that source was counted before. */
export async function countGap(db: Writes, authority: AuthorityId, gap: NewGap, at: Instant): Promise<boolean> {
  if (await db.first(bySource, { source: gap.sourceId })) return false;
  const earlier = await db.all(byCustomer, { customer: gap.customer });
  const used = new Set(earlier.flatMap(({ stems }) => JSON.parse(stems) as string[]));
  const stems = [...gap.words.keys()].sort();
  await db.insert('search_gaps', {
    id: gap.id,
    authority_id: authority,
    source_id: gap.sourceId,
    customer: gap.customer,
    stems: JSON.stringify(stems),
    happened_at: at,
  });
  for (const stem of stems) {
    const word = gap.words.get(stem) ?? stem;
    await db.run(addGapWord, { authority, stem, word, customers: used.has(stem) ? 0 : 1, at });
  }
  return true;
}

/** Commonest first. Words of fewer customers are never read: one of them may be a name. */
export async function listGapWords(db: Reads, authority: AuthorityId): Promise<SearchGap[]> {
  const rows = await db.all(severalHad, { several: severalCustomers, authority });
  return rows.map((row) => ({
    authorityId: row.authority_id,
    stem: row.stem,
    word: row.word,
    customers: row.gap_customers,
    gaps: row.gaps,
    lastAt: Number(row.last_gap_at),
  }));
}

/** Starts the count of a word again. */
export async function clearGap(db: Writes, { authorityId, stem }: SearchGap, at: Instant): Promise<void> {
  const key = { authority_id: authorityId, stem };
  await db.update('search_words', key, { gap_customers: 0, gaps: 0, last_gap_at: null, updated_at: at });
}
