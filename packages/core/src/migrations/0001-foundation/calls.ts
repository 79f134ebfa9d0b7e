import { authorityTable, id, instant, text, uuid } from '../../kernel/db/tables.js';

/** Calls as telephone systems tell of them, for as long as they are of use to whoever answers. */
export const callTables = [
  authorityTable(
    'calls',
    'short-lived',
    {
      id: id(),
      instance: text(), // of the configuration: which telephone system
      call_key: text(), // its name of the call
      line_id: uuid().optional().to('contact_lines'),
      caller: text().personal().optional().shared('customer.contact-points'), // as it was told
      called: text().optional(),
      agent: text().personal().optional(), // at whom it rings, or who answered
      agent_at: instant(), // when it was theirs
      ringing_at: instant().optional(),
      answered_at: instant().optional(),
      ended_at: instant().optional(),
      heard_at: instant(), // when anything was last told of it
    },
    {
      unique: [['instance', 'call_key']],
      indexes: [['authority_id', 'ended_at', 'heard_at'], ['heard_at']],
      limits: { lines: 'line_id' },
    },
  ),
];
