import { authorityTable, id, instant, text, uuid } from '../../kernel/db/tables.js';

/** What customers agreed to, and when they took it back. */
export const consentTables = [
  authorityTable(
    'consents',
    'customer-record',
    {
      id: id(),
      customer_id: uuid().to('customers'),
      purpose: text(), // 'survey' | 'newsletter' | …
      lawful_basis: text(), // 'consent' | 'public-task' | …
      channel: text().personal().optional(), // absent: whichever
      wording_version: text(), // of the words that they agreed to
      evidence: text().personal(), // how it is known: "said on the telephone", a form's number
      given_at: instant(),
      given_to: uuid().optional().to('people'),
      withdrawn_at: instant().optional(),
      withdrawn_to: uuid().optional().to('people'),
    },
    { indexes: [['customer_id']], sharedRows: [{ field: 'customer.consents' }] },
  ),
];
