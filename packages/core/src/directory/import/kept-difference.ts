import { listAuthorities } from '../../authorities/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { readStaff } from '../commands/import-staff.js';
import type { StaffRows } from './examine-staff.js';
import { findStaffFile, type KeptStaffFile } from './staff-files.js';

interface Asking {
  readonly kernel: Kernel;
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
}

/** A file that the actor sent, with its rows. @throws not_found */
export async function keptRows(
  { kernel, db, actor, now }: Asking,
  id: string,
): Promise<{ readonly file: KeptStaffFile; readonly rows: StaffRows }> {
  if (actor.kind !== 'staff') throw notAllowed();
  const file = await findStaffFile(db, { id, personId: actor.staffId, now });
  if (!file) throw notFound();
  const read = await readStaff(sourceOf(file.content), {});
  const authorities = await listAuthorities(kernel);
  return { file, rows: { authorities, onlyFor: file.authorityId, ...read, now } };
}

/** A text, or the bytes of a file, as the readers of files take them. */
export async function* sourceOf(content: string | Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(content));
}
