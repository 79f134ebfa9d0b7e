import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { oldReferenceKey } from '../repository.js';
import type { OutsideCase, OutsideState } from './outside-types.js';

interface OutsideRow {
  id: string;
  authority_id: number;
  case_id: string;
  instance: string;
  system_name: string;
  state: string;
  their_reference: string | null;
  queued_at: Instant;
  tried_at: Instant | null;
  file_ids: string | null;
  their_file_ids: string | null;
  sent_at: Instant | null;
  heard_at: Instant | null;
  their_status: string | null;
  their_key: string | null;
  their_at: Instant | null;
  is_withdrawn: number;
  fault: string | null;
  version: number;
}

const columns = `o.id, o.authority_id, o.case_id, o.instance, o.system_name, o.state, o.their_reference, o.queued_at, o.tried_at,
  o.file_ids, o.their_file_ids, o.sent_at, o.heard_at, o.their_status, o.their_key, o.their_at, o.is_withdrawn, o.fault, o.version`;

function toOutside(row: OutsideRow): OutsideCase {
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    instance: row.instance,
    systemName: row.system_name,
    state: row.state as OutsideState,
    theirReference: row.their_reference,
    queuedAt: row.queued_at,
    triedAt: row.tried_at,
    fileIds: row.file_ids === null ? null : (JSON.parse(row.file_ids) as string[]),
    theirFileIds: row.their_file_ids === null ? [] : (JSON.parse(row.their_file_ids) as string[]),
    sentAt: row.sent_at,
    heardAt: row.heard_at,
    theirStatus: row.their_status,
    theirKey: row.their_key,
    theirAt: row.their_at,
    isWithdrawn: row.is_withdrawn === 1,
    fault: row.fault,
    version: row.version,
  };
}

// Relies on outside_cases_case_id_key. Joined to its case, so that nobody reads it who doesn't read that.
const ofCase = statement<{ case: string }, OutsideRow>(
  `select ${columns} from @outside_cases o join @cases c on c.id = o.case_id where o.case_id = :case`,
);
const byId = statement<{ id: string }, OutsideRow>(
  `select ${columns} from @outside_cases o join @cases c on c.id = o.case_id where o.id = :id`,
);

export async function findOutsideOf(db: Reads, caseId: string): Promise<OutsideCase | undefined> {
  const row = await db.first(ofCase, { case: caseId });
  return row && toOutside(row);
}

export async function findOutside(db: Reads, id: string): Promise<OutsideCase | undefined> {
  const row = await db.first(byId, { id });
  return row && toOutside(row);
}

// Relies on outside_cases_instance_their_reference_idx.
export const outsideByReferences = statement<{ instance: string; references: readonly string[] }, OutsideRow>(
  `select ${columns} from @outside_cases o where o.instance = :instance and o.their_reference in (:references*)`,
);

/** Of the references that a system knows cases by, those of cases that were sent to it. */
export async function listByTheirReferences(
  db: Reads,
  instance: string,
  references: readonly string[],
): Promise<OutsideCase[]> {
  if (references.length === 0) return [];
  return (await db.all(outsideByReferences, { instance, references })).map(toOutside);
}

export async function insertOutside(
  db: Writes,
  one: Pick<OutsideCase, 'id' | 'authorityId' | 'caseId' | 'instance' | 'systemName' | 'queuedAt'>,
): Promise<void> {
  await db.insert('outside_cases', {
    ...{ id: one.id, authority_id: one.authorityId, case_id: one.caseId, instance: one.instance },
    ...{ system_name: one.systemName, state: 'waiting', their_reference: null, queued_at: one.queuedAt },
    ...{
      tried_at: null,
      file_ids: null,
      their_file_ids: null,
      sent_at: null,
      heard_at: null,
      their_status: null,
      their_key: null,
      their_at: null,
    },
    ...{ is_withdrawn: 0, fault: null, version: 1 },
  });
}

export type OutsideChanges = Partial<
  Pick<
    OutsideCase,
    | 'state'
    | 'theirReference'
    | 'triedAt'
    | 'fileIds'
    | 'theirFileIds'
    | 'sentAt'
    | 'heardAt'
    | 'theirStatus'
    | 'theirKey'
    | 'theirAt'
    | 'isWithdrawn'
    | 'fault'
  >
>;

const columnOf: Readonly<Record<keyof OutsideChanges, string>> = {
  state: 'state',
  theirReference: 'their_reference',
  triedAt: 'tried_at',
  fileIds: 'file_ids',
  theirFileIds: 'their_file_ids',
  sentAt: 'sent_at',
  heardAt: 'heard_at',
  theirStatus: 'their_status',
  theirKey: 'their_key',
  theirAt: 'their_at',
  isWithdrawn: 'is_withdrawn',
  fault: 'fault',
};

/** Changes it if it still has the version that was read. Answers whether it had. */
export async function updateOutside(
  db: Writes,
  { id, version }: Pick<OutsideCase, 'id' | 'version'>,
  changes: OutsideChanges,
): Promise<boolean> {
  const named = Object.entries(changes).map(([name, value]) => [
    columnOf[name as keyof OutsideChanges],
    typeof value === 'boolean' ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value,
  ]);
  const row = { ...(Object.fromEntries(named) as Record<string, string | number | null>), version: version + 1 };
  return (await db.update('outside_cases', { id, version }, row)) === 1;
}

const addReference = statement<{ authority: number; key: string; reference: string; case: string }, never>(
  `insert into case_references (authority_id, reference_key, reference, case_id)
   values (:authority, :key, :reference, :case) on conflict (authority_id, reference_key, case_id) do nothing`,
);

/** Has the case found by what the other system calls it. */
export async function addTheirReference(
  db: Writes,
  { authorityId, caseId }: Pick<OutsideCase, 'authorityId' | 'caseId'>,
  reference: string,
): Promise<void> {
  const key = oldReferenceKey(reference);
  if (key !== '') await db.run(addReference, { authority: authorityId, key, reference, case: caseId });
}

const cursorOf = statement<{ instance: string }, { news_cursor: string }>(
  'select news_cursor from @outside_cursors where instance = :instance',
);
const keep = statement<{ instance: string; cursor: string; now: Instant }, never>(
  `insert into outside_cursors (instance, news_cursor, asked_at) values (:instance, :cursor, :now)
   on conflict (instance) do update set news_cursor = excluded.news_cursor, asked_at = excluded.asked_at`,
);

/** How far the news of an instance was read. */
export async function findCursor(db: Reads, instance: string): Promise<string | null> {
  return (await db.first(cursorOf, { instance }))?.news_cursor ?? null;
}

export async function keepCursor(db: Writes, instance: string, cursor: string, now: Instant): Promise<void> {
  await db.run(keep, { instance, cursor, now });
}
