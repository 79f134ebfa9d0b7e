import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** `failed`: the directory could not be read. `waits`: somebody has to look at the difference. */
export type ReadingOutcome = 'followed' | 'waits' | 'failed';

/** What came of reading a council's directory, the last time that it was read by itself. */
export interface Reading {
  readonly authorityId: AuthorityId;
  readonly connection: string;
  readonly readAt: Instant;
  readonly outcome: ReadingOutcome;
  /** What was wrong, or why it waits. */
  readonly words: string;
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
  readonly refused: number;
  /** Entries without a name or a mail address of their own. */
  readonly leftOut: number;
}

interface ReadingRow {
  authority_id: AuthorityId;
  connection: string;
  read_at: Instant;
  outcome: ReadingOutcome;
  words: string;
  added: number;
  changed: number;
  gone: number;
  refused: number;
  left_out: number;
}

const all = statement<Record<string, never>, ReadingRow>(
  `select r.authority_id, r.connection, r.read_at, r.outcome, r.words, r.added, r.changed, r.gone, r.refused, r.left_out
   from @directory_readings r order by r.authority_id`,
);

/** One a council at most. */
export async function listReadings(db: Reads): Promise<Reading[]> {
  return (await db.all(all, {})).map(({ authority_id: authorityId, read_at: readAt, left_out: leftOut, ...row }) => ({
    ...{ authorityId, readAt, leftOut, ...row },
  }));
}

export async function saveReading(db: Writes, { authorityId, readAt, leftOut, ...reading }: Reading): Promise<void> {
  await db.remove('directory_readings', { authority_id: authorityId });
  const row = { authority_id: authorityId, read_at: readAt, left_out: leftOut, ...reading };
  await db.insert('directory_readings', row);
}
