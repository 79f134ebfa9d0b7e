import {
  authorityTable,
  id,
  instant,
  int,
  json,
  localDate,
  pence,
  text,
  uuid,
  type TableSpec,
} from '../../kernel/db/tables.js';

type Columns = Parameters<typeof authorityTable>[2];

/** What every record of the joint governance has: its own columns, where it stands, and the version that edits name. */
function recordTable(name: string, columns: Columns, extras: Parameters<typeof authorityTable>[3] = {}): TableSpec {
  const kept = { state: text(), written_by: uuid().optional().to('people'), written_at: instant() };
  return authorityTable(
    name,
    'permanent',
    { id: id(), ...columns, ...kept, version: int().default(1) },
    {
      indexes: [['authority_id']],
      ...extras,
    },
  );
}

/**
 * How councils govern together. Rows belong to the partnership, which every member reads; a council's own rows are its
 * own. `state` is 'current' or 'withdrawn' unless the comment says more.
 */
export const clubTables = [
  recordTable('committee_members', {
    council_id: int().to('authorities'), // for which they sit
    name: text().personal(), // councillors and officers, who need no account
    role: text(), // 'member' | 'substitute' | 'officer' | 'champion'
    post: text().optional().personal(),
    subject: text().optional(), // what a champion stands for
    from_on: localDate(),
    to_on: localDate().optional(), // the last day
  }),
  recordTable('chair_orders', {
    from_on: localDate(), // the first day of the first year
    councils: json(), // authority ids, in the order in which they chair
  }),
  recordTable('chair_exceptions', {
    council_id: int().to('authorities'), // which chairs instead
    from_on: localDate(),
    to_on: localDate(), // the last day
    reason: text(),
  }),
  recordTable('committee_meetings', {
    title: text(),
    held_on: localDate(),
    place: text().optional(),
    agenda: text(), // an item a line
    minutes: text().optional(),
  }),
  recordTable('committee_decisions', {
    title: text(),
    decision: text(),
    meeting_id: uuid().to('committee_meetings'),
    how: text(), // 'consensus' | 'vote'
    votes_for: int().optional(),
    votes_against: int().optional(),
    abstentions: int().optional(),
    effective_on: localDate(),
    supersedes_id: uuid().optional().to('committee_decisions'),
  }),
  recordTable('business_cases', {
    // state: 'draft' | 'submitted' | 'approved' | 'refused' | 'withdrawn'
    title: text(),
    need: text(),
    options: json(), // [{ name, costPence, benefit }]
    preferred: text().optional(), // the name of an option
    decision_id: uuid().optional().to('committee_decisions'),
  }),
  recordTable('shared_contracts', {
    title: text(),
    supplier: text(),
    what: text().optional(),
    value_pence: pence(),
    starts_on: localDate(),
    ends_on: localDate(), // the last day
    notice_on: localDate(), // the last day on which it can be ended or let run on
    shares: json(), // [{ councilId, parts }]: the value is shared out by parts
  }),
  recordTable('partnership_risks', {
    // state: 'open' | 'closed' | 'withdrawn'
    title: text(),
    cause: text().optional(),
    likelihood: int(), // 1-5
    impact: int(), // 1-5
    owner_id: uuid().to('committee_members'),
    response: text(),
    review_on: localDate(),
  }),
  recordTable('claimed_savings', {
    // state: 'claimed' | 'evidenced' | 'verified' | 'withdrawn'
    title: text(),
    basis: text(), // what is compared with what, and why they compare
    from_on: localDate(),
    to_on: localDate(),
    before_costs: json(), // [{ what, quantity, unitPence }]
    after_costs: json(),
    evidence: text().optional(), // an address or the name of a document
  }),
  authorityTable(
    'saving_files', // the evidence of a claimed saving; always of the saving's own authority
    'permanent',
    {
      id: id(),
      saving_id: uuid().to('claimed_savings'),
      file_id: uuid().to('stored_files'),
      name: text().personal(),
      added_at: instant(),
      added_by: uuid().optional().to('people'),
      removed_at: instant().optional(),
    },
    { indexes: [['saving_id']] },
  ),
  authorityTable(
    'governance_events', // what happened to any of these records
    'permanent',
    {
      id: id(),
      part: text(), // 'members', 'contracts', …
      record_id: uuid(),
      kind: text(), // 'added' | 'changed' | the name of a move
      at: instant(),
      person_id: uuid().optional().to('people'),
      note: text().optional(),
      changes: json().personal().optional(), // by field: [before, after]
    },
    { indexes: [['record_id', 'at']] },
  ),
];
