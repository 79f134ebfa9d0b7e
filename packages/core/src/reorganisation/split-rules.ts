/** By which column a row goes along with what it names, when its council is split: the first that isn't empty decides. */
export interface Follows {
  readonly column: string;
  readonly table: string;
}

const theCase: Follows = { column: 'case_id', table: 'cases' };
const theContact: Follows = { column: 'interaction_id', table: 'interactions' };
const theCustomer: Follows = { column: 'customer_id', table: 'customers' };

/**
 * Tables whose rows go to the other council along with a case, a contact or a customer, parents before children. What
 * isn't here stays, but for the three themselves and the facts of places. A test fails on a table that names one of the
 * three and isn't here or among `staysOnSplit`.
 */
export const follows: Readonly<Record<string, readonly Follows[]>> = {
  case_events: [theCase],
  case_tasks: [theCase],
  case_files: [theCase],
  case_escalations: [theCase],
  case_links: [theCase],
  case_subscribers: [theCase],
  case_presence: [theCase],
  case_bulk_changes: [theCase],
  case_references: [theCase],
  outside_cases: [theCase],
  outside_words: [theCase],
  enquiries: [theCase, theContact],
  identity_checks: [theContact],
  surveys: [theContact],
  messages: [theCase, theContact],
  incoming_mails: [theCase, theContact],
  incoming_files: [{ column: 'mail_id', table: 'incoming_mails' }],
  payments: [theCase, theContact],
  provider_payments: [{ column: 'payment_id', table: 'payments' }],
  payment_refunds: [{ column: 'payment_id', table: 'payments' }],
  call_backs: [theCase, theContact],
  call_back_attempts: [{ column: 'call_back_id', table: 'call_backs' }],
  call_outs: [theCase],
  call_out_rings: [{ column: 'call_out_id', table: 'call_outs' }],
  handovers: [theCase, { column: 'enquiry_id', table: 'enquiries' }],
  contact_points: [theCustomer],
  identifiers: [theCustomer],
  representations: [theCustomer],
  relationships: [theCustomer],
  occupancies: [theCustomer],
  restricted_openings: [theCustomer],
  consents: [theCustomer],
  alerts: [theCustomer],
  customer_pairs: [theCustomer],
  customer_links: [theCustomer],
  customer_merges: [{ column: 'survivor_id', table: 'customers' }],
  customer_merge_rows: [{ column: 'merge_id', table: 'customer_merges' }],
};

/** What names a case, a contact or a customer, and stays all the same. */
export const staysOnSplit: Readonly<Record<string, string>> = {
  reported_cases: 'the key with which it was reported is the council’s own',
  reported_updates: 'the key with which it was reported is the council’s own',
  transfers: 'a connection to another installation is the council’s own',
};

/** What is decided one by one. */
export const roots = ['cases', 'interactions', 'customers'] as const;
export type Root = (typeof roots)[number];

/** What rows that go name and what stays: they name a copy there, or the other council's own of the same key. */
export const copied = ['customers', 'teams', 'services', 'service_versions', 'stored_files'] as const;

/** What goes along with the copy of a customer: how to reach them, and what staff must know. */
export const ofCopiedCustomer = ['contact_points', 'identifiers', 'occupancies', 'alerts'] as const;
