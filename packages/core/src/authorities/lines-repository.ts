import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { KeptLine } from './types.js';

interface LineRow {
  readonly id: string;
  readonly authority_id: number;
  readonly telephone: string;
  readonly name: string;
  readonly opening_words: string;
  readonly version: number;
}

const columns = 'id, authority_id, telephone, name, opening_words, version';
const ofAuthority = statement<{ authority: number }, LineRow>(
  `select ${columns} from @contact_lines where authority_id = :authority order by name, telephone`,
);
const byId = statement<{ id: string }, LineRow>(`select ${columns} from @contact_lines where id = :id`);

export async function listLinesOf(db: Reads, authorityId: AuthorityId): Promise<KeptLine[]> {
  return (await db.all(ofAuthority, { authority: authorityId })).map(toLine);
}

export async function findLine(db: Reads, id: string): Promise<KeptLine | undefined> {
  const row = await db.first(byId, { id });
  return row && toLine(row);
}

/** Answers whether it still was that version. */
export async function saveLine(db: Writes, { id, name, openingWords, version }: KeptLine): Promise<boolean> {
  const row = { name, opening_words: openingWords, version: version + 1 };
  return (await db.update('contact_lines', { id, version }, row)) === 1;
}

function toLine({ authority_id: authorityId, opening_words: openingWords, ...line }: LineRow): KeptLine {
  return { ...line, authorityId, openingWords };
}
