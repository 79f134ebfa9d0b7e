import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/* How far a split is, is read from the audit trail, as a leaving's is. */

export const splitSteps = {
  begun: 'reorganisation.begin-splitting',
  decided: 'reorganisation.end-deciding',
  given: 'reorganisation.give-rows',
  finished: 'reorganisation.finish-splitting',
} as const;

/** A split that was confirmed. */
export interface KnownSplit {
  readonly id: string;
  readonly from: AuthorityId;
  readonly to: AuthorityId;
  readonly on: LocalDate;
  readonly code: string;
  readonly plan: unknown;
  readonly state: 'begun' | 'decided' | 'finished';
}

interface Details {
  readonly reorganisation: string;
  readonly asked?: string;
  readonly to?: AuthorityId;
  readonly on?: LocalDate;
  readonly code?: string;
  readonly plan?: unknown;
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const stepsOf = statement<
  { authority: AuthorityId; subject: string; actions: readonly string[] },
  { action: string; details: string }
>(
  `select e.action, e.details from @audit_entries e
   where e.authority_id = :authority and e.subject_kind = 'authority' and e.subject_id = :subject
     and e.actor_kind = 'system' and e.action in (:actions*) order by e.id`,
);

/** @param asked digest of what was asked: councils, area, services and day */
export async function findSplit(db: Reads, from: AuthorityId, asked: string): Promise<KnownSplit | undefined> {
  const actions = [splitSteps.begun, splitSteps.decided, splitSteps.finished];
  const rows = await db.all(stepsOf, { authority: from, subject: String(from), actions });
  const steps = rows.map(({ action, details }) => ({ action, details: JSON.parse(details) as Details }));
  const begun = steps.find(({ action, details }) => action === splitSteps.begun && details.asked === asked)?.details;
  if (!begun) return undefined;
  const { reorganisation: id, to = 0, on = '', code = '', plan } = begun;
  const has = (step: string): boolean =>
    steps.some(({ action, details }) => action === step && details.reorganisation === id);
  const state = has(splitSteps.finished) ? 'finished' : has(splitSteps.decided) ? 'decided' : 'begun';
  return { id, from, to, on: on as LocalDate, code, plan, state };
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const givenOf = statement<{ authority: AuthorityId; subject: string; action: string }, { details: string }>(
  `select e.details from @audit_entries e
   where e.authority_id = :authority and e.subject_kind = 'authority' and e.subject_id = :subject
     and e.action = :action order by e.id`,
);

/** Rows that a split moved, by table. */
export async function sumGiven(db: Reads, { id, from }: KnownSplit): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { details } of await db.all(givenOf, {
    authority: from,
    subject: String(from),
    action: splitSteps.given,
  })) {
    const {
      reorganisation,
      what,
      moved = 0,
    } = JSON.parse(details) as { reorganisation: string; what?: string; moved?: number };
    if (reorganisation === id && what !== undefined) sums[what] = (sums[what] ?? 0) + moved;
  }
  return sums;
}
