import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { mergeSteps } from './mergings-repository.js';

/*
 * How far a leaving is, is read from the audit trail: each of its steps wrote an entry there in its own transaction, and
 * nothing removes one.
 */

export const stepNames = {
  begun: 'reorganisation.begin-leaving',
  archived: 'reorganisation.keep-archive',
  finished: 'reorganisation.finish-leaving',
} as const;

/** An authority's leaving and how far it is. */
export interface KnownLeaving {
  readonly id: string;
  /** Of the plan that was confirmed. */
  readonly code: string;
  readonly state: keyof typeof stepNames;
  /** The plan as it was confirmed. */
  readonly plan: unknown;
  /** SHA-256 of the archive's manifest, once it is whole. */
  readonly archiveDigest: string | null;
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx in each authority's part: a dozen entries.
const stepsOf = statement<{ subject: string; actions: readonly string[] }, { action: string; details: string }>(
  `select e.action, e.details from @audit_entries e
   where e.subject_kind = 'authority' and e.subject_id = :subject and e.actor_kind = 'system'
     and e.action in (:actions*) order by e.id`,
);

interface StepDetails {
  readonly reorganisation: string;
  readonly code?: string;
  readonly plan?: unknown;
  readonly digest?: string;
}

export async function findLeaving(db: Reads, authorityId: AuthorityId): Promise<KnownLeaving | undefined> {
  const rows = await db.all(stepsOf, { subject: String(authorityId), actions: Object.values(stepNames) });
  const step = (action: string): StepDetails | undefined => {
    const row = rows.find((each) => each.action === action);
    return row && (JSON.parse(row.details) as StepDetails);
  };
  const begun = step(stepNames.begun);
  if (!begun) return undefined;
  const archived = step(stepNames.archived);
  const state = step(stepNames.finished) ? 'finished' : archived ? 'archived' : 'begun';
  const { reorganisation: id, code = '', plan } = begun;
  return { id, code, state, plan, archiveDigest: archived?.digest ?? null };
}

const finished = statement<{ actions: readonly string[] }, { subject_id: string; details: string }>(
  `select e.subject_id, e.details from @audit_entries e
   where e.subject_kind = 'authority' and e.actor_kind = 'system' and e.action in (:actions*) order by e.id`,
);

/** Where the audit chains of authorities that left, or were merged, were closed. */
export async function listClosedChains(
  db: Reads,
): Promise<{ readonly authority: AuthorityId; readonly seq: number; readonly hash: string }[]> {
  const rows = await db.all(finished, { actions: [stepNames.finished, mergeSteps.finished] });
  return rows.map(({ subject_id: subject, details }) => ({
    authority: Number(subject),
    ...(JSON.parse(details) as { chain: { seq: number; hash: string } }).chain,
  }));
}
