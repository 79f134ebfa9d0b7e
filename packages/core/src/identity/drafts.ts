import { DAY_MS, type Instant } from '../kernel/clock.js';
import { tooLarge } from '../kernel/errors.js';
import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { forDraft } from '../kernel/sealed-value.js';
import { findDraftBody, listDraftBodies, removeDraftRow, saveDraftBody } from './drafts-repository.js';

const maxBytes = 65_536;
/** After a week what was typed is forgotten. */
export const draftsLastMs = 7 * DAY_MS;

/** What somebody typed and has not sent: the fields of one form, by its key. */
export type DraftFields = Readonly<Record<string, string | readonly string[]>>;

/** The person's draft of a form (`data-draft` is its key), if one was saved in the last seven days. */
export async function findDraft(kernel: Kernel, personId: string, key: string): Promise<DraftFields | undefined> {
  const since = kernel.clock.now() - draftsLastMs;
  const body = await findDraftBody(kernel.db.read(everyAuthority), personId, key, since);
  return body === undefined ? undefined : (JSON.parse(body) as DraftFields);
}

/** Keeps a draft in place of the one before. @throws too_large beyond 64 KB */
export async function saveDraft(kernel: Kernel, personId: string, key: string, fields: DraftFields): Promise<void> {
  const body = JSON.stringify(fields, (_, value: unknown) => (typeof value === 'string' ? forDraft(value) : value));
  if (Buffer.byteLength(body) > maxBytes) throw tooLarge({}, 'A draft holds at most 64 KB. Shorten the text.');
  await kernel.db.write(everyAuthority, (db) => saveDraftBody(db, personId, key, body, kernel.clock.now()));
}

/** Forgets a draft: the person threw it away, or what its form sent was done in several steps. */
export async function removeDraft(kernel: Kernel, personId: string, key: string): Promise<void> {
  await kernel.db.write(everyAuthority, (db) => forgetDraft(db, personId, key));
}

/** Forgets a draft in the transaction of what its form sent. */
export async function forgetDraft(db: Writes, personId: string, key: string): Promise<void> {
  await removeDraftRow(db.within(everyAuthority), personId, key);
}

/** A form that an expired session sent: kept, so that it can be sent again. */
export interface UnsentForm {
  /** Path and query that it was posted to. */
  readonly path: string;
  readonly fields: DraftFields;
  readonly savedAt: Instant;
}

const expiredPrefix = 'expired:';

export async function listUnsentForms(kernel: Kernel, personId: string): Promise<UnsentForm[]> {
  const since = kernel.clock.now() - draftsLastMs;
  const drafts = await listDraftBodies(kernel.db.read(everyAuthority), personId, expiredPrefix, since);
  return drafts.map(({ key, body, savedAt }) => ({
    path: key.slice(expiredPrefix.length),
    fields: JSON.parse(body) as DraftFields,
    savedAt,
  }));
}

/** Answers whether it was there: of two clicks on "Send it again", one finds it. */
export function removeUnsentForm(kernel: Kernel, personId: string, path: string): Promise<boolean> {
  return kernel.db.write(everyAuthority, (db) => removeDraftRow(db, personId, expiredPrefix + path));
}

const neverKept = /^\/(?:sign-out|desk\/session|desk\/me\/(?:password|second-factor|tokens|unsent))/;
const secretField = /^_|password|secret|^(?:code|token)$/i;

/**
 * Keeps what an expired session was sending. A draft that was being saved is saved; a form becomes an unsent form.
 * Secrets are never kept, nor a form larger than 64 KB.
 */
export async function keepExpiredPost(kernel: Kernel, personId: string, path: string, body: unknown): Promise<void> {
  if (neverKept.test(path) || typeof body !== 'object' || body === null) return;
  const draft = path === '/desk/drafts' ? readDraftForm(body) : undefined;
  const key = draft?.key ?? expiredPrefix + path;
  const fields = draft?.fields ?? formFields(body);
  const isTooLarge = Buffer.byteLength(JSON.stringify(fields)) > maxBytes || key.length > 500;
  if (Object.keys(fields).length === 0 || isTooLarge) return;
  await saveDraft(kernel, personId, key, fields);
}

/** What the browser's draft keeper posts: the form's key, and its fields as JSON. */
export function readDraftForm(body: object): { key: string; fields: DraftFields } | undefined {
  const { key, content } = body as { key?: unknown; content?: unknown };
  if (typeof key !== 'string' || typeof content !== 'string' || !isDraftKey(key)) return undefined;
  try {
    const fields: unknown = JSON.parse(content);
    return typeof fields === 'object' && fields !== null ? { key, fields: formFields(fields) } : undefined;
  } catch {
    return undefined;
  }
}

/** A form's own key; those of unsent forms are the server's. */
function isDraftKey(key: string): boolean {
  return key.length > 0 && key.length <= 200 && !key.startsWith(expiredPrefix);
}

function formFields(body: object): DraftFields {
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isKept = (entry: [string, unknown]): entry is [string, string | string[]] =>
    !secretField.test(entry[0]) && (isText(entry[1]) || (Array.isArray(entry[1]) && entry[1].every(isText)));
  return Object.fromEntries(Object.entries(body as Record<string, unknown>).filter(isKept));
}
