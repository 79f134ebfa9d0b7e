import { authorityTable, flag, id, instant, int, json, systemTable, text, uuid } from '../../kernel/db/tables.js';

/** Cases whose work is done in another system: what it has of them, and what was said to it and by it. */
export const outsideTables = [
  authorityTable(
    'outside_cases',
    'case',
    {
      id: id(), // what the other system knows it by, where it knows keys
      case_id: uuid().to('cases'),
      instance: text(), // of the configuration
      system_name: text(), // what staff call it
      state: text(), // 'waiting' | 'sent' | 'failed' | 'kept-back'
      their_reference: text().optional(),
      queued_at: instant(),
      tried_at: instant().optional(), // when it first may have reached the other system
      file_ids: json().optional(), // which of the case's files went with it; what was added later follows
      their_file_ids: json().optional(), // which of the case's files came from it; they never go there
      sent_at: instant().optional(),
      heard_at: instant().optional(), // when the other system last said anything
      their_status: text().optional(), // in its own words
      their_key: text().optional(), // the status here that it stands for
      their_at: instant().optional(), // when it came to that there
      is_withdrawn: flag(), // it was told that nothing is to be done any more
      fault: text().optional(), // why it could not be sent, in words without personal data
      version: int().default(1),
    },
    {
      unique: [['case_id']],
      indexes: [['instance', 'their_reference']],
      checks: { outside_cases_sent: `(state <> 'sent') or (sent_at is not null)` },
    },
  ),
  authorityTable(
    'outside_words',
    'case',
    {
      id: id(),
      outside_case_id: uuid().to('outside_cases'),
      case_id: uuid().to('cases'),
      direction: text(), // 'out' | 'in'
      kind: text(), // out: 'note' | 'chase' | 'reopened' | 'cancel' | 'photo'; in: 'news'
      word_key: text(), // once: what happened here, the file that was added, or what the other system calls it
      said_at: instant(), // in: there
      kept_at: instant(),
      by_name: text().personal().optional(), // absent: Moothall itself, or the other system
      body: text().personal().optional(),
      status: text().optional(), // in: the status here that it stands for
      outcome: text().optional(),
      status_words: text().optional(), // in: what the other system calls it
      state: text(), // out: 'waiting' | 'sent' | 'failed' | 'not-taken'; in: 'new' | 'applied' | 'noted' | 'late' | 'stuck' | 'settled'
      fault: text().optional(), // why it failed, or why the case can't follow
      settled_at: instant().optional(),
      settled_by_name: text().personal().optional(),
      version: int().default(1),
    },
    {
      unique: [['outside_case_id', 'direction', 'word_key']],
      indexes: [['outside_case_id', 'kept_at', 'id'], ['case_id'], ['direction', 'state', 'said_at']],
    },
  ),
  systemTable(
    'outside_cursors', // how far the news of another system was read
    'configuration',
    { instance: text(), news_cursor: text(), asked_at: instant() },
    { primary: ['instance'] },
  ),
];
