import type { Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { actorOf } from '../record-event.js';
import type { CaseFile } from '../types.js';
import { keepStoredFile, type FileKeeper } from './stored-files-repository.js';
import type { StoredUpload } from './uploads.js';

interface FileRow {
  id: string;
  authority_id: number;
  case_id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  digest: string;
  picture_state: string;
  picture_digest: string | null;
  picture_width: number | null;
  picture_height: number | null;
  added_at: Instant;
  added_by_name: string;
}

const columns = `f.id, b.authority_id, f.case_id, f.name, b.media_type, b.size_bytes, b.digest, b.picture_state, b.picture_digest,
  b.picture_width, b.picture_height, f.added_at, f.added_by_name`;

// Relies on case_files_case_id_idx.
export const filesOfCase = statement<{ case: string }, FileRow>(
  `select ${columns} from @case_files f join @stored_files b on b.id = f.file_id
   where f.case_id = :case and f.removed_at is null order by f.added_at, f.id`,
);
const fileById = statement<{ id: string; case: string }, FileRow & { removed_at: Instant | null }>(
  `select ${columns}, f.removed_at from @case_files f join @stored_files b on b.id = f.file_id
   where f.id = :id and f.case_id = :case`,
);
function toFile(row: FileRow): CaseFile {
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    digest: row.digest,
    picture: pictureIn(row),
    addedAt: row.added_at,
    addedByName: row.added_by_name,
  };
}

function pictureIn({ picture_state: state, picture_digest: digest, ...row }: FileRow): CaseFile['picture'] {
  if (state === 'waiting') return 'waiting';
  const { picture_width: width, picture_height: height } = row;
  return digest === null || width === null || height === null ? null : { digest, width, height };
}

export async function listFiles(db: Reads, caseId: string): Promise<CaseFile[]> {
  return (await db.all(filesOfCase, { case: caseId })).map(toFile);
}

/** A file of the case, also when it was removed. */
export async function findFile(
  db: Reads,
  caseId: string,
  id: string,
): Promise<(CaseFile & { removed: boolean }) | undefined> {
  const row = await db.first(fileById, { id, case: caseId });
  return row && { removed: row.removed_at !== null, ...toFile(row) };
}

/** Who puts a file on a case, and in which transaction. */
export interface FileAdder extends FileKeeper {
  readonly actorId: string | null;
  readonly actorName: string;
}

/** The actor of a command as one who adds files. */
export function fileAdder(context: CommandContext): FileAdder {
  return { db: context.db, now: context.now, newId: () => context.newId(), ...actorOf(context) };
}

/** Puts a stored file on a case. */
export async function insertFile(
  adder: FileAdder,
  { id: caseId, authorityId }: { id: string; authorityId: AuthorityId },
  upload: StoredUpload,
): Promise<string> {
  const id = adder.newId();
  await adder.db.insert('case_files', {
    id,
    authority_id: authorityId,
    case_id: caseId,
    file_id: await keepStoredFile(adder, authorityId, upload),
    name: upload.name,
    added_at: adder.now,
    added_by: adder.actorId,
    added_by_name: adder.actorName,
  });
  return id;
}

export async function markFileRemoved(context: CommandContext, id: string): Promise<void> {
  await context.db.update('case_files', { id }, { removed_at: context.now });
}
