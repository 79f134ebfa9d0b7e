import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/*
 * How far a leaving, a merging or a split is, is read from the audit trail: each of its steps wrote an entry there in
 * its own transaction, and nothing removes one.
 */

/** A step that was taken; `details` are what it wrote. */
export interface Step {
  readonly action: string;
  readonly details: unknown;
}

interface StepRow {
  action: string;
  details: string;
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx in each authority's part: a dozen entries.
const stepsOf = statement<{ subject: string; actions: readonly string[] }, StepRow>(
  `select e.action, e.details from @audit_entries e
   where e.subject_kind = 'authority' and e.subject_id = :subject and e.actor_kind = 'system'
     and e.action in (:actions*) order by e.id`,
);

/** What was done to an authority, whoever's trail says so. */
export async function listSteps(db: Reads, of: AuthorityId, actions: readonly string[]): Promise<Step[]> {
  return (await db.all(stepsOf, { subject: String(of), actions })).map(toStep);
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const ownStepsOf = statement<{ authority: AuthorityId; subject: string; actions: readonly string[] }, StepRow>(
  `select e.action, e.details from @audit_entries e
   where e.authority_id = :authority and e.subject_kind = 'authority' and e.subject_id = :subject
     and e.actor_kind = 'system' and e.action in (:actions*) order by e.id`,
);

/** What was done to an authority, as its own trail says. */
export async function listOwnSteps(db: Reads, of: AuthorityId, actions: readonly string[]): Promise<Step[]> {
  return (await db.all(ownStepsOf, { authority: of, subject: String(of), actions })).map(toStep);
}

function toStep({ action, details }: StepRow): Step {
  return { action, details: JSON.parse(details) as unknown };
}
