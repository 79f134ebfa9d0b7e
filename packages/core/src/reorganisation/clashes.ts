/** What becomes of a former council's row whose like its successor has already. */
export type ClashOutcome =
  /** It stays with the former council, as history; the successor's own holds. */
  | { readonly becomes: 'stays' }
  /** It goes over under another name. `set` is SQL: `:suffix` is the former council's slug after a hyphen, `:shortName` its short name, `:on` the day. */
  | { readonly becomes: 'renamed'; readonly set: string }
  /** Rows that name it name the successor's, and it goes. */
  | { readonly becomes: 'joined' }
  /** Its numbers are added to the successor's, and it goes. */
  | { readonly becomes: 'added'; readonly numbers: readonly string[] }
  /** Each names something that is one council's alone. */
  | { readonly becomes: 'impossible' };

export type Clash = ClashOutcome & {
  /** Columns that one authority can have but once in such a combination. */
  readonly key: readonly string[];
};

const stays = (...key: string[]): Clash => ({ key, becomes: 'stays' });
const impossible = (...key: string[]): Clash => ({ key, becomes: 'impossible' });
const renamed = (key: string, set: string): Clash => ({ key: [key], becomes: 'renamed', set });
const sourceKey = renamed('source_key', 'source_key = source_key || :suffix');

/**
 * By table, every key that holds but once in an authority. A test fails on a key of the schema that isn't named here.
 */
export const clashes: Readonly<Record<string, readonly Clash[]>> = {
  calendars: [stays('key')],
  calendar_exceptions: [stays('calendar_key', 'on_date')],
  handover_times: [stays('key')],
  synonym_lists: [stays()],
  property_facts: [stays('place_id', 'fact')],
  directory_readings: [stays()],
  sign_in_identities: [stays('issuer', 'subject')],
  scim_users: [stays('person_id')],
  scim_groups: [stays('display_name')],
  payment_days: [stays('instance', 'day_on')],
  pack_installations: [stays('name'), stays('service_key')],

  // Cases keep theirs; new ones are logged under the successor's.
  services: [
    renamed(
      'key',
      `key = key || :suffix, version = version + 1,
       withdrawn_on = case when withdrawn_on < :on then withdrawn_on else :on end`,
    ),
  ],
  articles: [renamed('key', 'key = key || :suffix, version = version + 1')],
  teams: [
    renamed(
      'key',
      `key = key || :suffix, name = name || ' (' || cast(:shortName as text) || ')', version = version + 1`,
    ),
  ],
  message_templates: [
    renamed('slot', 'slot = slot || :suffix, enabled = 0, version = version + 1'),
    renamed('key', 'key = key || :suffix, version = version + 1'),
  ],
  customers: [sourceKey],
  cases: [sourceKey],
  interactions: [renamed('call_id', 'call_id = call_id || :suffix'), sourceKey],

  stored_files: [{ key: ['digest'], becomes: 'joined' }],
  exchange_peers: [{ key: ['origin', 'council_slug'], becomes: 'joined' }],
  article_tallies: [{ key: ['article_id'], becomes: 'added', numbers: ['used', 'resolved'] }],
  search_lessons: [{ key: ['answer_id'], becomes: 'added', numbers: ['examples'] }],
  search_lesson_words: [{ key: ['answer_id', 'stem'], becomes: 'added', numbers: ['uses', 'approved'] }],
  search_words: [{ key: ['stem'], becomes: 'added', numbers: ['customers', 'gap_customers', 'gaps'] }],

  identifiers: [impossible('register', 'type', 'value', 'customer_id')],
  case_references: [impossible('reference_key', 'case_id')],
  audit_seals: [impossible('seq')], // stay
  audit_stream_positions: [impossible('stream')], // stay
};
