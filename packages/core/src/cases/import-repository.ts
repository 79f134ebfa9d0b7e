import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { oldReferenceKey } from './repository.js';

// Relies on cases_authority_id_source_key_key.
const knownKeys = statement<{ keys: readonly string[] }, { source_key: string }>(
  'select c.source_key from @cases c where c.source_key in (:keys*)',
);

/** Which of these old references were imported before. */
export async function findImported(db: Reads, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  return new Set((await db.all(knownKeys, { keys })).map((row) => row.source_key));
}

export interface ImportedCustomer {
  readonly id: string;
  readonly name: string;
  readonly telephone: string | null;
  readonly isRestricted: boolean;
}

// Relies on customers_authority_id_source_key_key.
const customersByKey = statement<
  { keys: readonly string[] },
  { id: string; source_key: string; display_name: string; telephone: string | null; restriction: string | null }
>(
  'select k.id, k.source_key, k.display_name, k.telephone, k.restriction from @customers k where k.source_key in (:keys*)',
);

/** Customers that came from the same system, by their id there. */
export async function findCustomersByKey(db: Reads, keys: readonly string[]): Promise<Map<string, ImportedCustomer>> {
  if (keys.length === 0) return new Map();
  const rows = await db.all(customersByKey, { keys });
  return new Map(
    rows.map((row) => [
      row.source_key,
      { id: row.id, name: row.display_name, telephone: row.telephone, isRestricted: row.restriction !== null },
    ]),
  );
}

/** A reference of the system before, to be found by. */
export interface OldReference {
  readonly caseId: string;
  readonly authorityId: AuthorityId;
  readonly reference: string;
}

export async function bulkOldReferences(db: Writes, references: readonly OldReference[]): Promise<void> {
  await db.bulk(
    'case_references',
    ['authority_id', 'reference_key', 'reference', 'case_id'],
    references.map(({ authorityId, reference, caseId }) => [
      authorityId,
      oldReferenceKey(reference),
      reference,
      caseId,
    ]),
  );
}

// Relies on cases_reference_key.
const takenReferences = statement<{ references: readonly string[] }, { reference: string }>(
  'select c.reference from @cases c where c.reference in (:references*)',
);

/** So many references that no case has, each different. `make` gives a random one. */
export async function freshReferences(db: Reads, count: number, make: () => string): Promise<string[]> {
  const fresh = new Set<string>();
  while (fresh.size < count) {
    const wanted = Array.from({ length: count - fresh.size }, make);
    const taken = new Set((await db.all(takenReferences, { references: wanted })).map((row) => row.reference));
    for (const reference of wanted) if (!taken.has(reference)) fresh.add(reference);
  }
  return [...fresh];
}
