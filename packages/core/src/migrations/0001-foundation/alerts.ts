import { authorityTable, id, instant, int, localDate, text, uuid } from '../../kernel/db/tables.js';

/** Alerts on customers and properties: what staff must know before they speak, call or visit. */
export const alertTables = [
  authorityTable(
    'alerts',
    'customer-record',
    {
      id: id(),
      customer_id: uuid().optional().to('customers'), // one of the two
      place_id: uuid().optional().to('places'),
      kind: text().special(), // 'visit-in-pairs' | 'unacceptable-contact' | …
      advice: text().special(), // what to do
      reason: text().special(), // what happened; for those who may know
      state: text(), // 'proposed' | 'live' | 'refused' | 'ended'
      proposed_at: instant(),
      proposed_by: uuid().optional().to('people'),
      decided_at: instant().optional(),
      decided_by: uuid().optional().to('people'),
      review_on: localDate(),
      told_review_on: localDate().optional(), // the review date of which its owners were told
      expires_at: instant(),
      ended_at: instant().optional(),
      closing_reason: text().special().optional(), // why it was refused, or ended early
      version: int().default(1),
    },
    {
      indexes: [['customer_id'], ['place_id'], ['authority_id', 'state', 'review_on']],
      sharedRows: [{ field: 'customer.alerts' }],
    },
  ),
];
