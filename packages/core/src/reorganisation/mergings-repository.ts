import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/* How far a merging is, is read from the audit trail, as a leaving's is. */

export const mergeSteps = {
  begun: 'reorganisation.begin-merging',
  moved: 'reorganisation.move-rows',
  closed: 'reorganisation.close-former',
  finished: 'reorganisation.finish-merging',
} as const;

/** A former council's merging and how far it is. */
export interface KnownMerging {
  readonly id: string;
  readonly from: AuthorityId;
  readonly into: AuthorityId;
  readonly on: LocalDate;
  /** Of the plan that was confirmed. */
  readonly code: string;
  readonly plan: unknown;
  readonly state: 'begun' | 'closed' | 'finished';
}

interface Details {
  readonly reorganisation: string;
  readonly into?: AuthorityId;
  readonly on?: LocalDate;
  readonly code?: string;
  readonly plan?: unknown;
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx in each authority's part.
const stepsOf = statement<{ subject: string; actions: readonly string[] }, { action: string; details: string }>(
  `select e.action, e.details from @audit_entries e
   where e.subject_kind = 'authority' and e.subject_id = :subject and e.actor_kind = 'system'
     and e.action in (:actions*) order by e.id`,
);

export async function findMerging(db: Reads, from: AuthorityId): Promise<KnownMerging | undefined> {
  const actions = [mergeSteps.begun, mergeSteps.closed, mergeSteps.finished];
  const rows = await db.all(stepsOf, { subject: String(from), actions });
  const begun = rows.find(({ action }) => action === mergeSteps.begun);
  if (!begun) return undefined;
  const { reorganisation: id, into = 0, on = '', code = '', plan } = JSON.parse(begun.details) as Details;
  const has = (step: string): boolean => rows.some(({ action }) => action === step);
  const state = has(mergeSteps.finished) ? 'finished' : has(mergeSteps.closed) ? 'closed' : 'begun';
  return { id, from, into, on: on as LocalDate, code, plan, state };
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const movesOf = statement<{ authority: AuthorityId; subject: string; action: string }, { details: string }>(
  `select e.details from @audit_entries e
   where e.authority_id = :authority and e.subject_kind = 'authority' and e.subject_id = :subject
     and e.action = :action order by e.id`,
);

/** Rows that went over, and rows that were joined with the successor's, by table. */
export interface Moved {
  readonly moved: number;
  readonly joined: number;
}

/** What its moves did, by table. */
export async function sumMoves(db: Reads, of: AuthorityId): Promise<Record<string, Moved>> {
  const sums: Record<string, Moved> = {};
  for (const { details } of await db.all(movesOf, { authority: of, subject: String(of), action: mergeSteps.moved })) {
    const { what, moved = 0, joined = 0 } = JSON.parse(details) as Partial<Moved> & { what?: string };
    if (what === undefined) continue;
    const before = sums[what] ?? { moved: 0, joined: 0 };
    sums[what] = { moved: before.moved + moved, joined: before.joined + joined };
  }
  return sums;
}
