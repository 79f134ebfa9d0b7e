import { z } from 'zod';
import { getCase } from '../../cases/index.js';
import { malformed, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { may } from '../../kernel/scope.js';
import { mailStates, type IncomingMail, type MailFile } from './incoming-types.js';
import { countWaiting, findMail, listMailFiles, listMailInState, type MailPlace } from './mails-repository.js';

export interface ShownMail extends IncomingMail {
  /** Its words and its sender are kept from the reader: the customer's record is restricted. */
  readonly isKeptBack: boolean;
}

export interface MailList {
  readonly items: readonly ShownMail[];
  readonly nextCursor: string | null;
  /** How many nobody has placed. */
  readonly waiting: number;
}

/** Mail that came in, the latest first. */
export const listMail = defineQuery({
  name: 'correspondence.list-mail',
  permission: 'correspondence.read',
  input: z.strictObject({
    state: z.enum(mailStates).default('waiting'),
    cursor: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  run: async (context, { state, cursor, limit }): Promise<MailList> => {
    const { authorityIds } = context.db.scope;
    const authorities = authorityIds === 'all' ? [] : authorityIds;
    const before = cursor === undefined ? undefined : placeOf(cursor);
    const found = await listMailInState(context.db, { authorities, state, limit: limit + 1, before });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: show(context, page).map(veil),
      nextCursor: last && found.length > limit ? `${last.receivedAt}.${last.id}` : null,
      waiting: await countWaiting(context.db, authorities),
    };
  },
});

/** A mail, and what was attached to it. @throws not_found; case_reason_needed */
export const getMail = defineQuery({
  name: 'correspondence.get-mail',
  permission: 'correspondence.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<ShownMail & { readonly files: readonly MailFile[] }> => {
    const mail = await findMail(context.db, id);
    if (!mail) throw notFound();
    if (mail.caseId !== null) await context.call(getCase, { id: mail.caseId });
    const [shown] = show(context, [mail]);
    if (!shown) throw notFound();
    return { ...shown, files: shown.isKeptBack ? [] : await listMailFiles(context.db, id) };
  },
});

function show({ actor, shown }: QueryContext, mails: readonly IncomingMail[]): ShownMail[] {
  for (const authorityId of new Set(mails.map((mail) => mail.authorityId))) {
    const own = mails.filter((mail) => mail.authorityId === authorityId);
    shown(
      authorityId,
      'mail',
      own.map(({ id }) => id),
    );
  }
  return mails.map((mail) => {
    const mayRead = may(actor, 'customers.read-restricted', mail.authorityId);
    const isKeptBack = mail.restricted === 'customer' && !mayRead;
    return isKeptBack ? { ...withoutWords(mail), isKeptBack } : { ...mail, isKeptBack };
  });
}

/** In a list, a restricted person or case is no words at all. */
function veil(mail: ShownMail): ShownMail {
  return mail.restricted === null ? mail : { ...mail, ...withoutWords(mail) };
}

function withoutWords(mail: IncomingMail): IncomingMail {
  return { ...mail, fromName: '', fromAddress: '', subject: '', body: '', leftOut: null, note: null, customerId: null };
}

function placeOf(cursor: string): MailPlace {
  const [at, id] = cursor.split('.');
  const parsed = z.strictObject({ at: z.coerce.number().int(), id: uuidField }).safeParse({ at, id });
  if (parsed.success) return parsed.data;
  throw malformed({}, 'The cursor is not one that a list gave. Begin at the first page.');
}
