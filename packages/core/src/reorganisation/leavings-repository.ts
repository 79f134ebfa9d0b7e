import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { mergeSteps } from './mergings-repository.js';
import { listSteps } from './steps-repository.js';

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

interface StepDetails {
  readonly reorganisation: string;
  readonly code?: string;
  readonly plan?: unknown;
  readonly digest?: string;
}

export async function findLeaving(db: Reads, authorityId: AuthorityId): Promise<KnownLeaving | undefined> {
  const rows = await listSteps(db, authorityId, Object.values(stepNames));
  const step = (action: string) => rows.find((each) => each.action === action)?.details as StepDetails | undefined;
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
