import { z } from 'zod';
import { DAY_MS, type Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { notAllowed, notFound } from '../kernel/errors.js';
import { line } from '../kernel/input.js';
import { isInScope } from '../kernel/scope.js';
import type { Actor } from '../kernel/actor.js';
import { findDraftBody, saveDraftBody } from './drafts-repository.js';

/** How long a file waits for whoever sent it to look at its difference. */
const lastsMs = DAY_MS;

/** Characters of a file: some hundred thousand rows. */
export const longestFile = 20_000_000;

/** A file of an authority's, as it is sent. */
export const SentFile = z.strictObject({
  authorityId: z.coerce.number('Choose a council').int().min(1, 'Choose a council'),
  name: line(255, 'the name of the file'),
  /** CSV. */
  content: z.string().min(1, 'Choose a file that has something in it').max(longestFile, 'Choose a smaller file'),
});

/** A file of an authority's whose difference is being looked at, as a draft of whoever sent it. */
const KeptFile = z.strictObject({
  authorityId: z.number().int(),
  name: z.string(),
  /** The whole of it, as CSV. */
  content: z.string(),
});
export type KeptFile = z.output<typeof KeptFile>;

/** What the file is of: 'staff', 'rules'. */
export type KeptFileKind = 'staff' | 'rules';

interface Keeping {
  readonly actor: Actor;
  readonly now: Instant;
}

/** @throws not_allowed; not_found where the authority is beyond the scope */
export async function keepFile(
  { db, actor, now }: Keeping & { readonly db: Writes },
  of: { readonly kind: KeptFileKind; readonly id: string },
  file: KeptFile,
): Promise<void> {
  if (actor.kind !== 'staff') throw notAllowed();
  if (!isInScope(db.scope, file.authorityId)) throw notFound();
  await saveDraftBody(db, actor.staffId, keyOf(of), JSON.stringify(file), now);
}

/** @throws not_allowed; not_found where it isn't the actor's, is too old, or is of an authority beyond the scope */
export async function getKeptFile(
  { db, actor, now }: Keeping & { readonly db: Reads },
  of: { readonly kind: KeptFileKind; readonly id: string },
): Promise<KeptFile> {
  if (actor.kind !== 'staff') throw notAllowed();
  const body = await findDraftBody(db, actor.staffId, keyOf(of), now - lastsMs);
  const { data: file } = KeptFile.safeParse(body === undefined ? undefined : JSON.parse(body));
  if (!file || !isInScope(db.scope, file.authorityId)) throw notFound();
  return file;
}

function keyOf({ kind, id }: { readonly kind: KeptFileKind; readonly id: string }): string {
  return `${kind}-file:${id}`;
}
