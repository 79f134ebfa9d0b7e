import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/** A stored file, and where its bytes lie: on the disk of Moothall alone, or kept by a connection as well. */
export interface Document {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly kept: KeptPlace | null;
}

export interface KeptPlace {
  /** Name of the connection. */
  readonly instance: string;
  /** Of the document there. */
  readonly name: string;
}

/** One that a connection keeps. */
export type KeptDocument = Document & { readonly kept: KeptPlace };

interface Row {
  id: string;
  authority_id: number;
  digest: string;
  size_bytes: number;
  media_type: string;
  kept_in: string | null;
  kept_as: string | null;
}

const columns = 'b.id, b.authority_id, b.digest, b.size_bytes, b.media_type, b.kept_in, b.kept_as from @stored_files b';

// Relies on stored_files_to_keep_idx; ids are in the order in which files came.
export const documentsToKeep = statement<{ authorities: readonly number[]; after: string; limit: number }, Row>(
  `select ${columns} where b.kept_in is null and b.id > :after and b.authority_id in (:authorities*)
   order by b.id limit :limit`,
);
// Relies on stored_files_authority_id_digest_key.
const byDigest = statement<{ authority: number; digest: string }, Row>(
  `select ${columns} where b.authority_id = :authority and b.digest = :digest`,
);
// Relies on stored_files_digest_idx.
export const documentsByDigest = statement<{ digests: readonly string[] }, Row>(
  `select ${columns} where b.digest in (:digests*)`,
);
// Relies on stored_files_picture_digest_idx; uploads are those of a day.
const otherwiseNamed = statement<{ digests: readonly string[] }, { digest: string }>(
  `select b.picture_digest as digest from @stored_files b where b.picture_digest in (:digests*)
   union select u.digest from @uploads u where u.digest in (:digests*)`,
);
const elsewhere = statement<{ after: string; limit: number }, Row>(
  `select ${columns} where b.kept_in is not null and b.id > :after order by b.id limit :limit`,
);
// Relies on stored_files_to_keep_idx.
const waiting = statement<{ authorities: readonly number[]; before: number }, { count: number }>(
  `select count(*) as count from @stored_files b
   where b.kept_in is null and b.stored_at < :before and b.authority_id in (:authorities*)`,
);

function toDocument({ kept_in: instance, kept_as: name, ...row }: Row): Document {
  return {
    ...{ id: row.id, authorityId: row.authority_id, digest: row.digest },
    ...{ sizeBytes: row.size_bytes, mediaType: row.media_type },
    kept: instance === null || name === null ? null : { instance, name },
  };
}

const isKept = (document: Document): document is KeptDocument => document.kept !== null;

/** Of those councils, what no connection keeps yet, in the order in which it came. */
export async function listToKeep(
  db: Reads,
  about: { readonly authorities: readonly AuthorityId[]; readonly after: string; readonly limit: number },
): Promise<Document[]> {
  return (await db.all(documentsToKeep, about)).map(toDocument);
}

/** How many files of those councils that are older no connection keeps yet. */
export async function countToKeep(db: Reads, authorities: readonly AuthorityId[], before: number): Promise<number> {
  return Number((await db.first(waiting, { authorities, before }))?.count ?? 0);
}

/** A file of a council that a connection keeps. */
export async function findKept(db: Reads, authority: AuthorityId, digest: string): Promise<KeptDocument | undefined> {
  const row = await db.first(byDigest, { authority, digest });
  const found = row && toDocument(row);
  return found && isKept(found) ? found : undefined;
}

/** The files of those bytes, of every council that has them. */
export async function documentsOf(db: Reads, digests: readonly string[]): Promise<Document[]> {
  return digests.length === 0 ? [] : (await db.all(documentsByDigest, { digests })).map(toDocument);
}

/** Of those bytes, what a page or a form needs from the disk: resized pictures, and uploads that wait. */
export async function neededHere(db: Reads, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = digests.length === 0 ? [] : await db.all(otherwiseNamed, { digests });
  return new Set(rows.map(({ digest }) => digest));
}

/** What connections keep, some at once, in the order of ids. */
export async function keptElsewhere(db: Reads, after: string, limit: number): Promise<KeptDocument[]> {
  return (await db.all(elsewhere, { after, limit })).map(toDocument).filter(isKept);
}

export async function saveKept(db: Writes, id: string, { instance, name }: KeptPlace): Promise<void> {
  await db.update('stored_files', { id }, { kept_in: instance, kept_as: name });
}
