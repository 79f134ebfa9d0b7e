import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement, type Statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { FieldChanges } from './merge-fields.js';

/** One record became part of another. */
export interface CustomerMerge {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly survivorId: string;
  /** Of the survivor before the merge: tells which of its merges came first. */
  readonly survivorVersion: number;
  readonly mergedId: string;
  /** The merged record's name. */
  readonly mergedName: string;
  readonly reason: string;
  readonly fields: FieldChanges;
  readonly mergedAt: Instant;
  readonly mergedByName: string | null;
  readonly undoneAt: Instant | null;
  readonly undoneByName: string | null;
  readonly undoneReason: string | null;
}

interface MergeRow {
  id: string;
  authority_id: number;
  survivor_id: string;
  survivor_version: number;
  merged_id: string;
  display_name: string;
  reason: string;
  fields: string;
  merged_at: number;
  merged_by_name: string | null;
  undone_at: number | null;
  undone_by_name: string | null;
  undone_reason: string | null;
}

const select = `select m.id, m.authority_id, m.survivor_id, m.survivor_version, m.merged_id, c.display_name, m.reason, m.fields, m.merged_at,
    b.display_name as merged_by_name, m.undone_at, u.display_name as undone_by_name, m.undone_reason
  from @customer_merges m join @customers c on c.id = m.merged_id
  left join people b on b.id = m.merged_by left join people u on u.id = m.undone_by`;

const byId: Statement<{ id: string }, MergeRow> = statement(`${select} where m.id = :id`);
// Rely on customer_merges_survivor_id_idx and customer_merges_merged_id_idx.
const intoAny: Statement<{ ids: readonly string[] }, MergeRow> = statement(
  `${select} where m.survivor_id in (:ids*) order by m.merged_at, m.survivor_version, m.id`,
);
const holdingOf: Statement<{ merged: string }, MergeRow> = statement(
  `${select} where m.merged_id = :merged and m.undone_at is null`,
);

export async function findMerge(db: Reads, id: string): Promise<CustomerMerge | undefined> {
  const row = await db.first(byId, { id });
  return row && toMerge(row);
}

/** Every merge into any of these records, undone ones too, the oldest first. */
export async function listMergesInto(db: Reads, survivorIds: readonly string[]): Promise<CustomerMerge[]> {
  return (await db.all(intoAny, { ids: survivorIds })).map(toMerge);
}

/** The merges by which a record is now part of another, from it upwards; none for a record of its own. */
export async function listMergesUp(db: Reads, mergedId: string): Promise<CustomerMerge[]> {
  const up: CustomerMerge[] = [];
  for (let row = await db.first(holdingOf, { merged: mergedId }); row;) {
    const merge = toMerge(row);
    up.push(merge);
    row = await db.first(holdingOf, { merged: merge.survivorId });
  }
  return up;
}

function toMerge(row: MergeRow): CustomerMerge {
  return {
    id: row.id,
    authorityId: row.authority_id,
    survivorId: row.survivor_id,
    survivorVersion: row.survivor_version,
    mergedId: row.merged_id,
    mergedName: row.display_name,
    reason: row.reason,
    fields: JSON.parse(row.fields) as FieldChanges,
    mergedAt: row.merged_at,
    mergedByName: row.merged_by_name,
    undoneAt: row.undone_at,
    undoneByName: row.undone_by_name,
    undoneReason: row.undone_reason,
  };
}

export interface NewMerge {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly survivorId: string;
  readonly survivorVersion: number;
  readonly mergedId: string;
  readonly reason: string;
  readonly fields: FieldChanges;
  readonly mergedAt: Instant;
  readonly mergedBy: string | null;
}

// A hold on either record is one on both.
const keepHold = statement<{ survivor: string; merged: string; authority: number }, never>(
  `update customers set legal_hold = 1 where id = :survivor and authority_id = :authority
   and exists (select 1 from @customers c where c.id = :merged and c.legal_hold = 1)`,
);

/** Writes the merge down and makes the merged record part of the survivor; moves no rows. */
export async function insertMerge(db: Writes, merge: NewMerge): Promise<void> {
  const { survivorId: survivor, mergedId: merged, authorityId: authority } = merge;
  await db.insert('customer_merges', {
    id: merge.id,
    authority_id: authority,
    survivor_id: survivor,
    survivor_version: merge.survivorVersion,
    merged_id: merged,
    reason: merge.reason,
    fields: JSON.stringify(merge.fields),
    merged_at: merge.mergedAt,
    merged_by: merge.mergedBy,
  });
  await db.update('customers', { id: merged }, { merged_into_id: survivor });
  await db.run(keepHold, { survivor, merged, authority });
}

export async function updateMergeFields(db: Writes, id: string, fields: FieldChanges): Promise<void> {
  await db.update('customer_merges', { id }, { fields: JSON.stringify(fields) });
}

export interface Undoing {
  readonly undoneAt: Instant;
  readonly undoneBy: string | null;
  readonly undoneReason: string;
}

/** Writes down that the merge holds no longer, and makes the merged record one of its own. */
export async function markUndone(db: Writes, merge: CustomerMerge, undoing: Undoing): Promise<void> {
  const { undoneAt, undoneBy, undoneReason } = undoing;
  const columns = { undone_at: undoneAt, undone_by: undoneBy, undone_reason: undoneReason };
  await db.update('customer_merges', { id: merge.id }, columns);
  await db.update('customers', { id: merge.mergedId }, { merged_into_id: null });
}
