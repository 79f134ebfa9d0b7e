import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** What customers paid. */
export const paymentTables = [
  authorityTable(
    'payments',
    'case',
    {
      id: id(),
      case_id: uuid().optional().to('cases'),
      interaction_id: uuid().optional().to('interactions'), // of a payment that no case is about
      customer_id: uuid().optional().to('customers'), // who paid; absent: nobody on record
      amount_pence: int(),
      method: text(), // 'card' | 'cash' | 'cheque' | 'transfer'
      receipt: text().personal().optional(), // the number that the till or the payment system gave
      purpose: text().personal().optional(), // what it was for, where no case says so
      taken_at: instant(),
      taken_by: uuid().optional().to('people'), // absent: Moothall by itself
      taken_by_name: text().personal(),
      cancelled_at: instant().optional(), // it was entered by mistake
      cancelled_by_name: text().personal().optional(),
      cancel_reason: text().personal().optional(),
      version: int().default(1),
    },
    {
      checks: {
        payments_case_or_interaction: '(case_id is null) <> (interaction_id is null)',
        payments_amount: 'amount_pence > 0',
      },
      indexes: [
        ['case_id', 'taken_at'],
        ['interaction_id'],
        ['customer_id', 'taken_at', 'id'],
        ['authority_id', 'taken_at'],
      ],
    },
  ),
];
