import { authorityTable, id, instant, int, json, localDate, pence, text, uuid } from '../../kernel/db/tables.js';

/** What councils' own books of payments are compared with, and what differs. No row of theirs holds a payment back. */
export const paymentBookTables = [
  authorityTable(
    'payment_days', // a council's day at a connection
    'permanent',
    {
      id: id(),
      day_on: localDate(),
      instance: text(), // of the configuration
      provider_name: text(), // what staff call it
      tried_at: instant(), // when the provider was asked last
      compared_at: instant().optional(), // and when it could be; absent: it never could
      fault: text().optional(), // why it couldn't last, without personal data
      totals: json(), // `FundTotal[]` in payments/books/books-types.ts
      agreeing: int().default(0),
      unknown: int().default(0), // what nobody knows, of a connection that takes for other councils too
      version: int().default(1),
    },
    {
      unique: [['authority_id', 'instance', 'day_on']],
      indexes: [
        ['authority_id', 'day_on', 'id'],
        ['day_on', 'compared_at'],
      ],
    },
  ),
  authorityTable(
    'payment_differences',
    'permanent',
    {
      id: id(),
      day_id: uuid().to('payment_days'),
      found_key: text(), // `differenceKey` in payments/books/books-rules.ts
      entry_kind: text(), // 'payment' | 'refund'
      difference: text(), // 'not-theirs' | 'not-ours' | 'amount' | 'state'
      payment_id: uuid().optional(), // absent: Moothall doesn't know it
      their_reference: text().optional(),
      their_name: text().optional(), // what the provider calls it, where Moothall doesn't know it
      fund_code: text().optional(),
      our_pence: pence().optional(), // absent: it isn't in the book
      their_pence: pence().optional(),
      their_state: text().optional(),
      at: instant(),
      found_at: instant(),
      gone_at: instant().optional(), // when the books agreed about it
      closed_at: instant().optional(),
      closed_by: uuid().optional().to('people'),
      reason: text().personal().optional(), // how it is explained
      version: int().default(1),
    },
    { unique: [['day_id', 'found_key']] },
  ),
];
