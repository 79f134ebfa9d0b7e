import type { Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import type { StoredUpload } from './uploads.js';

interface UploadRow {
  id: string;
  digest: string;
  name: string;
  media_type: string;
  size_bytes: number;
}

// Relies on the primary key.
const ofPerson = statement<{ ids: readonly string[]; person: string; since: Instant }, UploadRow>(
  `select u.id, u.digest, u.name, u.media_type, u.size_bytes from @uploads u
   where u.id in (:ids*) and u.person_id = :person and u.stored_at >= :since`,
);

/** What a person uploaded since then, by id; others' and older ones are left out. */
export async function listUploads(
  db: Reads,
  person: string,
  ids: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, StoredUpload>> {
  const rows = ids.length === 0 ? [] : await db.all(ofPerson, { ids, person, since });
  return new Map(
    rows.map(({ id, digest, name, media_type: mediaType, size_bytes: sizeBytes }) => [
      id,
      { digest, name, mediaType, sizeBytes },
    ]),
  );
}

export async function insertUpload(
  { db, now, newId }: CommandContext,
  { authorityId, personId, file }: { authorityId: AuthorityId; personId: string; file: StoredUpload },
): Promise<string> {
  const id = newId();
  await db.insert('uploads', {
    ...{ id, authority_id: authorityId, person_id: personId, digest: file.digest, name: file.name },
    ...{ media_type: file.mediaType, size_bytes: file.sizeBytes, stored_at: now },
  });
  return id;
}

// Relies on uploads_stored_at_idx.
const removeOlder = statement<{ before: Instant }, never>('delete from uploads where stored_at < :before');

/** Forgets what was uploaded before then. Bytes that a case has stay with it. */
export async function removeUploadsBefore(db: Database, before: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(removeOlder, { before }));
}
