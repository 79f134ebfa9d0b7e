import { authorityTable, flag, id, instant, int, json, systemTable, text, uuid } from '../../kernel/db/tables.js';

/** What customers are written, with how far its delivery is, and the mail that comes in. */
export const correspondenceTables = [
  authorityTable(
    'message_templates',
    'configuration',
    {
      id: id(),
      key: text().optional(), // by which services name it; absent: withdrawn
      name: text(),
      service_id: uuid().optional().to('services'), // absent: every service
      occasion: text(), // 'by-hand' | 'logged' | 'status' | 'closed' | 'reopened' | 'survey' | 'payment'
      status: text().optional(), // of a lifecycle; only for the occasion 'status'
      slot: text().optional(), // service, occasion and status in one: only one template is sent by itself for each
      words: json(), // { en: { subject, body, text }, cy }
      enabled: flag(),
      shared_number: int().optional(), // the partnership's version that ours was last held against
      shared_words: json().optional(), // what that one said
      updated_at: instant(),
      version: int().default(1),
    },
    {
      unique: [
        ['authority_id', 'slot'],
        ['authority_id', 'key'],
      ],
    },
  ),
  authorityTable(
    'messages',
    'case',
    {
      id: id(),
      case_id: uuid().optional().to('cases'),
      interaction_id: uuid().optional().to('interactions'), // of a message about a contact that has no case
      customer_id: uuid().optional().to('customers'), // whom it was written to; absent: nobody on record
      template_id: uuid().optional().to('message_templates'),
      occasion: text(),
      channel: text(), // 'email' | 'text' | 'letter'
      language: text(), // 'en' | 'cy'
      recipient_name: text().personal(),
      address: text().personal().shared('customer.contact-points'), // mail address, E.164, or the lines of a postal address
      subject: text().personal(), // empty for a text message
      body: text().special(),
      state: text(), // 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'printed' | 'cancelled' | 'delivered' | 'undelivered' | 'dealt-with'
      caution: text().special().optional(), // 'restricted-customer' | 'restricted-case' | 'died': somebody confirms it first
      state_note: text().optional(), // why it failed or was not delivered, in words of ours
      sender_reference: text().optional(), // what the sending system calls it
      queued_at: instant(),
      queued_by: uuid().optional().to('people'), // absent: Moothall by itself
      queued_by_name: text().personal(),
      settled_at: instant().optional(),
      attempts: int().default(0),
      taken_back: flag().default(0), // while a sender had it: it goes no second time
      unique_key: text().optional(), // the event that it speaks of, and to whom: told once
      version: int().default(1),
    },
    {
      unique: [['unique_key']],
      checks: { messages_case_or_interaction: '(case_id is null) <> (interaction_id is null)' },
      indexes: [
        ['case_id', 'queued_at'],
        ['interaction_id'],
        ['customer_id', 'queued_at', 'id'],
        ['authority_id', 'state', 'queued_at', 'id'],
      ],
    },
  ),
  authorityTable(
    'incoming_mails',
    'contact',
    {
      id: id(),
      instance: text(), // of the configuration: the inbox
      mail_key: text(), // its name there
      channel: text(), // 'email' | 'text'
      received_at: instant(),
      kept_at: instant(),
      from_name: text().personal(), // empty: it gives none
      from_address: text().personal().shared('customer.contact-points'), // in lower case, or the number of a text message; empty: it names nobody
      subject: text().personal(),
      body: text().special(),
      left_out: text().personal().optional(), // what was attached and not kept, by name, and why
      state: text(), // 'waiting' | 'placed' | 'dealt-with' | 'set-aside'
      aside: text().optional(), // 'returned' | 'automatic' | 'our-own' | 'too-many'
      case_id: uuid().optional().to('cases'),
      interaction_id: uuid().optional().to('interactions'), // absent: set aside
      settled_at: instant().optional(), // absent: nobody had to
      settled_by_name: text().personal().optional(),
      note: text().personal().optional(), // what was done without a case
      version: int().default(1),
    },
    {
      unique: [['instance', 'mail_key']],
      indexes: [
        ['authority_id', 'state', 'received_at', 'id'],
        ['authority_id', 'from_address', 'kept_at'],
        ['case_id'],
        ['interaction_id'],
      ],
    },
  ),
  authorityTable(
    'incoming_files', // what was attached to mail
    'contact',
    {
      id: id(),
      mail_id: uuid().to('incoming_mails'),
      file_id: uuid().to('stored_files'),
      name: text().personal(),
    },
    { indexes: [['mail_id'], ['file_id']] },
  ),
  systemTable(
    'inbox_cursors', // how far an inbox was read
    'configuration',
    { instance: text(), mail_cursor: text(), asked_at: instant() },
    { primary: ['instance'] },
  ),
];
