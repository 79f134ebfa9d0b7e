import { authorityTable, id, instant, int, json, systemTable, text, uuid } from '../../kernel/db/tables.js';

/** Audit, outbox, jobs, imports, files: what every capability leans on. */
export const machineryTables = [
  authorityTable(
    'audit_entries',
    'audit',
    {
      id: id(),
      at: instant(),
      actor_kind: text(),
      actor_id: uuid().optional(),
      actor_reason: text().optional(),
      action: text(),
      subject_kind: text(),
      subject_id: text(),
      details: json(), // ids and digests, never personal values
      request_id: text().optional(),
    },
    {
      indexes: [
        ['authority_id', 'subject_kind', 'subject_id', 'id'],
        ['authority_id', 'at'],
        ['actor_id', 'id'],
      ],
      inKeyOrder: true,
    },
  ),
  authorityTable(
    'audit_values',
    'audit',
    { entry_id: uuid(), personal_values: json().special() }, // erasable: the chain holds only its digest
    { primary: ['entry_id'], inKeyOrder: true },
  ),
  authorityTable(
    'audit_seals',
    'audit',
    { seq: int(), entry_id: uuid(), entry_digest: text(), hash: text(), sealed_at: instant() },
    { primary: ['authority_id', 'seq'], unique: [['entry_id']], inKeyOrder: true },
  ),
  authorityTable(
    'audit_stream_positions', // how far each stream of the audit trail has come, by the seals
    'audit',
    { stream: text(), seq: int(), sent_at: instant() },
    { primary: ['authority_id', 'stream'] },
  ),
  authorityTable(
    'outbox_events',
    'short-lived',
    {
      id: id(),
      topic: text(),
      subject_id: text(),
      payload: json().personal(),
      occurred_at: instant(),
      seq: int().optional(), // given after commit by one sequencer
    },
    { inKeyOrder: true },
  ),
  systemTable(
    'jobs',
    'short-lived',
    {
      id: id(),
      kind: text(),
      payload: json().personal(),
      run_at: instant(),
      leased_until_at: instant().optional(),
      leased_by: text().optional(),
      attempts: int().default(0),
      state: text(), // 'waiting' | 'done' | 'failed'
      last_error: text().optional(),
      unique_key: text().optional(),
      created_at: instant(),
      finished_at: instant().optional(),
    },
    { unique: [['unique_key']], indexes: [['state', 'run_at']] },
  ),
  systemTable(
    'idempotency_keys',
    'short-lived',
    {
      actor_id: text(),
      key: text(),
      command: text(),
      request_digest: text(),
      response: json().personal(),
      created_at: instant(),
    },
    { primary: ['actor_id', 'key'], indexes: [['created_at']], inKeyOrder: true },
  ),
  systemTable(
    'import_runs',
    'audit',
    {
      id: id(),
      kind: text(),
      authority_ref: int().optional(),
      file_name: text(),
      file_digest: text(),
      options_digest: text(),
      state: text(), // 'running' | 'finished' | 'failed'
      started_at: instant(),
      finished_at: instant().optional(),
      started_by: text(),
      failure: text().optional(),
    },
    { indexes: [['kind', 'file_digest']] },
  ),
  systemTable(
    'import_batches', // each committed with its rows: everything up to the highest line is stored
    'audit',
    {
      run_id: uuid().to('import_runs'),
      to_line: int(),
      read: int(),
      written: int(),
      unchanged: int(),
      refused: int(),
    },
    { primary: ['run_id', 'to_line'] },
  ),
  systemTable(
    'import_faults',
    'audit',
    { run_id: uuid().to('import_runs'), line: int(), field: text(), message: text() },
    { primary: ['run_id', 'line', 'field'] },
  ),
  authorityTable(
    'stored_files', // bytes, kept while a case's file, the evidence of a saving or a mail names them
    'as-its-users',
    {
      id: id(),
      digest: text(),
      size_bytes: int(),
      media_type: text(),
      stored_at: instant(),
      picture_state: text().default('none'), // 'waiting' | 'made' | 'none': resized for pages
      picture_digest: text().optional(),
      picture_width: int().optional(), // pixels
      picture_height: int().optional(),
      kept_in: text().optional(), // the connection that keeps it; the disk of Moothall, where there is none
      kept_as: text().optional(), // its name there
    },
    { unique: [['authority_id', 'digest']], indexes: [['digest'], ['picture_digest']] },
  ),
];
