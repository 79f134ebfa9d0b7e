import { listAuthorities } from '../../authorities/index.js';
import { getKeptFile, type KeptFile } from '../../identity/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { readSentRows } from '../../kernel/import/read-file.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { StaffRows } from './examine-staff.js';
import { staffCsv } from './staff-csv.js';

interface Asking {
  readonly kernel: Kernel;
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
}

/** A file that the actor sent, with its rows. @throws not_found */
export async function keptRows(
  context: Asking,
  id: string,
): Promise<{ readonly file: KeptFile; readonly rows: StaffRows }> {
  const file = await getKeptFile(context, { kind: 'staff', id });
  const read = await readSentRows(staffCsv, file.content);
  const authorities = await listAuthorities(context.kernel);
  return { file, rows: { authorities, onlyFor: file.authorityId, ...read, now: context.now } };
}
