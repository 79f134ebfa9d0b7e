import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
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

export interface WorkCount {
  readonly contacts: number;
  readonly cases: number;
}

type Stretch = Readonly<Record<'from' | 'until', Instant>>;

// Relies on agreement_work_agreement_id_at_idx.
const countByKind = statement<Stretch & { agreement: string }, { kind: WorkKind; count: number }>(
  `select w.kind, count(*) as count from @agreement_work w
   where w.agreement_id = :agreement and w.at >= :from and w.at < :until group by w.kind`,
);

/** What was done under an agreement, for those whom the caller lets see it: either side. */
export async function countWork(db: Reads, agreement: string, { from, until }: Stretch): Promise<WorkCount> {
  const rows = await db.within(everyAuthority).all(countByKind, { agreement, from, until });
  const countOf = (kind: WorkKind): number => Number(rows.find((row) => row.kind === kind)?.count ?? 0);
  return { contacts: countOf('interaction'), cases: countOf('case') };
}
