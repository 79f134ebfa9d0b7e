import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import { listOwnSteps } from './steps-repository.js';

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

/** @param asked digest of what was asked: councils, area, services and day */
export async function findSplit(db: Reads, from: AuthorityId, asked: string): Promise<KnownSplit | undefined> {
  const actions = [splitSteps.begun, splitSteps.decided, splitSteps.finished];
  const found = await listOwnSteps(db, from, actions);
  const steps = found.map(({ action, details }) => ({ action, details: details as Details }));
  const begun = steps.find(({ action, details }) => action === splitSteps.begun && details.asked === asked)?.details;
  if (!begun) return undefined;
  const { reorganisation: id, to = 0, on = '', code = '', plan } = begun;
  const has = (step: string): boolean =>
    steps.some(({ action, details }) => action === step && details.reorganisation === id);
  const state = has(splitSteps.finished) ? 'finished' : has(splitSteps.decided) ? 'decided' : 'begun';
  return { id, from, to, on: on as LocalDate, code, plan, state };
}

interface Given {
  readonly reorganisation: string;
  readonly what?: string;
  readonly moved?: number;
}

/** Rows that a split moved, by table. */
export async function sumGiven(db: Reads, { id, from }: KnownSplit): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { details } of await listOwnSteps(db, from, [splitSteps.given])) {
    const { reorganisation, what, moved = 0 } = details as Given;
    if (reorganisation === id && what !== undefined) sums[what] = (sums[what] ?? 0) + moved;
  }
  return sums;
}
