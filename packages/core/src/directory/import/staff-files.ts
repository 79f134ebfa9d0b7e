import { z } from 'zod';
import { findDraftBody, saveDraftBody } from '../../identity/index.js';
import { DAY_MS, type Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { isInScope } from '../../kernel/scope.js';

/** How long a file waits for whoever sent it to look at its difference. */
const lastsMs = DAY_MS;

/** A file of an authority's staff whose difference is being looked at, as a draft of whoever sent it. */
const StaffFile = z.strictObject({
  authorityId: z.number().int(),
  name: z.string(),
  /** The whole of it, as CSV. */
  content: z.string(),
});
export type KeptStaffFile = z.output<typeof StaffFile>;

interface Owner {
  readonly id: string;
  readonly personId: string;
  readonly now: Instant;
}

const keyOf = ({ id }: Owner): string => `staff-file:${id}`;

export async function saveStaffFile(db: Writes, owner: Owner, file: KeptStaffFile): Promise<void> {
  await saveDraftBody(db, owner.personId, keyOf(owner), JSON.stringify(file), owner.now);
}

/** Undefined where it isn't theirs, is too old, or is of an authority beyond the scope. */
export async function findStaffFile(db: Reads, owner: Owner): Promise<KeptStaffFile | undefined> {
  const body = await findDraftBody(db, owner.personId, keyOf(owner), owner.now - lastsMs);
  const { data: file } = StaffFile.safeParse(body === undefined ? undefined : JSON.parse(body));
  return file && isInScope(db.scope, file.authorityId) ? file : undefined;
}
