import type { Instant } from '../../kernel/clock.js';
import type { Reads, Row, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { CaseContent } from '../wire/message.js';
import { isOut, type TransferState } from './transfer-rules.js';
import type { Transfer } from './transfer-types.js';

interface TransferRow {
  id: string;
  authority_id: number;
  peer_id: string;
  council_name: string;
  transfer_key: string;
  direction: string;
  state: string;
  case_id: string | null;
  reference: string | null;
  status_kind: string | null;
  their_reference: string | null;
  content: string;
  offered_at: Instant | null;
  offered_by_name: string | null;
  ended_at: Instant | null;
  ended_by_name: string | null;
  reason: string | null;
  their_status: string | null;
  their_status_words: string | null;
  last_out: number;
  next_in: number;
  updated_at: Instant;
  version: number;
}

const columns = `t.id, t.authority_id, t.peer_id, p.council_name, t.transfer_key, t.direction, t.state, t.case_id,
  c.reference, c.status_kind, t.their_reference, t.content, t.offered_at, t.offered_by_name, t.ended_at, t.ended_by_name, t.reason,
  t.their_status, t.their_status_words, t.last_out, t.next_in, t.updated_at, t.version`;
// A transfer of a case that is kept from the reader is kept from them too.
const joined = `from @transfers t join @exchange_peers p on p.id = t.peer_id left join @cases c on c.id = t.case_id`;
const isShown = '(t.case_id is null or c.id is not null)';

/** Codes are cast: only this capability's commands write them, and they check each against its list. */
function toTransfer(row: TransferRow): Transfer {
  return {
    id: row.id,
    authorityId: row.authority_id,
    peerId: row.peer_id,
    peerName: row.council_name,
    transferKey: row.transfer_key,
    direction: row.direction as Transfer['direction'],
    state: row.state as TransferState,
    caseId: row.case_id,
    reference: row.reference,
    statusKind: row.status_kind as Transfer['statusKind'],
    theirReference: row.their_reference,
    content: JSON.parse(row.content) as CaseContent | null,
    offeredAt: row.offered_at,
    offeredByName: row.offered_by_name,
    endedAt: row.ended_at,
    endedByName: row.ended_by_name,
    reason: row.reason,
    theirStatus:
      row.their_status === null
        ? null
        : { state: row.their_status as 'OPEN' | 'CLOSED', words: row.their_status_words ?? '' },
    lastOut: row.last_out,
    nextIn: row.next_in,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

const byId = statement<{ id: string }, TransferRow>(`select ${columns} ${joined} where t.id = :id and ${isShown}`);
// Relies on transfers_peer_id_transfer_key_key.
const byKey = statement<{ peer: string; key: string }, TransferRow>(
  `select ${columns} ${joined} where t.peer_id = :peer and t.transfer_key = :key`,
);
// Relies on transfers_case_id_idx.
const ofCase = statement<{ case: string }, TransferRow>(
  `select ${columns} ${joined} where t.case_id = :case and ${isShown} order by t.updated_at desc, t.id desc`,
);

export const transferLists = ['to-answer', 'offered', 'under-way', 'ended'] as const;
export type TransferList = (typeof transferLists)[number];

const listed: Readonly<Record<TransferList, string>> = {
  'to-answer': `t.direction = 'in' and t.state = 'offered'`,
  offered: `t.direction = 'out' and t.state in ('offered', 'withdrawing')`,
  'under-way': `t.state = 'accepted'`,
  ended: `t.state in ('withdrawn', 'declined')`,
};
// Each relies on transfers_authority_id_state_updated_at_id_idx.
const lists = new Map(
  transferLists.map((name) => [
    name,
    statement<{ at: Instant; id: string; limit: number }, TransferRow>(
      `select ${columns} ${joined} where ${listed[name]} and (t.updated_at, t.id) < (:at, :id) and ${isShown}
       order by t.updated_at desc, t.id desc limit :limit`,
    ),
  ]),
);

export async function findTransfer(db: Reads, id: string): Promise<Transfer | undefined> {
  const row = await db.first(byId, { id });
  return row && toTransfer(row);
}

export async function findTransferByKey(db: Reads, peerId: string, key: string): Promise<Transfer | undefined> {
  const row = await db.first(byKey, { peer: peerId, key });
  return row && toTransfer(row);
}

/** The latest first. */
export async function listTransfersOfCase(db: Reads, caseId: string): Promise<Transfer[]> {
  return (await db.all(ofCase, { case: caseId })).map(toTransfer);
}

/** The latest first, before a place in the list. */
export async function listTransfersBefore(
  db: Reads,
  list: TransferList,
  { at, id }: { readonly at: Instant; readonly id: string },
  limit: number,
): Promise<Transfer[]> {
  const found = lists.get(list);
  return found ? (await db.all(found, { at, id, limit })).map(toTransfer) : [];
}

export interface NewTransfer {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly peerId: string;
  readonly transferKey: string;
  readonly direction: 'out' | 'in';
  readonly state: TransferState;
  readonly caseId: string | null;
  readonly content: CaseContent | null;
  readonly offeredAt: Instant | null;
  readonly offeredByName: string | null;
  readonly at: Instant;
}

const newTransfer = statement<
  Record<keyof Omit<NewTransfer, 'content'>, string | number | null> & { content: string; openCaseId: string | null },
  never
>(
  `insert into transfers (id, authority_id, peer_id, transfer_key, direction, state, case_id, open_case_id, content,
     offered_at, offered_by_name, updated_at)
   values (:id, :authorityId, :peerId, :transferKey, :direction, :state, :caseId, :openCaseId, :content,
     :offeredAt, :offeredByName, :at)
   on conflict do nothing`,
);

/** Answers false when the case is handed over already, or the transfer is known. */
export async function insertTransfer(db: Writes, transfer: NewTransfer): Promise<boolean> {
  const { content, ...rest } = transfer;
  const openCaseId = transfer.direction === 'out' ? transfer.caseId : null;
  return (await db.run(newTransfer, { ...rest, openCaseId, content: JSON.stringify(content) })) === 1;
}

export interface TransferChange {
  readonly state?: TransferState;
  readonly caseId?: string;
  readonly theirReference?: string;
  readonly content?: CaseContent;
  readonly offeredAt?: Instant;
  readonly offeredByName?: string | null;
  readonly endedAt?: Instant;
  readonly endedByName?: string | null;
  readonly reason?: string;
  readonly theirStatus?: NonNullable<Transfer['theirStatus']>;
  readonly lastOut?: number;
  readonly nextIn?: number;
}

/** Answers false when it was changed since it was read. Every change makes a new version. */
export async function updateTransfer(
  db: Writes,
  { id, version, direction }: Transfer,
  change: TransferChange,
  at: Instant,
): Promise<boolean> {
  const { state, content, theirStatus } = change;
  const row: Row = {
    ...(state === undefined ? {} : { state }),
    ...(state === undefined || direction === 'in' || isOut(state) ? {} : { open_case_id: null }),
    ...(content === undefined ? {} : { content: JSON.stringify(content) }),
    ...(theirStatus === undefined ? {} : { their_status: theirStatus.state, their_status_words: theirStatus.words }),
    ...given({
      case_id: change.caseId,
      their_reference: change.theirReference,
      offered_at: change.offeredAt,
      offered_by_name: change.offeredByName,
      ended_at: change.endedAt,
      ended_by_name: change.endedByName,
      reason: change.reason,
      last_out: change.lastOut,
      next_in: change.nextIn,
    }),
    updated_at: at,
    version: version + 1,
  };
  return (await db.update('transfers', { id, version }, row)) === 1;
}

function given(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/**
 * Notes that a message of the transfer came. PostgreSQL lets one transaction at a time past this, so that two messages
 * that arrive together are put in order one after the other.
 */
export async function touchTransfer(db: Writes, id: string, at: Instant): Promise<void> {
  await db.update('transfers', { id }, { last_received_at: at });
}
