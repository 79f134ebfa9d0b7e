import type { Reads } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import { countHeld, countOffered, countUnsettled } from './leave-repository.js';

/** Something that has to be settled before an authority's rows may go. */
export interface Obstacle {
  /** What it is, in words: "3 recharges are not settled". */
  readonly what: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * Lists what keeps an authority from leaving. Capabilities with debts between authorities join by one each, in
 * `app/leaving-checks.ts`. It may read every authority's rows.
 */
export type LeavingCheck = (db: Reads, authorityId: AuthorityId) => Promise<readonly Obstacle[]>;

const heldByLaw: LeavingCheck = async (db, authorityId) => {
  const count = await countHeld(db, authorityId);
  if (count === 0) return [];
  return [{ what: `${count} records are on legal hold`, fix: 'Have the holds lifted, or wait until they end' }];
};

export const betweenTwo: LeavingCheck = async (db, authorityId) => {
  const count = await countOffered(db, authorityId);
  if (count === 0) return [];
  return [
    {
      what: `${count} cases or enquiries are offered between it and another authority`,
      fix: 'Have each accepted, declined or taken back',
    },
  ];
};

export const unsettledRecharges: LeavingCheck = async (db, authorityId) => {
  const count = await countUnsettled(db, authorityId);
  if (count === 0) return [];
  return [{ what: `${count} statements of recharges are not settled`, fix: 'Settle each with the other council' }];
};

/** Those that every installation has. */
export const ownChecks: readonly LeavingCheck[] = [heldByLaw, betweenTwo, unsettledRecharges];
