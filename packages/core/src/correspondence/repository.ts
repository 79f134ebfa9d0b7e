import type { Instant } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { TimelinePlace } from '../kernel/timeline.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Caution, Message, MessageChannel, MessageLanguage, MessageState, Occasion } from './types.js';

interface MessageRow {
  id: string;
  authority_id: number;
  case_id: string | null;
  reference: string | null;
  interaction_id: string | null;
  customer_id: string | null;
  template_id: string | null;
  occasion: string;
  channel: string;
  language: string;
  recipient_name: string;
  address: string;
  subject: string;
  body: string;
  state: string;
  caution: string | null;
  restricted: string | null;
  state_note: string | null;
  queued_at: Instant;
  queued_by_name: string;
  settled_at: Instant | null;
  attempts: number;
  version: number;
}

const columns = `m.id, m.authority_id, m.case_id, c.reference, m.interaction_id, m.customer_id, m.template_id, m.occasion, m.channel, m.language,
  m.recipient_name, m.address, m.subject, m.body, m.state, m.caution, m.state_note, m.queued_at, m.queued_by_name,
  m.settled_at, m.attempts, m.version,
  case when u.restriction is not null then 'customer' when c.restriction is not null then 'case' end as restricted`;
// A message about a case or a contact that is kept from the reader is kept from them too. Relies on the keys of both.
const counted = `from @messages m left join @cases c on c.id = m.case_id`;
const joined = `${counted} left join @customers u on u.id = m.customer_id`;
const isShown = `(m.case_id is null or c.id is not null) and (m.interaction_id is null
  or exists (select 1 from @interactions i where i.id = m.interaction_id))`;

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    reference: row.reference,
    interactionId: row.interaction_id,
    customerId: row.customer_id,
    templateId: row.template_id,
    occasion: row.occasion as Occasion,
    channel: row.channel as MessageChannel,
    language: row.language as MessageLanguage,
    recipientName: row.recipient_name,
    address: row.address,
    subject: row.subject,
    body: row.body,
    state: row.state as MessageState,
    caution: row.caution as Caution | null,
    restricted: row.restricted as Message['restricted'],
    stateNote: row.state_note,
    queuedAt: row.queued_at,
    queuedByName: row.queued_by_name,
    settledAt: row.settled_at,
    attempts: row.attempts,
    version: row.version,
  };
}

const byId = statement<{ id: string }, MessageRow>(`select ${columns} ${joined} where m.id = :id and ${isShown}`);
// Relies on messages_case_id_queued_at_idx.
const ofCase = statement<{ case: string }, MessageRow>(
  `select ${columns} ${joined} where m.case_id = :case and ${isShown} order by m.queued_at desc, m.id desc limit 200`,
);
// Relies on messages_interaction_id_idx.
const ofContact = statement<{ interaction: string }, MessageRow>(
  `select ${columns} ${joined} where m.interaction_id = :interaction and ${isShown} order by m.queued_at desc, m.id desc limit 200`,
);
// Relies on messages_customer_id_queued_at_id_idx.
export const messagesTo = statement<{ customer: string; at: number; id: string; limit: number }, MessageRow>(
  `select ${columns} ${joined} where m.customer_id = :customer and (m.queued_at, m.id) < (:at, :id) and ${isShown}
   order by m.queued_at desc, m.id desc limit :limit`,
);
// Relies on messages_authority_id_state_queued_at_id_idx.
export const messagesInState = statement<
  { authorities: readonly number[]; states: readonly string[]; afterAt: number; afterId: string; limit: number },
  MessageRow
>(
  `select ${columns} ${joined}
   where m.authority_id in (:authorities*) and m.state in (:states*) and ${isShown} and (m.queued_at, m.id) > (:afterAt, :afterId)
   order by m.queued_at, m.id limit :limit`,
);
const stateCounts = statement<{ authorities: readonly number[] }, { state: string; count: number }>(
  `select m.state, count(*) as count ${counted}
   where m.authority_id in (:authorities*) and m.state in ('held', 'waiting', 'failed', 'undelivered') and ${isShown} group by m.state`,
);

export async function findMessage(db: Reads, id: string): Promise<Message | undefined> {
  const row = await db.first(byId, { id });
  return row && toMessage(row);
}

const writerOf = statement<{ id: string }, { queued_by: string | null }>(
  'select m.queued_by from @messages m where m.id = :id',
);

/** Who wrote a message; undefined: it was written by itself. */
export async function findWriter(db: Reads, id: string): Promise<string | undefined> {
  return (await db.first(writerOf, { id }))?.queued_by ?? undefined;
}

const takenBackOf = statement<{ id: string }, { taken_back: number }>(
  'select m.taken_back from @messages m where m.id = :id',
);

/** Whether a message was taken back while a sender had it. */
export async function wasTakenBack(db: Reads, id: string): Promise<boolean> {
  return (await db.first(takenBackOf, { id }))?.taken_back === 1;
}

/** What was written about a case, the newest first. */
export async function listMessagesOfCase(db: Reads, caseId: string): Promise<Message[]> {
  return (await db.all(ofCase, { case: caseId })).map(toMessage);
}

/** What was written about a contact, the newest first. */
export async function listMessagesOfContact(db: Reads, interaction: string): Promise<Message[]> {
  return (await db.all(ofContact, { interaction })).map(toMessage);
}

/** What a customer was written before a place in their timeline, the latest first. */
export async function listMessagesTo(
  db: Reads,
  customer: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<Message[]> {
  return (await db.all(messagesTo, { customer, at, id, limit })).map(toMessage);
}

/** A place in a list: its messages come after this one. */
export interface MessagePlace {
  readonly at: Instant;
  readonly id: string;
}

const fromTheStart: MessagePlace = { at: 0, id: '00000000-0000-0000-0000-000000000000' };

/** Messages in these states, the oldest first. */
export async function listInState(
  db: Reads,
  wanted: {
    readonly authorities: readonly AuthorityId[];
    readonly states: readonly MessageState[];
    readonly limit: number;
    readonly after?: MessagePlace | undefined;
  },
): Promise<Message[]> {
  const { authorities, states, limit, after: { at: afterAt, id: afterId } = fromTheStart } = wanted;
  if (authorities.length === 0) return [];
  return (await db.all(messagesInState, { authorities, states, afterAt, afterId, limit })).map(toMessage);
}

/** How many wait for somebody, by state. */
export async function countByState(
  db: Reads,
  authorities: readonly AuthorityId[],
): Promise<Partial<Record<MessageState, number>>> {
  if (authorities.length === 0) return {};
  const rows = await db.all(stateCounts, { authorities });
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

const insertOnce = statement<Record<string, string | number | null>, never>(
  `insert into messages (id, authority_id, case_id, interaction_id, customer_id, template_id, occasion, channel, language, recipient_name, address,
     subject, body, state, caution, queued_at, queued_by, queued_by_name, attempts, unique_key, version)
   values (:id, :authority, :case, :interaction, :customer, :template, :occasion, :channel, :language, :name, :address,
     :subject, :body, :state, :caution, :at, :by, :byName, 0, :key, 1)
   on conflict (unique_key) do nothing`,
);

export interface NewMessage extends Pick<
  Message,
  | 'authorityId'
  | 'caseId'
  | 'interactionId'
  | 'customerId'
  | 'templateId'
  | 'occasion'
  | 'channel'
  | 'language'
  | 'recipientName'
  | 'address'
  | 'subject'
  | 'body'
  | 'caution'
> {
  readonly by: { readonly id: string | null; readonly name: string };
  /** A second message with the same key is not written. */
  readonly uniqueKey: string | null;
}

/** Writes a message down. Undefined: there is one with its key. */
export async function insertMessage(
  { db, now, newId }: CommandContext,
  one: NewMessage,
): Promise<{ id: string; state: MessageState } | undefined> {
  const id = newId();
  const state = one.caution === null ? 'waiting' : 'held';
  const written = await db.run(insertOnce, {
    ...{ id, authority: one.authorityId, case: one.caseId, interaction: one.interactionId, customer: one.customerId },
    ...{ template: one.templateId, occasion: one.occasion },
    ...{ channel: one.channel, language: one.language, name: one.recipientName, address: one.address },
    ...{ subject: one.subject, body: one.body, state, caution: one.caution, at: now },
    ...{ by: one.by.id, byName: one.by.name, key: one.uniqueKey },
  });
  return written === 1 ? { id, state } : undefined;
}

export interface MessageChanges {
  readonly state: MessageState;
  readonly caution?: Caution;
  readonly stateNote?: string | null;
  readonly senderReference?: string | null;
  readonly settledAt?: Instant | null;
  readonly attempts?: number;
  /** While a sender has it: it goes no second time. */
  readonly takenBack?: true;
}

/** Changes a message if it still has the version that was read. Answers whether it had. */
export async function updateMessage(
  db: Writes,
  { id, version }: Pick<Message, 'id' | 'version'>,
  { state, caution, stateNote, senderReference, settledAt, attempts, takenBack }: MessageChanges,
): Promise<boolean> {
  const row = {
    state,
    version: version + 1,
    ...(caution === undefined ? {} : { caution }),
    ...(stateNote === undefined ? {} : { state_note: stateNote }),
    ...(senderReference === undefined ? {} : { sender_reference: senderReference }),
    ...(settledAt === undefined ? {} : { settled_at: settledAt }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(takenBack === undefined ? {} : { taken_back: 1 }),
  };
  return (await db.update('messages', { id, version }, row)) === 1;
}
