import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { listFacts } from './facts-repository.js';
import type { PropertyFact } from './types.js';

export interface DatedValue {
  readonly value: string;
  /** The system or person that says so. */
  readonly source: string;
  readonly asOfAt: Instant;
}

/**
 * What is known of a property: fact by name, such as `collection-day`. Where two authorities in scope hold the same
 * fact, the newer one counts. The caller names the property in its read audit: facts can be personal.
 */
export async function placeFacts(db: Reads, placeId: string): Promise<Record<string, DatedValue>> {
  return newestFacts(await listFacts(db, placeId));
}

/** The values alone, as scripts and forms read them: `{ 'collection-day': 'tuesday' }`. */
export async function factsFor(db: Reads, placeId: string): Promise<Record<string, string>> {
  const facts = await placeFacts(db, placeId);
  return Object.fromEntries(Object.entries(facts).map(([fact, { value }]) => [fact, value]));
}

/** Per fact the newest of these rows. */
export function newestFacts(facts: readonly PropertyFact[]): Record<string, DatedValue> {
  const oldestFirst = [...facts].sort((a, b) => a.asOfAt - b.asOfAt);
  return Object.fromEntries(
    oldestFirst.map(({ fact, value, source, asOfAt }) => [fact, { value, source, asOfAt }] as const),
  );
}
