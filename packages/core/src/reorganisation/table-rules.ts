/**
 * What becomes of a table's rows when their authority leaves the installation. `kept-with-charges`: rows of agreements by
 * which it was charged stay for whoever charged, because accounts are kept for six years and the current one.
 */
export type Leaving = 'removed' | 'kept' | 'kept-with-charges';

/** What becomes of them when their authority is merged into another. */
export type Merging = 'moved' | 'stays';

/** What is decided for a table of authorities' rows. */
export interface TableRule {
  readonly leaving: Leaving;
  readonly merging: Merging;
}

const own: TableRule = { leaving: 'removed', merging: 'moved' };
/** Of the authority as it was: it goes when the authority leaves, and stays with it when another follows. */
const history: TableRule = { leaving: 'removed', merging: 'stays' };
const charged: TableRule = { leaving: 'kept-with-charges', merging: 'moved' };
const chain: TableRule = { leaving: 'kept', merging: 'stays' };

/**
 * Every table with an `authority_id`, and what a reorganisation does with it. A test fails on a table that isn't named
 * here: who adds one decides.
 */
export const tableRules: Readonly<Record<string, TableRule>> = {
  // The chain stays whole. It holds ids and digests; the personal values that it speaks of stand in audit_values.
  audit_entries: chain,
  audit_seals: chain,
  audit_stream_positions: chain, // as the seals that they count
  audit_values: history,
  outbox_events: own,
  deliveries: own,
  webhooks: own,
  report_offers: own,
  report_keys: own,
  reported_cases: own,
  reported_updates: own,
  stored_files: own,
  uploads: own,
  notifications: own,

  calendars: own,
  calendar_exceptions: own,
  contact_lines: own,
  queue_reports: own,

  role_assignments: history, // the same roles begin at whoever follows
  sign_in_identities: history, // whoever follows has connections of its own
  scim_tokens: history, // whoever follows lets its own system in
  scim_users: history,
  scim_groups: history,
  scim_group_members: history,
  grants: own,
  grant_limits: own,
  teams: own,
  team_members: own,
  directory_entries: own,
  directory_changes: own,
  directory_readings: history, // whoever follows has a directory of its own
  saved_views: own,
  handover_times: own,
  duty_rotas: own,
  duty_swaps: own,

  property_facts: own,
  services: own,
  service_versions: own,
  service_drafts: own,
  pack_installations: history, // whoever follows has the services as its own
  service_lgsl: own,
  articles: own,
  article_versions: own,
  article_tallies: own,
  article_feedback: own,
  search_examples: own,
  search_words: own,
  search_gaps: own,
  search_lessons: own,
  search_lesson_words: own,
  synonym_lists: own,
  message_templates: own,
  bulletins: own,
  bulletin_readings: own,

  customers: own,
  contact_points: own,
  identifiers: own,
  representations: own,
  relationships: own,
  occupancies: own,
  restricted_openings: own,
  customer_merges: own,
  customer_merge_rows: own,
  customer_pairs: own,
  customer_links: own, // one between councils that become one holds no longer (customers/across)
  consents: own,
  alerts: own,

  interactions: own,
  calls: own,
  identity_checks: own,
  enquiries: own,
  surveys: own,
  cases: own,
  case_events: own,
  case_tasks: own,
  case_files: own,
  case_escalations: own,
  case_links: own,
  case_subscribers: own,
  case_presence: own,
  case_bulk_changes: own,
  case_references: own,
  handovers: own,
  call_backs: own,
  call_back_attempts: own,
  call_outs: own,
  call_out_rings: own,
  outside_cases: own,
  outside_words: own,
  messages: own,
  incoming_mails: own,
  incoming_files: own,
  payments: own,
  provider_payments: own,
  payment_refunds: own,
  payment_days: history, // whoever follows compares its own days
  payment_differences: history,
  income_files: history, // whoever follows goes on with its own numbers
  income_lines: history,
  exchange_peers: own,
  exchange_peer_keys: own,
  transfers: own,
  exchange_messages: own,
  transfer_files: own,

  agreements: charged,
  agreement_terms: charged,
  agreement_signatures: charged,
  agreement_activations: own,
  agreement_events: own,
  agreement_work: own,
  recharge_statements: charged,
  recharge_lines: charged,
  recharge_disputes: charged,
  committee_members: own,
  chair_orders: own,
  chair_exceptions: own,
  committee_meetings: own,
  committee_decisions: own,
  business_cases: own,
  shared_contracts: own,
  partnership_risks: own,
  claimed_savings: own,
  saving_files: own,
  governance_events: own,
};

/** What becomes of a row that names an authority other than by `authority_id`, when that authority leaves. */
export type NamingRule = 'kept-as-history' | 'emptied' | 'ended' | 'removed' | 'given-to-partnership';

/** And when another follows it: `begun-anew` ends the row and begins the same for whoever follows. */
export type NamingOfMerged = 'kept-as-history' | 'moved' | 'begun-anew' | 'ended' | 'added';

export interface NamedBy {
  readonly leaving: NamingRule;
  readonly merging: NamingOfMerged;
}

const asHistory: NamedBy = { leaving: 'kept-as-history', merging: 'kept-as-history' };

/** Every other column that names an authority. A test fails on one that isn't named here. */
export const namingRules: Readonly<Record<string, NamedBy>> = {
  'authorities.parent_id': { leaving: 'emptied', merging: 'moved' },
  'customers.former_authority_id': asHistory,
  'authority_successions.from_authority_id': asHistory,
  'authority_successions.to_authority_id': asHistory,
  'employments.employer_authority_id': { leaving: 'ended', merging: 'begun-anew' },
  'place_authorities.authority_ref': { leaving: 'removed', merging: 'added' }, // the former area still says who answered
  'responsibilities.responsible_authority_id': { leaving: 'ended', merging: 'begun-anew' },
  'grants.staff_of_authority_id': { leaving: 'removed', merging: 'ended' },
  'grant_limits.staff_of_authority_id': { leaving: 'removed', merging: 'ended' },
  'agreements.provider_id': asHistory,
  'agreements.suspended_for': asHistory,
  'enquiries.interaction_authority_id': { leaving: 'given-to-partnership', merging: 'moved' },
  'handovers.to_authority_id': { leaving: 'kept-as-history', merging: 'moved' },
  'committee_members.council_id': asHistory,
  'chair_exceptions.council_id': asHistory,
  'recharge_statements.provider_id': asHistory,
};
