import { authorityTable, id, instant, int, systemTable, text, uuid } from '../../kernel/db/tables.js';

/** What goes to other systems, and how the way there is. */
export const adapterTables = [
  authorityTable(
    'deliveries', // one thing that another system is to be told or asked, until it is settled
    'short-lived',
    {
      id: id(),
      operation: text(), // 'notifications.send'
      subject_id: uuid(), // of what it speaks: a message
      idempotency_key: text(), // what the far end knows it by
      order_key: text(), // those of one key go one after another: a case
      service: text().optional(), // the key of the service
      variant: text(), // what the instance must be able to do: 'email'
      instance: text().optional(), // null: no adapter serves it
      state: text(), // 'waiting' | 'delivered' | 'dead' | 'cancelled' | 'by-hand'
      attempts: int().default(0),
      queued_at: instant(),
      next_try_at: instant(),
      leased_until_at: instant().default(0),
      leased_by: uuid().optional(),
      settled_at: instant().optional(),
      settled_by_name: text().personal().optional(), // null: the dispatcher
      reference: text().optional(), // what the far end calls it
      code: text().optional(), // of the last failure
      note: text().optional(), // of the last failure, in words without personal data
      outcome_due_at: instant().optional(), // when the far end is asked what became of it; null: not, or not any more
      version: int().default(1),
    },
    {
      unique: [['idempotency_key']],
      indexes: [
        ['instance', 'state', 'next_try_at'],
        ['authority_id', 'state', 'queued_at', 'id'],
        ['order_key', 'state'],
        ['state', 'settled_at'],
        ['instance', 'outcome_due_at'],
        ['instance', 'reference'],
      ],
    },
  ),
  systemTable(
    'adapter_states', // how each instance is, for every process
    'configuration',
    {
      instance: text(),
      paused_at: instant().optional(),
      paused_by_name: text().personal().optional(),
      failures: int().default(0), // one after another
      rests_until_at: instant().default(0), // it isn't called before
      last_success_at: instant().optional(),
      last_failure_at: instant().optional(),
      last_code: text().optional(),
      last_failure: text().optional(),
      checked_at: instant().optional(),
      check_code: text().optional(), // null: it was well
      check_detail: text().optional(),
    },
    { primary: ['instance'] },
  ),
  systemTable(
    'adapter_calls', // the log of exchanges: addresses without queries, and never what was said
    'short-lived',
    {
      id: id(),
      instance: text(),
      delivery_id: uuid().optional(), // null: it was checked
      at: instant(),
      method: text(),
      address: text(),
      status: int().optional(),
      reason: text().optional(), // why no answer came
      sent_bytes: int(),
      answer_bytes: int(),
    },
    { indexes: [['instance', 'at', 'id'], ['at']] },
  ),
  systemTable(
    'inbound_news', // what other systems told by themselves: once by its key, for two weeks
    'short-lived',
    {
      id: id(),
      instance: text(),
      news_key: text(), // the same for the same news, however often it is told
      what: text(), // 'outcome'
      about: text().optional(), // as the other system knows it; null: it stands alone
      happened_at: instant(), // there
      received_at: instant(),
      said: text().personal().optional(), // what the adapter read; null once it is settled
      state: text(), // 'new' | 'taken' | 'late' | 'not-ours' | 'given-up'
      attempts: int().default(0),
      next_try_at: instant(),
      settled_at: instant().optional(),
    },
    {
      unique: [['instance', 'news_key']],
      indexes: [
        ['instance', 'state', 'next_try_at'],
        ['instance', 'about', 'happened_at'],
        ['instance', 'received_at'],
        ['settled_at'],
      ],
    },
  ),
];
