import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement, type Value } from '../kernel/db/statement.js';

/** What a run knows of a customer that an earlier one brought. */
export interface KnownKey {
  readonly id: string;
  readonly sourceKey: string;
  /** Of the row as it was imported; null when the customer got its key otherwise. */
  readonly digest: string | null;
}

// Relies on customers_authority_id_source_key_key.
const byKeys = statement<{ keys: readonly string[] }, { id: string; source_key: string; import_digest: string | null }>(
  'select c.id, c.source_key, c.import_digest from @customers c where c.source_key in (:keys*)',
);

const keysAtOnce = 1024;

/** The customers with these source keys, by key. */
export async function findByKeys(db: Reads, keys: readonly string[]): Promise<Map<string, KnownKey>> {
  const found = new Map<string, KnownKey>();
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    for (const row of await db.all(byKeys, { keys: keys.slice(from, from + keysAtOnce) }))
      found.set(row.source_key, { id: row.id, sourceKey: row.source_key, digest: row.import_digest });
  }
  return found;
}

/** Rows of new customers, each in the order of its table's columns below. */
export interface NewRows {
  readonly customers: Value[][];
  readonly contactPoints: Value[][];
  readonly identifiers: Value[][];
  readonly occupancies: Value[][];
}

export const customerColumns = [
  'id',
  'number',
  'authority_id',
  'kind',
  'title',
  'first_name',
  'middle_names',
  'last_name',
  'organisation_name',
  'display_name',
  'sort_name',
  'date_of_birth',
  'died_on',
  'language',
  'preferred_channel',
  'needs',
  'place_id',
  'address_line',
  'postcode',
  'telephone',
  'search_tokens',
  'created_at',
  'updated_at',
  'import_run_id',
  'source_key',
  'import_digest',
] as const;

export const contactPointColumns = [
  'id',
  'authority_id',
  'customer_id',
  'kind',
  'value',
  'postcode',
  'place_id',
  'preferred',
  'created_at',
] as const;

export const identifierColumns = ['id', 'authority_id', 'customer_id', 'register', 'type', 'value'] as const;
export const occupancyColumns = ['id', 'authority_id', 'customer_id', 'place_id', 'role'] as const;
export async function insertRows(db: Writes, rows: NewRows): Promise<void> {
  await db.bulk('customers', customerColumns, rows.customers);
  await db.bulk('contact_points', contactPointColumns, rows.contactPoints);
  await db.bulk('identifiers', identifierColumns, rows.identifiers);
  await db.bulk('occupancies', occupancyColumns, rows.occupancies);
}

/** Only columns that are looked for: the others take most of the time. */
const lookedFor = [
  ['customers', ['id', 'number', 'authority_id', 'source_key']],
  ['contact_points', ['customer_id']],
  ['customer_tokens', ['term']],
] as const;

/** Otherwise PostgreSQL reads an authority's customers from end to end for each batch of keys. */
export async function tellSizes(db: Writes): Promise<void> {
  for (const [table, columns] of lookedFor) await db.refreshStatistics(table, columns);
}

export async function markImported(
  db: Writes,
  id: string,
  { runId, digest, now }: { readonly runId: string; readonly digest: string; readonly now: Instant },
): Promise<void> {
  await db.update('customers', { id }, { import_run_id: runId, import_digest: digest, updated_at: now });
}
