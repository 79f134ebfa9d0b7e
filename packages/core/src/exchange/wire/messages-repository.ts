import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ExchangedMessage } from '../transfers/transfer-types.js';
import type { Message, MessageKind } from './message.js';

export interface NewMessage {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly peerId: string;
  readonly transferId: string;
  readonly direction: 'out' | 'in';
  readonly message: Message;
  readonly digest: string;
  readonly state: ExchangedMessage['state'];
  readonly sentAt: Instant;
  readonly receivedAt: Instant | null;
}

export async function insertMessage(db: Writes, { message, ...row }: NewMessage): Promise<void> {
  await db.insert('exchange_messages', {
    id: row.id,
    authority_id: row.authorityId,
    peer_id: row.peerId,
    transfer_id: row.transferId,
    direction: row.direction,
    idempotency_key: message.idempotency_key,
    sequence: message.sequence,
    kind: message.kind,
    body: JSON.stringify(message),
    digest: row.digest,
    state: row.state,
    sent_at: row.sentAt,
    received_at: row.receivedAt,
  });
}

export interface KnownMessage {
  readonly id: string;
  readonly digest: string;
  readonly receivedAt: Instant | null;
}

// Relies on the two unique keys of exchange_messages.
const known = statement<
  { peer: string; transfer: string; key: string; sequence: number },
  { id: string; digest: string; received_at: Instant | null }
>(
  `select id, digest, received_at from @exchange_messages m
   where (peer_id = :peer and direction = 'in' and idempotency_key = :key)
      or (transfer_id = :transfer and direction = 'in' and sequence = :sequence)`,
);

/** Messages that came before under the same key, or in the same place of the same transfer. */
export async function findKnown(
  db: Reads,
  peerId: string,
  transferId: string,
  { idempotency_key: key, sequence }: Message,
): Promise<KnownMessage[]> {
  const rows = await db.all(known, { peer: peerId, transfer: transferId, key, sequence });
  return rows.map((row) => ({ id: row.id, digest: row.digest, receivedAt: row.received_at }));
}

// Relies on exchange_messages_held_idx.
const heldAt = statement<{ transfer: string; sequence: number }, { id: string; body: string }>(
  `select id, body from @exchange_messages m where transfer_id = :transfer and sequence = :sequence and state = 'held'`,
);

/** The message that is held for its turn in that place. */
export async function findHeld(
  db: Reads,
  transfer: string,
  sequence: number,
): Promise<{ id: string; message: Message } | undefined> {
  const row = await db.first(heldAt, { transfer, sequence });
  return row && { id: row.id, message: JSON.parse(row.body) as Message };
}

export async function markApplied(db: Writes, id: string): Promise<void> {
  await db.update('exchange_messages', { id }, { state: 'applied' });
}

interface MessageRow {
  id: string;
  direction: string;
  sequence: number;
  kind: string;
  body: string;
  state: string;
  sent_at: Instant;
  received_at: Instant | null;
  attempts: number;
  refusal: string | null;
}

// Relies on exchange_messages_transfer_id_direction_sequence_key.
const ofTransfer = statement<{ transfer: string; limit: number }, MessageRow>(
  `select id, direction, sequence, kind, body, state, sent_at, received_at, attempts, refusal
   from @exchange_messages m where transfer_id = :transfer 
   order by case direction when 'out' then sent_at else received_at end desc, id desc limit :limit`,
);

/** By our own clock, the latest first, at most so many. */
export async function listMessages(db: Reads, transfer: string, limit: number): Promise<ExchangedMessage[]> {
  const rows = await db.all(ofTransfer, { transfer, limit });
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction as 'out' | 'in',
    sequence: row.sequence,
    kind: row.kind as MessageKind,
    state: row.state as ExchangedMessage['state'],
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    attempts: row.attempts,
    refusal: row.refusal,
    ...wordsOf(JSON.parse(row.body) as Message),
  }));
}

function wordsOf(message: Message): Pick<ExchangedMessage, 'words' | 'byName' | 'fileKey'> {
  const words =
    message.kind === 'offer'
      ? message.request.note
      : 'description' in message.update
        ? message.update.description
        : undefined;
  const fileKey = message.kind === 'file' ? message.update.file_id : null;
  return { words: words ?? null, byName: message.by ?? null, fileKey };
}

export interface WaitingMessage {
  readonly id: string;
  readonly transferId: string;
  readonly sequence: number;
  readonly body: string;
  readonly state: 'waiting' | 'refused';
}

// Relies on exchange_messages_waiting_idx (partial: only what is not delivered).
const waiting = statement<
  { peer: string; limit: number },
  { id: string; transfer_id: string; sequence: number; body: string; state: string }
>(
  `select id, transfer_id, sequence, body, state from @exchange_messages m
   where peer_id = :peer and direction = 'out' and state <> 'delivered'
   order by transfer_id, sequence limit :limit`,
);

/** What waits to be sent to a peer, in order for each transfer. */
export async function listWaiting(db: Reads, peer: string, limit: number): Promise<WaitingMessage[]> {
  const rows = await db.all(waiting, { peer, limit });
  return rows.map((row) => ({
    id: row.id,
    transferId: row.transfer_id,
    sequence: row.sequence,
    body: row.body,
    state: row.state as WaitingMessage['state'],
  }));
}

const due = statement<{ now: Instant }, { id: string }>(
  `select p.id from @exchange_peers p where p.state = 'open' and p.next_try_at <= :now and exists (
     select 1 from @exchange_messages m where m.peer_id = p.id and m.direction = 'out' and m.state <> 'delivered'
       and m.state = 'waiting')`,
);

/** Peers to which something is to be sent now. Relies on exchange_messages_waiting_idx. */
export async function listDuePeers(db: Reads, now: Instant): Promise<string[]> {
  return (await db.all(due, { now })).map(({ id }) => id);
}

const counted = statement<{ peer: string }, { state: string; count: number }>(
  `select state, count(*) as count from @exchange_messages m
   where peer_id = :peer and direction = 'out' and state <> 'delivered' group by state`,
);

/** How much is not delivered to a peer: waiting, and refused there. */
export async function countUndelivered(db: Reads, peer: string): Promise<{ waiting: number; refused: number }> {
  const rows = await db.all(counted, { peer });
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { waiting: of('waiting'), refused: of('refused') };
}

/** Delivered, refused by the receiver, or tried in vain. */
export async function saveDelivery(
  db: Writes,
  id: string,
  change: { readonly state?: 'delivered' | 'refused'; readonly receivedAt?: Instant; readonly refusal?: string | null },
): Promise<void> {
  const { state, receivedAt, refusal } = change;
  await db.update(
    'exchange_messages',
    { id },
    {
      ...(state === undefined ? {} : { state }),
      ...(receivedAt === undefined ? {} : { received_at: receivedAt }),
      ...(refusal === undefined ? {} : { refusal }),
    },
  );
}

const countAttempt = statement<{ id: string }, never>(
  'update exchange_messages set attempts = attempts + 1 where id = :id',
);

export async function countTry(db: Writes, id: string): Promise<void> {
  await db.run(countAttempt, { id });
}

const again = statement<{ peer: string }, never>(
  `update exchange_messages set state = 'waiting' where peer_id = :peer and direction = 'out' and state = 'refused'`,
);

/** Has what was refused sent again. Answers how much that is. */
export function sendRefusedAgain(db: Writes, peer: string): Promise<number> {
  return db.run(again, { peer });
}
