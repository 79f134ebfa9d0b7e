import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import { listOwnSteps, listSteps } from './steps-repository.js';

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

export async function findMerging(db: Reads, from: AuthorityId): Promise<KnownMerging | undefined> {
  const actions = [mergeSteps.begun, mergeSteps.closed, mergeSteps.finished];
  const rows = await listSteps(db, from, actions);
  const begun = rows.find(({ action }) => action === mergeSteps.begun);
  if (!begun) return undefined;
  const { reorganisation: id, into = 0, on = '', code = '', plan } = begun.details as Details;
  const has = (step: string): boolean => rows.some(({ action }) => action === step);
  const state = has(mergeSteps.finished) ? 'finished' : has(mergeSteps.closed) ? 'closed' : 'begun';
  return { id, from, into, on: on as LocalDate, code, plan, state };
}

/** Rows that went over, and rows that were joined with the successor's, by table. */
export interface Moved {
  readonly moved: number;
  readonly joined: number;
}

/** What its moves did, by table. */
export async function sumMoves(db: Reads, of: AuthorityId): Promise<Record<string, Moved>> {
  const sums: Record<string, Moved> = {};
  for (const { details } of await listOwnSteps(db, of, [mergeSteps.moved])) {
    const { what, moved = 0, joined = 0 } = details as Partial<Moved> & { what?: string };
    if (what === undefined) continue;
    const before = sums[what] ?? { moved: 0, joined: 0 };
    sums[what] = { moved: before.moved + moved, joined: before.joined + joined };
  }
  return sums;
}
