import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

/** A step of a merge or a split, as the audit trail has it. */
export interface KnownStep {
  readonly action: string;
  readonly reorganisation: string;
  /** The council that ends or is split: its number, and its name. */
  readonly of: string;
  readonly name: string;
  /** The first day of whoever follows; '' where the step doesn't say. */
  readonly on: string;
}

// Councils that others follow are few. Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const steps = statement<{ actions: readonly string[] }, { action: string; of: string; name: string; details: string }>(
  `select e.action, e.subject_id as of, f.name, e.details
   from authorities f join authorities a on exists (
       select 1 from authority_successions s where s.from_authority_id = f.id
         and (a.id = f.id or a.id = s.to_authority_id))
     join @audit_entries e on e.authority_id = a.id and e.subject_kind = 'authority'
       and e.subject_id = cast(f.id as text) and e.actor_kind = 'system' and e.action in (:actions*)
   order by e.id`,
);

/** Steps of every merge and split so far. */
export async function listSteps(db: Reads, actions: readonly string[]): Promise<KnownStep[]> {
  return (await db.all(steps, { actions })).map(({ details, ...step }) => {
    const { reorganisation, on = '' } = JSON.parse(details) as { reorganisation: string; on?: string };
    return { ...step, reorganisation, on };
  });
}
