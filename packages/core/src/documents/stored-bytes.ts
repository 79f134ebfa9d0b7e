import { adaptersFor, tryInstance } from '../adapters/index.js';
import { fileDamaged } from '../kernel/files.js';
import { isError } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Reply } from '../kernel/route.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { fileAway } from './file-away.js';
import { findKept, type KeptDocument } from './documents-repository.js';
import { digestOf, wholeOf } from './whole-document.js';

/** A file by whose it is and by its SHA-256 in hex. */
export interface StoredFile {
  readonly authorityId: AuthorityId;
  readonly digest: string;
}

/** A file to be saved by whoever reads. @throws as `storedBytes` */
export async function fileReply(
  kernel: Kernel,
  { name, mediaType, ...file }: StoredFile & { readonly name: string; readonly mediaType: string },
): Promise<Reply> {
  return { kind: 'file', bytes: await storedBytes(kernel, file), name, mediaType };
}

/**
 * The bytes of a file: from the disk, else from the connection of its council that keeps it, and then they lie on the
 * disk again for a while. They are held to their digest in either case.
 * @throws file_away; file_damaged; ENOENT for one that is lost
 */
export async function storedBytes(kernel: Kernel, file: StoredFile): Promise<Buffer> {
  try {
    return await kernel.files.get(file.digest);
  } catch (error) {
    const isDamaged = isError(error, fileDamaged.code);
    if (!isDamaged && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const kept = await findKept(kernel.db.read(everyAuthority), file.authorityId, file.digest);
    if (!kept) throw error;
    const bytes = await readKept(kernel, kept);
    if (isDamaged) await kernel.files.remove(file.digest);
    await kernel.files.put(bytes);
    return bytes;
  }
}

/** A piece of it. Whoever puts the pieces together holds them to the digest. @throws as `storedBytes` */
export async function storedPiece(
  kernel: Kernel,
  file: StoredFile,
  at: { readonly offset: number; readonly bytes: number },
): Promise<Buffer> {
  try {
    return await kernel.files.getPiece(file.digest, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await storedBytes(kernel, file);
    return await kernel.files.getPiece(file.digest, at);
  }
}

/**
 * Reads a document from the connection that keeps it, if that still serves its council. @throws file_away; file_damaged
 */
export async function readKept(
  kernel: Kernel,
  { authorityId, digest, sizeBytes, kept }: KeptDocument,
): Promise<Buffer> {
  const wanted = { kind: 'documents', authorityId, service: null } as const;
  const serving = adaptersFor(kernel.adapters, wanted).find(({ name }) => name === kept.instance);
  if (!serving) {
    kernel.log.error(
      { adapter: kept.instance },
      'a connection that keeps files is gone, or serves their council no more',
    );
    throw fileAway();
  }
  const asked = await tryInstance(kernel, serving, () => wholeOf(serving.instance.read(kept.name), sizeBytes));
  if (!asked.ok) throw fileAway();
  if (digestOf(asked.value) !== digest) throw fileDamaged();
  return asked.value;
}
