import type { ColumnSpec, TableRegistry, TableSpec } from '../../kernel/db/tables.js';
import type { Inventor } from './invent.js';

/** What becomes of a value: another of its kind, nothing (`none`), or whatever a JSON value's keys say. */
export type Replacement = Exclude<keyof Inventor, 'oneOf'> | 'json' | 'none' | 'sortName' | 'signInName';

/**
 * Tables that an anonymised copy has empty: secrets, sessions, what waits to leave, files, searches, and what only makes
 * sense with the real values in it. Rows of other tables that can't do without them go too.
 */
const emptied: readonly string[] = [
  ...['sessions', 'recovery_codes', 'password_links', 'api_tokens', 'sign_in_identities', 'throttles', 'drafts'],
  ...['deliveries', 'outbox_events', 'jobs', 'idempotency_keys', 'webhooks', 'report_keys', 'reported_cases'],
  ...['adapter_states', 'adapter_calls', 'inbound_news', 'outside_cursors', 'inbox_cursors', 'incoming_mails'],
  ...['exchange_peers', 'transfers', 'exchange_messages', 'stored_files', 'uploads', 'notifications', 'calls'],
  ...['audit_values', 'audit_seals', 'audit_stream_positions', 'restricted_openings', 'import_runs', 'case_presence'],
  ...['customer_merges', 'customer_merge_rows', 'customer_pairs', 'customer_links', 'case_bulk_changes', 'alerts'],
  ...['property_facts', 'article_feedback', 'search_examples', 'search_words', 'search_gaps', 'search_lessons'],
  ...['search_lesson_words', 'saved_views', 'directory_changes'],
];

/** Tables that are left empty, with those whose rows can't do without one of theirs. */
export function emptiedTables(tables: TableRegistry): ReadonlySet<string> {
  const all = new Set(emptied.filter((name) => tables.has(name)));
  for (let before = -1; before < all.size;) {
    before = all.size;
    for (const { name, columns } of tables.values())
      if (Object.values(columns).some(({ references, nullable }) => !nullable && references && all.has(references)))
        all.add(name);
  }
  return all;
}

/** Columns whose name and type don't say enough; some have no tag, and hold a secret or point at somebody. */
const byColumn: Readonly<Record<string, Replacement>> = {
  'staff_accounts.sign_in_name': 'signInName',
  'staff_accounts.password_hash': 'none',
  'staff_accounts.totp_secret': 'none',
  'staff_accounts.totp_confirmed_at': 'none',
  'staff_accounts.totp_last_step': 'none',
  'people.source_key': 'none',
  'people.sort_name': 'sortName',
  'customers.sort_name': 'sortName',
  'customers.first_name': 'givenNames',
  'customers.middle_names': 'givenNames',
  'customers.last_name': 'familyName',
  'customers.organisation_name': 'organisation',
  'interactions.source_key': 'none',
  'interactions.call_id': 'none',
  'cases.source_key': 'none',
  'cases.lat': 'none', // where somebody lives, perhaps
  'cases.lon': 'none',
  'contact_points.value': 'reach',
  'messages.address': 'reach',
  'identifiers.value': 'code',
  'representations.evidence_mark': 'code',
  'employments.job_title': 'text',
};

/** Columns that are the same for everybody in a copy: what stood there says something about one person. */
const fixed: Readonly<Record<string, string | number | null>> = {
  'customers.language': 'en',
  'customers.needs': '[]',
  'customers.other_names': '[]',
  'customers.search_tokens': '',
  'relationships.relation': 'household',
  'representations.covers': 'Everything',
  'employments.job_title': 'Officer',
  'audit_entries.details': '{}',
};

/** What stands in a column whatever stood there; undefined: it depends. */
export function fixedValue({ name }: TableSpec, column: string): string | number | null | undefined {
  return fixed[`${name}.${column}`];
}

/** What becomes of a column; undefined: it stays. */
export function replacementOf({ name }: TableSpec, column: string, spec: ColumnSpec): Replacement | undefined {
  const said = byColumn[`${name}.${column}`];
  if (said) return said;
  if (spec.tag === 'none') return undefined;
  return spec.type === 'json' ? 'json' : spec.type === 'date' ? 'date' : byName(column, spec);
}

const names: readonly (readonly [RegExp, Replacement])[] = [
  [/(^|_)(by_name|for_name|from_name|to_name|name|agent)$/, 'fullName'],
  [/telephone|caller|phone/, 'telephone'],
  [/email|from_address/, 'email'],
  [/postcode/, 'postcode'],
  [/address_line/, 'address'],
  [/receipt|reference/, 'code'],
];

function byName(column: string, { type, nullable }: ColumnSpec): Replacement {
  if (type !== 'text') return 'none';
  const found = names.find(([pattern]) => pattern.test(column));
  if (found) return found[1];
  return nullable && /(title|restriction|channel|digest|key|url)$/.test(column) ? 'none' : 'text';
}

/** The same for a value in JSON, by its key; undefined: by what it looks like. */
export function replacementOfKey(key: string): Replacement | undefined {
  if (/mail/i.test(key)) return 'email';
  if (/phone|caller/i.test(key)) return 'telephone';
  if (/postcode/i.test(key)) return 'postcode';
  if (/^(address|line|addressLine)$/i.test(key)) return 'address';
  if (/born|birth|died/i.test(key)) return 'date';
  if (/name$/i.test(key)) return 'fullName';
  return undefined;
}
