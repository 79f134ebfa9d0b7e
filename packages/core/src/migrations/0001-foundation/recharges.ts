import { authorityTable, id, instant, int, localDate, pence, text, uuid } from '../../kernel/db/tables.js';

/**
 * What one authority pays another for what it does by agreement, a statement a month. Like the agreements', their rows
 * belong to the authority that is served; `provider_id` is the one that charges.
 */
export const rechargeTables = [
  authorityTable(
    'recharge_statements',
    'permanent',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      provider_id: int().to('authorities'),
      month_on: localDate(), // its first day
      state: text(), // 'draft' | 'issued' | 'agreed' | 'settled'
      contacts: int(),
      cases: int(),
      calls_answered: int().optional(), // as the provider's telephone system counted them
      calls_in_time: int().optional(),
      waits_known: int().default(0), // calls by the agreement whose waiting time is kept
      waits_in_time: int().default(0),
      waits_unknown: int().default(0),
      total_pence: pence(),
      drafted_at: instant(),
      issued_at: instant().optional(),
      issued_by: uuid().optional().to('people'),
      agreed_at: instant().optional(),
      agreed_by: uuid().optional().to('people'),
      settled_at: instant().optional(),
      settled_by: uuid().optional().to('people'),
      settled_on: localDate().optional(), // when it was paid
      payment: text().optional(), // its reference
      version: int().default(1),
    },
    {
      unique: [['agreement_id', 'month_on']],
      indexes: [
        ['authority_id', 'month_on', 'id'],
        ['provider_id', 'month_on', 'id'],
      ],
    },
  ),
  authorityTable(
    'recharge_lines', // rewritten while the statement is a draft, and never afterwards
    'permanent',
    {
      id: id(),
      statement_id: uuid().to('recharge_statements'),
      position: int(),
      kind: text(), // `LineKind` in recharges/types.ts
      terms_number: int().optional(),
      from_on: localDate(),
      to_on: localDate(),
      quantity: int().optional(),
      unit_pence: pence().optional(),
      pence: pence(),
      note: text().optional(),
      dispute_id: uuid().optional(), // of an earlier month, which this gives back
    },
    { indexes: [['statement_id', 'position']] },
  ),
  authorityTable(
    'recharge_disputes',
    'permanent',
    {
      id: id(),
      agreement_id: uuid().to('agreements'),
      statement_id: uuid().to('recharge_statements'),
      line_id: uuid().to('recharge_lines'),
      pence: pence(), // of the line
      reason: text(),
      state: text(), // 'open' | 'answered' | 'agreed' | 'withdrawn'
      raised_by: uuid().optional().to('people'),
      raised_at: instant(),
      answer: text().optional(),
      answered_by: uuid().optional().to('people'),
      answered_at: instant().optional(),
      withdrawn_at: instant().optional(),
      given_back_in: uuid().optional().to('recharge_statements'),
    },
    { indexes: [['statement_id'], ['agreement_id', 'state']] },
  ),
];
