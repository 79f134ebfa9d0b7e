import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Records that may be of one customer, and those of which a person said that they are not. */
export const customerPairTables = [
  authorityTable(
    'customer_pairs',
    'customer-record',
    {
      id: id(),
      // Without foreign keys: a pair speaks of two records as they were, and must not follow one that is merged.
      customer_id: uuid(),
      other_id: uuid(), // the greater of the two ids
      probability: int(), // in ten-thousandths
      pattern: int(), // how each field agrees: customers/linkage/levels.ts
      verdict: text(), // 'merge' | 'review'
      customer_version: int(), // of the records when they were compared, or dismissed
      other_version: int(),
      found_at: instant(),
      dismissed_at: instant().optional(),
      dismissed_by: uuid().optional().to('people'),
      version: int().default(1),
    },
    { unique: [['customer_id', 'other_id']], indexes: [['other_id'], ['authority_id', 'probability', 'id']] },
  ),
];
