import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { WorkKind } from './keep-work.js';

export interface NewWork {
  readonly id: string;
  /** Whose customers it was done for. */
  readonly authorityId: AuthorityId;
  readonly agreementId: string;
  readonly kind: WorkKind;
  /** The contact, case or call-back. */
  readonly subjectId: string;
  readonly personId: string;
  readonly at: Instant;
}

/** Nobody has acknowledged it yet. */
export async function insertWork(db: Writes, work: NewWork): Promise<void> {
  await db.insert('agreement_work', {
    ...{ id: work.id, authority_id: work.authorityId, agreement_id: work.agreementId, kind: work.kind },
    ...{ subject_id: work.subjectId, person_id: work.personId, at: work.at },
    ...{ acknowledged_at: null, acknowledged_by: null },
  });
}
