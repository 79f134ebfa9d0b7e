import { authorityTable, id, instant, int, json, systemTable, text, uuid } from '../../kernel/db/tables.js';

/** Cases handed over to councils in other installations of Moothall, and by them. */
export const exchangeTables = [
  systemTable(
    'exchange_keys', // the installation's own; the private halves lie in the data directory
    'permanent',
    {
      fingerprint: text(), // SHA-256 in hex of the public key's thumbprint (RFC 7638)
      public_key: text(), // 32 bytes in base64url
      made_at: instant(),
      from_at: instant(), // signs from then on
    },
    { primary: ['fingerprint'] },
  ),
  authorityTable(
    'exchange_peers', // councils in other installations
    'configuration',
    {
      id: id(),
      origin: text(), // https://desk.brayford.example
      council_slug: text(), // what it is called there
      council_name: text(),
      state: text(), // 'open' | 'ended'
      added_at: instant(),
      added_by_name: text().personal(),
      ended_at: instant().optional(),
      last_success_at: instant().optional(),
      last_failure_at: instant().optional(),
      last_failure: text().optional(),
      failures: int().default(0), // one after another
      next_try_at: instant().default(0),
      clock_ahead_ms: int().optional(), // how far its clock was ahead of ours when it last sent
      version: int().default(1),
    },
    { unique: [['authority_id', 'origin', 'council_slug']] },
  ),
  authorityTable(
    'exchange_peer_keys', // pinned by an administrator who compared the fingerprint
    'configuration',
    {
      id: id(),
      peer_id: uuid().to('exchange_peers'),
      fingerprint: text(),
      public_key: text(),
      pinned_at: instant(),
      pinned_by_name: text().personal(),
    },
    { unique: [['peer_id', 'fingerprint']], indexes: [['fingerprint']] },
  ),
  authorityTable(
    'transfers', // a case handed over to, or by, a council in another installation
    'case',
    {
      id: id(),
      peer_id: uuid().to('exchange_peers'),
      transfer_key: uuid(), // what both installations call it
      direction: text(), // 'out' | 'in'
      state: text(), // 'arriving' | 'offered' | 'withdrawing' | 'withdrawn' | 'accepted' | 'declined'
      case_id: uuid().optional().to('cases'),
      open_case_id: uuid().optional(), // the case while it is offered or taken over there: it has one owner
      their_reference: text().optional(),
      content: json().special(), // what was sent of the case
      offered_at: instant().optional(), // by the sender's clock
      offered_by_name: text().personal().optional(),
      ended_at: instant().optional(), // accepted, declined or withdrawn, by our clock
      ended_by_name: text().personal().optional(),
      reason: text().personal().optional(),
      their_status: text().optional(),
      their_status_words: text().personal().optional(),
      last_out: int().default(0), // sequence of the last message written
      next_in: int().default(1), // sequence of the message that takes effect next
      last_received_at: instant().optional(),
      updated_at: instant(),
      version: int().default(1),
    },
    {
      unique: [['peer_id', 'transfer_key'], ['open_case_id']],
      indexes: [['case_id'], ['authority_id', 'state', 'updated_at', 'id']],
    },
  ),
  authorityTable(
    'exchange_messages', // what installations say to each other about a transfer, in both directions
    'case',
    {
      id: id(),
      peer_id: uuid().to('exchange_peers'),
      transfer_id: uuid().to('transfers'),
      direction: text(), // 'out' | 'in'
      idempotency_key: uuid(),
      sequence: int(),
      kind: text(), // 'offer' | 'withdraw' | 'withdrawn' | 'accept' | 'decline' | 'note' | 'status'
      body: text().special(), // the whole message as it is sent
      digest: text(),
      state: text(), // out: 'waiting' | 'delivered' | 'refused'; in: 'held' | 'applied'
      sent_at: instant(), // by the sender's clock
      received_at: instant().optional(), // by the receiver's clock
      attempts: int().default(0),
      refusal: text().optional(),
    },
    {
      unique: [
        ['peer_id', 'direction', 'idempotency_key'],
        ['transfer_id', 'direction', 'sequence'],
      ],
    },
  ),
  authorityTable(
    'transfer_files', // files of cases that go with a transfer, in both directions
    'case',
    {
      id: id(),
      peer_id: uuid().to('exchange_peers'),
      transfer_id: uuid().to('transfers'),
      direction: text(), // 'out' | 'in'
      file_key: uuid(), // what both installations call it
      case_file_id: uuid().optional(), // of case_files: ours; null until an incoming one has come
      name: text().personal(),
      media_type: text(),
      size_bytes: int(),
      digest: text(), // SHA-256 in hex, as the sender announced it
      state: text(), // 'waiting' | 'arrived' | 'refused'
      reason: text().personal().optional(), // why it was refused
      announced_at: instant(),
      settled_at: instant().optional(),
      came_bytes: int().default(0), // in: how much of it lies here
      failures: int().default(0), // in: attempts in vain since the last that brought something
      next_try_at: instant().default(0),
      failure: text().optional(),
    },
    { unique: [['transfer_id', 'direction', 'file_key']] },
  ),
];
