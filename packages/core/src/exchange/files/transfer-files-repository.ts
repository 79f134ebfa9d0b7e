import type { Instant } from '../../kernel/clock.js';
import type { Reads, Row, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { TransferFile } from './file-types.js';

interface FileRow {
  id: string;
  authority_id: number;
  peer_id: string;
  transfer_id: string;
  direction: string;
  file_key: string;
  case_file_id: string | null;
  name: string;
  media_type: string;
  size_bytes: number;
  digest: string;
  state: string;
  reason: string | null;
  announced_at: Instant;
  settled_at: Instant | null;
  came_bytes: number;
  failures: number;
  failure: string | null;
}

const columns = `f.id, f.authority_id, f.peer_id, f.transfer_id, f.direction, f.file_key, f.case_file_id, f.name,
  f.media_type, f.size_bytes, f.digest, f.state, f.reason, f.announced_at, f.settled_at, f.came_bytes, f.failures,
  f.failure`;

/** Codes are cast: only this capability's commands write them. */
function toFile(row: FileRow): TransferFile {
  return {
    id: row.id,
    authorityId: row.authority_id,
    peerId: row.peer_id,
    transferId: row.transfer_id,
    direction: row.direction as TransferFile['direction'],
    fileKey: row.file_key,
    caseFileId: row.case_file_id,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    digest: row.digest,
    state: row.state as TransferFile['state'],
    reason: row.reason,
    announcedAt: row.announced_at,
    settledAt: row.settled_at,
    cameBytes: row.came_bytes,
    failures: row.failures,
    failure: row.failure,
  };
}

const byId = statement<{ id: string }, FileRow>(`select ${columns} from @transfer_files f where f.id = :id`);
// Both rely on transfer_files_transfer_id_direction_file_key_key.
const byKey = statement<{ transfer: string; direction: string; key: string }, FileRow>(
  `select ${columns} from @transfer_files f
   where f.transfer_id = :transfer and f.direction = :direction and f.file_key = :key`,
);
const ofTransfer = statement<{ transfer: string; limit: number }, FileRow>(
  `select ${columns} from @transfer_files f where f.transfer_id = :transfer
   order by f.announced_at, f.id limit :limit`,
);
// Relies on transfer_files_waiting_idx (partial: only what is still to be fetched).
const due = statement<{ now: Instant; limit: number }, FileRow>(
  `select ${columns} from @transfer_files f
   join @transfers t on t.id = f.transfer_id join @exchange_peers p on p.id = f.peer_id
   where f.direction = 'in' and f.state = 'waiting' and f.next_try_at <= :now
     and t.state = 'accepted' and p.state = 'open'
   order by f.next_try_at, f.id limit :limit`,
);
const waitingAmong = statement<{ ids: readonly string[] }, { id: string }>(
  `select f.id from @transfer_files f where f.id in (:ids*) and f.state = 'waiting'`,
);

export async function findTransferFile(db: Reads, id: string): Promise<TransferFile | undefined> {
  const row = await db.first(byId, { id });
  return row && toFile(row);
}

export async function findFileByKey(
  db: Reads,
  transfer: string,
  direction: 'out' | 'in',
  key: string,
): Promise<TransferFile | undefined> {
  const row = await db.first(byKey, { transfer, direction, key });
  return row && toFile(row);
}

const filesAtMost = 500;

/** In the order in which they were announced, at most 500. */
export async function listTransferFiles(db: Reads, transfer: string): Promise<TransferFile[]> {
  return (await db.all(ofTransfer, { transfer, limit: filesAtMost })).map(toFile);
}

/** Files to be fetched now, of cases that were taken over, those that have waited longest first. */
export async function listDueFiles(db: Reads, now: Instant, limit: number): Promise<TransferFile[]> {
  return (await db.all(due, { now, limit })).map(toFile);
}

/** Which of them are still to come. */
export async function listWaitingAmong(db: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = ids.length === 0 ? [] : await db.all(waitingAmong, { ids });
  return new Set(rows.map(({ id }) => id));
}

export type NewTransferFile = Pick<
  TransferFile,
  | 'id'
  | 'authorityId'
  | 'peerId'
  | 'transferId'
  | 'direction'
  | 'fileKey'
  | 'caseFileId'
  | 'name'
  | 'mediaType'
  | 'sizeBytes'
  | 'digest'
  | 'announcedAt'
>;

const newFile = statement<Record<keyof NewTransferFile, string | number | null>, never>(
  `insert into transfer_files (id, authority_id, peer_id, transfer_id, direction, file_key, case_file_id, name,
     media_type, size_bytes, digest, state, announced_at)
   values (:id, :authorityId, :peerId, :transferId, :direction, :fileKey, :caseFileId, :name,
     :mediaType, :sizeBytes, :digest, 'waiting', :announcedAt)
   on conflict do nothing`,
);

/** One that was announced before stays as it is. */
export async function insertTransferFile(db: Writes, file: NewTransferFile): Promise<void> {
  await db.run(newFile, { ...file });
}

/** Answers false when that was done already. */
export async function settleTransferFile(
  db: Writes,
  id: string,
  settled: {
    readonly state: 'arrived' | 'refused';
    readonly reason: string | null;
    readonly caseFileId?: string;
    readonly at: Instant;
  },
): Promise<boolean> {
  const { state, reason, caseFileId, at } = settled;
  const row: Row = {
    ...{ state, reason, settled_at: at, failure: null },
    ...(caseFileId === undefined ? {} : { case_file_id: caseFileId }),
  };
  return (await db.update('transfer_files', { id, state: 'waiting' }, row)) === 1;
}

/** What a piece brought: the link is well. */
export async function savePiece(db: Writes, id: string, cameBytes: number): Promise<void> {
  await db.update('transfer_files', { id }, { came_bytes: cameBytes, failures: 0, failure: null, next_try_at: 0 });
}

/** An attempt brought nothing. */
export async function saveFailure(
  db: Writes,
  id: string,
  {
    failures,
    failure,
    nextTryAt,
  }: { readonly failures: number; readonly failure: string; readonly nextTryAt: Instant },
): Promise<void> {
  await db.update('transfer_files', { id }, { failures, failure, next_try_at: nextTryAt });
}

const noRest = statement<{ peer: string }, never>(
  `update transfer_files set next_try_at = 0 where peer_id = :peer and direction = 'in' and state = 'waiting'`,
);

/** Has what waits of a peer's files tried at once. Answers how many there are. */
export function tryFilesAgain(db: Writes, peer: string): Promise<number> {
  return db.run(noRest, { peer });
}
