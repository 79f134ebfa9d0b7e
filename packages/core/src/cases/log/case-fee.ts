import type { Reads } from '../../kernel/db/database.js';
import { toLocal } from '../../kernel/london-time.js';
import { findPlace } from '../../places/index.js';
import { feePence } from '../../services/index.js';
import { definitionOf } from '../definitions.js';
import type { Case } from '../types.js';
import { locatePlace } from './case-location.js';
import { clockTime } from './form-reading.js';

/** What the customer of a case pays, and what they buy with it; undefined: it is free. */
export interface CaseFee {
  /** Whole pence. */
  readonly pence: number;
  /** Of one, where it is counted. */
  readonly eachPence: number;
  /** What one buys: "one bin for a year". */
  readonly buys: string;
}

/** Where the income of a case belongs, by the service under which it was logged; null: its service doesn't say. */
export async function fundCodeOf(
  db: Reads,
  { serviceVersionId }: Pick<Case, 'serviceVersionId'>,
): Promise<string | null> {
  return (await definitionOf(db, serviceVersionId)).fee?.fundCode ?? null;
}

/** The fee under which a case was logged, for the answers that it has now. */
export async function feeOf(db: Reads, found: Case): Promise<CaseFee | undefined> {
  const definition = await definitionOf(db, found.serviceVersionId);
  if (definition.fee === undefined) return undefined;
  const { placeId } = found.place;
  const place = placeId === null ? undefined : await findPlace(db, placeId);
  const { facts, areas } = place ? await locatePlace(db, place) : { facts: {}, areas: [] };
  const { on: today, minuteOfDay } = toLocal(found.openedAt);
  const localTime = clockTime(minuteOfDay);
  const pence = feePence(definition, { answers: found.answers, facts, areas, today, localTime });
  return pence === 0 ? undefined : { pence, eachPence: definition.fee.amountPence, buys: definition.fee.buys };
}
