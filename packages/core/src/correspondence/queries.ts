import { z } from 'zod';
import { getCase, type DescribedCase } from '../cases/index.js';
import type { Actor } from '../kernel/actor.js';
import { malformed, notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { may } from '../kernel/scope.js';
import { linkFieldOf, type MergeValues } from './merge-fields.js';
import { caseValues } from './merge-values.js';
import { recipientOf, type Recipient } from './recipient.js';
import { countByState, findMessage, listInState, listMessagesOfCase, type MessagePlace } from './repository.js';
import { listTemplatesInUse } from './shared/templates-in-use.js';
import type { languages } from './types.js';
import { messageStates, type Message, type MessageChannel, type MessageState, type MessageTemplate } from './types.js';

/** A message as a reader may see it. The address of somebody whose record is restricted is null for most. */
export type ShownMessage = Omit<Message, 'address'> & { readonly address: string | null };

/** A case, whom a reply goes to, and the words that there are for it. */
export interface Reply {
  readonly case: DescribedCase;
  readonly recipient: Omit<Recipient, 'reach'>;
  /** The channels that reach them. Null: their record is restricted, and where it goes is not shown. */
  readonly reach: Readonly<Partial<Record<MessageChannel, string | null>>>;
  readonly templates: readonly MessageTemplate[];
  /** What the merge fields stand for, in each language. */
  readonly values: Readonly<Record<(typeof languages)[number], MergeValues>>;
}

/** What the page for writing about a case shows. @throws not_found; case_reason_needed */
export const getReply = defineQuery({
  name: 'correspondence.get-reply',
  permission: 'correspondence.send',
  input: z.strictObject({ reference: z.string().trim().min(1).max(100) }),
  run: async (context, address): Promise<Reply> => {
    const found = await context.call(getCase, address);
    const { reach, ...recipient } = await recipientOf(context.db, found, found);
    const { authorityId, serviceId } = found;
    const templates = (await listTemplatesInUse(context, [authorityId])).filter(
      (template) =>
        template.enabled &&
        linkFieldOf(template.occasion) === undefined &&
        (template.serviceId === null || template.serviceId === serviceId),
    );
    const isHidden = recipient.caution === 'restricted-customer' && !seesAddress(context.actor, authorityId);
    const channels = Object.entries(reach) as [MessageChannel, string][];
    return {
      case: found,
      recipient,
      reach: Object.fromEntries(channels.map(([channel, value]) => [channel, isHidden ? null : value])),
      templates,
      values: {
        en: await caseValues(context, found, recipient, 'en'),
        cy: await caseValues(context, found, recipient, 'cy'),
      },
    };
  },
});

/** A message. @throws not_found; case_reason_needed */
export const getMessage = defineQuery({
  name: 'correspondence.get-message',
  permission: 'correspondence.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<ShownMessage> => hideLink(await readMessage(context, id)),
});

/** A message as it is put into an envelope: with the customer's link, where it holds one. @throws as `getMessage` */
export const getLetter = defineQuery({
  name: 'correspondence.get-letter',
  permission: 'correspondence.send',
  input: z.strictObject({ id: uuidField }),
  run: (context, { id }): Promise<ShownMessage> => readMessage(context, id),
});

async function readMessage(context: QueryContext, id: string): Promise<ShownMessage> {
  const message = await findMessage(context.db, id);
  if (!message) throw notFound();
  if (message.caseId !== null) await context.call(getCase, { id: message.caseId });
  return show(context, [message])[0] ?? { ...message, address: null };
}

/** Whoever has a survey's link can answer it: it is the customer's. */
export function hideLink(message: ShownMessage): ShownMessage {
  if (message.occasion !== 'survey') return message;
  return { ...message, body: message.body.replace(/(\/s\/)[\w-]{43}/g, '$1…') };
}

/** What was written about a case, the newest first. @throws not_found; case_reason_needed */
export const listCaseMessages = defineQuery({
  name: 'correspondence.list-case-messages',
  permission: 'correspondence.read',
  input: z.strictObject({ caseId: uuidField }),
  run: async (context, { caseId }): Promise<ShownMessage[]> => {
    await context.call(getCase, { id: caseId });
    return show(context, await listMessagesOfCase(context.db, caseId));
  },
});

export interface MessageList {
  readonly items: readonly ShownMessage[];
  readonly nextCursor: string | null;
  /** How many are held, wait and have failed. */
  readonly counts: Readonly<Partial<Record<Message['state'], number>>>;
}

/** What stands in one list with others: it is on its way out, or it arrived. */
const listedWith: Partial<Record<MessageState, readonly MessageState[]>> = {
  waiting: ['sending'],
  sent: ['delivered'],
};

/** Messages by how far they are, the oldest first. */
export const listMessages = defineQuery({
  name: 'correspondence.list-messages',
  permission: 'correspondence.read',
  input: z.strictObject({
    state: z.enum(messageStates).default('waiting'),
    cursor: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  run: async (context, { state, cursor, limit }): Promise<MessageList> => {
    const { authorityIds } = context.db.scope;
    const authorities = authorityIds === 'all' ? [] : authorityIds;
    const states = [state, ...(listedWith[state] ?? [])];
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const found = await listInState(context.db, { authorities, states, limit: limit + 1, after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: show(context, page).map(veil).map(hideLink),
      nextCursor: last && found.length > limit ? `${last.queuedAt}.${last.id}` : null,
      counts: await countByState(context.db, authorities),
    };
  },
});

/** In a list, a restricted case or person is a reference and no words, whenever the message was written. */
export function veil(message: ShownMessage): ShownMessage {
  if (message.restricted === null) return message;
  return { ...message, recipientName: '', address: null, subject: '', body: '' };
}

function seesAddress(actor: Actor, authorityId: number): boolean {
  return may(actor, 'customers.read-restricted', authorityId);
}

/** Notes messages as shown, less what of them the reader may not see. */
export function show({ actor, shown }: QueryContext, messages: readonly Message[]): ShownMessage[] {
  for (const authorityId of new Set(messages.map((message) => message.authorityId))) {
    const own = messages.filter((message) => message.authorityId === authorityId);
    shown(
      authorityId,
      'message',
      own.map(({ id }) => id),
    );
  }
  return messages.map((message) => {
    const isHidden = message.restricted === 'customer' && !seesAddress(actor, message.authorityId);
    return isHidden ? { ...message, address: null } : message;
  });
}

function placeOf(cursor: string): MessagePlace {
  const [at, id] = cursor.split('.');
  const parsed = z.strictObject({ at: z.coerce.number().int(), id: uuidField }).safeParse({ at, id });
  if (parsed.success) return parsed.data;
  throw malformed({}, 'The cursor is not one that a list gave. Begin at the first page.');
}
