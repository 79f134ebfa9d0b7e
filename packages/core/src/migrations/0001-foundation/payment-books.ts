import { authorityTable, id, instant, int, json, localDate, pence, text, uuid } from '../../kernel/db/tables.js';

/** How councils' own books of payments compare with providers', and the files that their income systems get. */
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
  authorityTable(
    'income_files',
    'permanent',
    {
      id: id(),
      series: text(), // the council's address when it was made: its files are numbered under it
      number: int(),
      day_on: localDate(), // until whose end it goes
      takes: text(), // 'providers' | 'all'
      made_at: instant(),
      line_count: int(),
      taken_pence: pence(),
      given_back_pence: pence(), // above nought
      written_at: instant().optional(), // when it was put into its folder
    },
    {
      unique: [
        ['series', 'number'],
        ['series', 'day_on'],
      ],
      indexes: [['authority_id', 'made_at', 'id'], ['written_at']],
    },
  ),
  authorityTable(
    'income_lines', // written once, with their file
    'permanent',
    {
      id: id(),
      file_id: uuid().to('income_files'),
      position: int(),
      kind: text(), // 'payment' | 'refund' | 'reversal'
      source: text(), // kind and id: nothing is in two files
      payment_id: uuid(),
      at: instant(),
      method: text(),
      fund_code: text().optional(),
      reference: text().optional(), // of the case, where it wasn't restricted
      provider: text().optional(),
      their_reference: text().personal().optional(), // at the provider, or the receipt's number
      pence: pence(), // below nought: given back or reversed
    },
    { unique: [['source'], ['file_id', 'position']], indexes: [['authority_id', 'at']] },
  ),
];
