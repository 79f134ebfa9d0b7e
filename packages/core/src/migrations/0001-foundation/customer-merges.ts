import { authorityTable, id, instant, int, json, text, uuid } from '../../kernel/db/tables.js';

/** Merges of customers, and whose each row was before: so that every merge can be taken back. */
export const customerMergeTables = [
  authorityTable(
    'customer_merges',
    'customer-record',
    {
      id: id(),
      survivor_id: uuid().to('customers'),
      survivor_version: int(), // before the merge: tells which of a survivor's merges came first
      merged_id: uuid().to('customers'),
      reason: text().personal(),
      fields: json().special(), // what the survivor's fields were, and what the merge made of them
      merged_at: instant(),
      merged_by: uuid().optional().to('people'),
      undone_at: instant().optional(),
      undone_by: uuid().optional().to('people'),
      undone_reason: text().personal().optional(),
    },
    { indexes: [['survivor_id'], ['merged_id']] },
  ),
  authorityTable(
    'customer_merge_rows', // rows that changed hands with a merge that holds
    'customer-record',
    {
      merge_id: uuid().to('customer_merges'),
      table_name: text(),
      column_name: text(), // that names the customer; 'preferred': a contact point that was preferred and no longer is
      row_id: uuid(),
    },
    { primary: ['merge_id', 'table_name', 'column_name', 'row_id'] },
  ),
];
