import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A file that is the evidence of a claimed saving. */
export interface SavingFile {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** SHA-256 in hex: its name in the file store. */
  readonly digest: string;
  readonly addedAt: Instant;
  readonly addedByName: string | null;
}

interface FileRow {
  id: string;
  authority_id: number;
  name: string;
  media_type: string;
  size_bytes: number;
  digest: string;
  added_at: Instant;
  added_by_name: string | null;
}

const columns = `f.id, b.authority_id, f.name, b.media_type, b.size_bytes, b.digest, f.added_at, p.display_name as added_by_name`;
const tables = `from @saving_files f join @stored_files b on b.id = f.file_id left join people p on p.id = f.added_by`;

// Relies on saving_files_saving_id_idx.
const filesOfSaving = statement<{ saving: string }, FileRow>(
  `select ${columns} ${tables} where f.saving_id = :saving and f.removed_at is null order by f.added_at, f.id`,
);
// Relies on the primary key.
const fileById = statement<{ saving: string; id: string }, FileRow & { removed_at: Instant | null }>(
  `select ${columns}, f.removed_at ${tables} where f.id = :id and f.saving_id = :saving`,
);
// Relies on saving_files_saving_id_idx.
const countOfSaving = statement<{ saving: string }, { count: number }>(
  'select count(*) as count from @saving_files f where f.saving_id = :saving and f.removed_at is null',
);

function toFile(row: FileRow): SavingFile {
  return {
    id: row.id,
    authorityId: row.authority_id,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    digest: row.digest,
    addedAt: row.added_at,
    addedByName: row.added_by_name,
  };
}

/** The evidence that is there, the first added first. */
export async function filesOf(db: Reads, saving: string): Promise<SavingFile[]> {
  return (await db.all(filesOfSaving, { saving })).map(toFile);
}

/** A file of the saving, also when it was removed. */
export async function findSavingFile(
  db: Reads,
  saving: string,
  id: string,
): Promise<(SavingFile & { readonly removed: boolean }) | undefined> {
  const row = await db.first(fileById, { saving, id });
  return row && { ...toFile(row), removed: row.removed_at !== null };
}

export async function countSavingFiles(db: Reads, saving: string): Promise<number> {
  return Number((await db.first(countOfSaving, { saving }))?.count ?? 0);
}

export interface NewSavingFile {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly savingId: string;
  readonly storedFileId: string;
  readonly name: string;
  readonly addedAt: Instant;
  readonly addedBy: string | null;
}

export async function insertSavingFile(db: Writes, file: NewSavingFile): Promise<void> {
  await db.insert('saving_files', {
    ...{ id: file.id, authority_id: file.authorityId, saving_id: file.savingId, file_id: file.storedFileId },
    ...{ name: file.name, added_at: file.addedAt, added_by: file.addedBy },
  });
}

export async function markSavingFileRemoved(db: Writes, id: string, now: Instant): Promise<void> {
  await db.update('saving_files', { id }, { removed_at: now });
}
