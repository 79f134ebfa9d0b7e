import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Contacts that were drawn for one question, and its answer. */
export const surveyTables = [
  authorityTable(
    'surveys',
    'contact',
    {
      id: id(),
      interaction_id: uuid().to('interactions'),
      customer_id: uuid().optional().to('customers'),
      service_id: uuid().optional().to('services'), // of the first enquiry that names one
      drawn_at: instant(),
      asked_at: instant().optional(),
      token_hash: text().optional(), // SHA-256 of what the link ends in
      expires_at: instant().optional(),
      answered_at: instant().optional(),
      answer: int().personal().optional(), // 1, very dissatisfied, to 5, very satisfied
    },
    {
      unique: [['interaction_id'], ['token_hash']],
      indexes: [
        ['customer_id', 'drawn_at'],
        ['authority_id', 'drawn_at'],
      ],
    },
  ),
];
