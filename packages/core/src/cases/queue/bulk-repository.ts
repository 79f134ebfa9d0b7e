import type { Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import type { Priority } from '../../services/index.js';
import type { StatusKind } from '../types.js';

/** How a case was before a change, as far as the change touched it. */
export interface CaseBefore {
  readonly assigneeId?: string | null;
  readonly assigneeName?: string | null;
  readonly status?: string;
  readonly statusKind?: StatusKind;
  readonly outcome?: string | null;
  readonly closedAt?: Instant | null;
  readonly priority?: Priority;
  /** What was made: the id of the link, or of what another capability's action made. */
  readonly madeId?: string;
}

/** A change that one person made to one case of several. */
export interface MadeChange {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly batchId: string;
  readonly caseId: string;
  /** A `BulkAction`, or the `does` of another capability's action. */
  readonly does: string;
  readonly before: CaseBefore;
  /** What the change wrote into the case's history. */
  readonly eventId: string;
  /** Of the case after the change. */
  readonly version: number;
}

export async function insertBulkChange({ db, actor, now }: CommandContext, change: MadeChange): Promise<void> {
  await db.insert('case_bulk_changes', {
    id: change.id,
    authority_id: change.authorityId,
    batch_id: change.batchId,
    case_id: change.caseId,
    person_id: actor.kind === 'staff' ? actor.staffId : null,
    does: change.does,
    earlier: JSON.stringify(change.before),
    event_id: change.eventId,
    case_version: change.version,
    at: now,
    undone_at: null,
  });
}

interface ChangeRow {
  id: string;
  authority_id: number;
  batch_id: string;
  case_id: string;
  does: string;
  earlier: string;
  event_id: string;
  case_version: number;
  at: Instant;
  undone_at: Instant | null;
}

// Relies on case_bulk_changes_batch_id_idx.
const changesOfBatch = statement<{ batch: string; person: string | null }, ChangeRow>(
  `select b.id, b.authority_id, b.batch_id, b.case_id, b.does, b.earlier, b.event_id, b.case_version, b.at, b.undone_at
   from @case_bulk_changes b where b.batch_id = :batch and b.person_id = :person order by b.at, b.id`,
);

/** A change that was made some time ago, and perhaps undone. */
export interface PastChange extends MadeChange {
  readonly at: Instant;
  readonly isUndone: boolean;
}

/** A person's own batch. */
export async function listBulkChanges(db: Reads, batchId: string, personId: string | null): Promise<PastChange[]> {
  const rows = await db.all(changesOfBatch, { batch: batchId, person: personId });
  return rows.map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    batchId: row.batch_id,
    caseId: row.case_id,
    does: row.does,
    before: JSON.parse(row.earlier) as CaseBefore,
    eventId: row.event_id,
    version: row.case_version,
    at: row.at,
    isUndone: row.undone_at !== null,
  }));
}

export async function markUndone({ db, now }: CommandContext, id: string): Promise<void> {
  await db.update('case_bulk_changes', { id }, { undone_at: now });
}

// Relies on case_bulk_changes_at_idx.
const removeBefore = statement<{ before: Instant }, never>('delete from case_bulk_changes where at < :before');

/** Forgets the changes of every authority before then. */
export async function removeOldChanges(db: Database, before: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(removeBefore, { before }));
}
