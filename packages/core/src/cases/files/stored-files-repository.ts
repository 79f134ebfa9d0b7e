import type { Instant } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { pictureTypes } from '../../kernel/pictures/picture-limits.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { StoredUpload } from './uploads.js';

/** In which transaction, and when, a file is kept. */
export interface FileKeeper {
  readonly db: Writes;
  readonly now: Instant;
  newId(): string;
}

// Relies on stored_files_authority_id_digest_key.
const storedByDigest = statement<{ authority: number; digest: string }, { id: string }>(
  'select b.id from @stored_files b where b.authority_id = :authority and b.digest = :digest',
);
// Two people may add the same bytes at once.
const keepStored = statement<
  { id: string; authority: number; digest: string; size: number; type: string; now: number; picture: string },
  never
>(
  `insert into stored_files (id, authority_id, digest, size_bytes, media_type, stored_at, picture_state)
   values (:id, :authority, :digest, :size, :type, :now, :picture) on conflict (authority_id, digest) do nothing`,
);

/** The row of these bytes. They are one row an authority, however many records have them. */
export async function keepStoredFile(
  keeper: FileKeeper,
  authorityId: AuthorityId,
  upload: StoredUpload,
): Promise<string> {
  const { digest, sizeBytes: size, mediaType: type } = upload;
  const picture = pictureTypes.has(type) ? 'waiting' : 'none';
  const id = keeper.newId();
  await keeper.db.run(keepStored, { id, authority: authorityId, digest, size, type, now: keeper.now, picture });
  const stored = await keeper.db.first(storedByDigest, { authority: authorityId, digest });
  if (!stored) throw new Error('a stored file was not kept');
  return stored.id;
}
