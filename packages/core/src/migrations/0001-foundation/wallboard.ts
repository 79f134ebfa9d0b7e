import { authorityTable, instant, int, uuid } from '../../kernel/db/tables.js';

/** What the telephone system said of its queues: the latest of each line, and some days before. */
export const wallboardTables = [
  authorityTable(
    'queue_reports',
    'short-lived',
    {
      line_id: uuid().to('contact_lines'),
      reported_at: instant(), // by the telephone system's clock
      waiting: int(),
      longest_wait_s: int(),
      answered: int(), // calls since the start of the day
      abandoned: int(), // calls since the start of the day
      agents_ready: int(),
      agents_talking: int(),
    },
    { primary: ['line_id', 'reported_at'], indexes: [['reported_at']] },
  ),
];
