import { authorityTable, id, instant, int, json, localDate, text, uuid } from '../../kernel/db/tables.js';

/**
 * Agreements by which one authority serves another's customers. Their rows belong to the authority that is served: it
 * is the controller of what is shared. `provider_id` is the one that serves it.
 */
export const partnershipTables = [
  authorityTable(
    'agreements',
    'permanent',
    {
      id: id(),
      provider_id: int().to('authorities'),
      kind: text(), // 'standing' | 'overflow' | 'continuity'
      title: text(),
      state: text(), // 'draft' | 'signed' | 'suspended' | 'ended'
      suspended_for: int().optional().to('authorities'), // whose administrator suspended it
      created_at: instant(),
      version: int().default(1),
    },
    { indexes: [['authority_id'], ['provider_id']] },
  ),
  authorityTable(
    'agreement_terms', // a version each; signed by both sides, it never changes again
    'permanent',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      number: int(),
      from_on: localDate(),
      to_on: localDate().optional(), // the last day
      body: json(), // `Terms` in partnerships/types.ts
      written_by: uuid().optional().to('people'),
      written_at: instant(),
      agreed_at: instant().optional(), // when the second side signed
    },
    { unique: [['agreement_id', 'number']] },
  ),
  authorityTable(
    'agreement_signatures',
    'permanent',
    {
      id: id(),
      terms_id: uuid().to('agreement_terms'),
      agreement_id: uuid().to('agreements'),
      side: text(), // 'receiver' | 'provider'
      person_id: uuid().to('people'),
      digest: text(), // of the terms as they were signed
      signed_at: instant(),
    },
    { unique: [['terms_id', 'side']], indexes: [['agreement_id']] },
  ),
  authorityTable(
    'agreement_activations', // when a continuity or overflow agreement was opened, and until when
    'permanent',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      person_id: uuid().to('people'),
      from_at: instant(),
      to_at: instant(), // brought forward when somebody closes it
      reason: text(),
      wait_minutes: int().optional(), // how long customers waited, for overflow
    },
    { indexes: [['agreement_id', 'to_at']] },
  ),
  authorityTable(
    'agreement_events',
    'permanent',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      kind: text(),
      at: instant(),
      person_id: uuid().optional().to('people'),
      side: text().optional(), // for which side
      terms_number: int().optional(),
      note: text().optional(),
    },
    { indexes: [['agreement_id', 'at']] },
  ),
  authorityTable(
    'grant_limits', // what the grants of an agreement cover, where that is less than everything
    'configuration',
    {
      agreement_id: uuid().to('agreements'),
      staff_of_authority_id: int().to('authorities'),
      from_at: instant(), // as its grants of that time
      to_at: instant(),
      covers: json(), // `GrantLimit` in kernel/actor.ts
    },
    { primary: ['agreement_id', 'from_at'], indexes: [['staff_of_authority_id']] },
  ),
  authorityTable(
    'agreement_work', // contacts answered and cases logged for the authority by agreement: its list of the next morning
    'contact',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      kind: text(), // 'interaction' | 'case' | 'call-back' | 'call-out'
      subject_id: uuid(),
      person_id: uuid().to('people'), // who did it
      at: instant(),
      acknowledged_at: instant().optional(),
      acknowledged_by: uuid().optional().to('people'),
    },
    {
      unique: [['subject_id']],
      indexes: [
        ['authority_id', 'acknowledged_at', 'at'],
        ['agreement_id', 'at'],
      ],
    },
  ),
];
