import { z } from 'zod';
import { DAY_MS, type Instant } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { notAllowed, notFound, type FieldFault } from '../kernel/errors.js';
import type { ImportFormat } from '../kernel/import/row-reader.js';
import { readSentRows, sentText } from '../kernel/import/read-file.js';
import { line } from '../kernel/input.js';
import { isInScope } from '../kernel/scope.js';
import type { Actor } from '../kernel/actor.js';
import type { RouteContext } from '../kernel/route.js';
import type { TypedImport } from '../web/import-views.js';
import { findDraftBody, saveDraftBody } from './drafts-repository.js';

/** How long a file waits for whoever sent it to look at its difference. */
const lastsMs = DAY_MS;

/** Characters of a file: some hundred thousand rows. */
const longestFile = 20_000_000;

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
  /** The whole of it, as CSV; a pack as JSON. */
  content: z.string(),
});
export type KeptFile = z.output<typeof KeptFile>;

/** What the file is of. */
export type KeptFileKind = 'staff' | 'rules' | 'pack';

/** What a form sent of a file to keep, or what is wrong with its file. */
export async function sentFile({
  body: { authorityId, encoding },
  files: [file],
}: RouteContext<unknown, unknown, TypedImport>): Promise<z.input<typeof SentFile> | FieldFault> {
  if (!file) return { field: 'file', message: 'Choose a CSV file' };
  const read = await sentText(file.bytes, encoding, longestFile);
  if ('message' in read) return { field: 'file', message: read.message };
  return { authorityId, name: file.name, content: read.text };
}

/**
 * Keeps a file of rows for a day, so that its difference can be looked at. Nothing of what it says is written.
 * @throws not_allowed; not_found where the authority is beyond the scope; bad_input on `file` when it can't be read at all
 */
export async function keepFile<T>(
  context: CommandContext,
  { kind, format }: { readonly kind: KeptFileKind; readonly format: ImportFormat<T> },
  file: KeptFile,
): Promise<{ id: string }> {
  return await keepContent(context, kind, file, async () => {
    const { rows, faults } = await readSentRows(format, file.content);
    return { rows: rows.length, refused: faults.length };
  });
}

/**
 * The same for any content. `look` says for the audit what it is, or throws.
 * @throws not_allowed; not_found where the authority is beyond the scope
 */
export async function keepContent(
  { db, actor, now, newId, audit }: CommandContext,
  kind: KeptFileKind,
  file: KeptFile,
  look: () => Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>,
): Promise<{ id: string }> {
  const { authorityId } = file;
  if (actor.kind !== 'staff') throw notAllowed();
  if (!isInScope(db.scope, authorityId)) throw notFound();
  const id = newId();
  const details = await look();
  await saveDraftBody(db, actor.staffId, keyOf({ kind, id }), JSON.stringify(file), now);
  await audit({ authorityId, subject: { kind: `${kind}-file`, id }, details });
  return { id };
}

/** @throws not_allowed; not_found where it isn't the actor's, is too old, or is of an authority beyond the scope */
export async function getKeptFile(
  { db, actor, now }: { readonly db: Reads; readonly actor: Actor; readonly now: Instant },
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
