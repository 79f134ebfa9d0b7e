import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { FilePicture } from '../types.js';

/** A stored photo of which no picture was made yet. */
export interface WaitingPhoto {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly digest: string;
}

interface WaitingRow {
  id: string;
  authority_id: number;
  digest: string;
}

const columns = `b.id, b.authority_id, b.digest from @stored_files b where b.picture_state = 'waiting'`;

// Relies on stored_files_waiting_idx; ids are in the order in which files came.
export const waitingPhotos = statement<{ limit: number }, WaitingRow>(`select ${columns} order by b.id limit :limit`);
const waitingPhoto = statement<{ id: string }, WaitingRow>(`select ${columns} and b.id = :id`);

const toPhoto = (row: WaitingRow): WaitingPhoto => ({
  id: row.id,
  authorityId: row.authority_id,
  digest: row.digest,
});

export async function listWaitingPhotos(db: Reads, limit: number): Promise<WaitingPhoto[]> {
  return (await db.all(waitingPhotos, { limit })).map(toPhoto);
}

export async function findWaitingPhoto(db: Reads, id: string): Promise<WaitingPhoto | undefined> {
  const row = await db.first(waitingPhoto, { id });
  return row && toPhoto(row);
}

/** Keeps the picture of a photo, or that none can be made of it. */
export async function savePicture({ db }: CommandContext, id: string, picture: FilePicture | null): Promise<void> {
  const made = picture && {
    picture_digest: picture.digest,
    picture_width: picture.width,
    picture_height: picture.height,
  };
  await db.update('stored_files', { id }, { picture_state: picture ? 'made' : 'none', ...made });
}
