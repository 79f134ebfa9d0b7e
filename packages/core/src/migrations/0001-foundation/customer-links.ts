import { authorityTable, id, instant, text, uuid } from '../../kernel/db/tables.js';

/**
 * One person known to two councils: two records, never one. A link belongs to the council whose record was linked, as
 * `customer_id`; the other record's council is read from it, so that a link follows whatever becomes of either.
 */
export const customerLinkTables = [
  authorityTable(
    'customer_links',
    'customer-record',
    {
      id: id(),
      customer_id: uuid().to('customers'),
      other_customer_id: uuid().to('customers'),
      agreement_id: uuid().optional().to('agreements'), // absent: made when a council was split
      lawful_basis: text().personal(),
      from_at: instant(),
      made_by: uuid().optional().to('people'), // absent: nobody of the staff
      ended_at: instant().optional(),
      ended_by: uuid().optional().to('people'),
      end_reason: text().personal().optional(),
    },
    { indexes: [['customer_id'], ['other_customer_id']], sharedRows: [{ field: 'customer.ties' }] },
  ),
];
