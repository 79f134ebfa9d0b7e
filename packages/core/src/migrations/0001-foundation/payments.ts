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
      way: text().optional(), // 'online' | 'phone': taken by a provider; absent: recorded by hand
      state: text().default('paid'), // 'started' | 'paid' | 'failed' | 'cancelled' | 'expired'
      paid_at: instant().optional(), // when the money was taken; absent: it wasn't
      refunded_pence: int().default(0), // what was asked to be given back, and didn't fail
      fund_code: text().optional(), // of the service at the time: where the income belongs
      cancelled_at: instant().optional(), // it was entered by mistake, or called off before it was paid
      cancelled_by_name: text().personal().optional(),
      cancel_reason: text().personal().optional(),
      version: int().default(1),
    },
    {
      checks: {
        payments_case_or_interaction: '(case_id is null) <> (interaction_id is null)',
        payments_amount: 'amount_pence > 0',
        payments_refunded: 'refunded_pence between 0 and amount_pence',
        payments_paid: `(state <> 'paid') or (paid_at is not null)`,
      },
      indexes: [
        ['case_id', 'taken_at'],
        ['interaction_id'],
        ['customer_id', 'taken_at', 'id'],
        ['authority_id', 'taken_at'],
        ['authority_id', 'paid_at'],
      ],
    },
  ),
  authorityTable(
    'provider_payments',
    'case',
    {
      id: id(),
      payment_id: uuid().to('payments'),
      instance: text(), // of the configuration
      provider_name: text(), // what staff call it
      quoted: text(), // what people quote: the case's reference
      description: text().personal(), // what it is for, as the provider's page shows it
      attempt: int().default(0), // how often it was begun there: a part of the key
      their_reference: text().optional(), // of the latest attempt
      open_until: instant(), // until when it can be begun
      ask_at: instant().optional(), // when the provider is asked next; absent: it has ended
      asks: int().default(0), // of the latest attempt
      heard_at: instant().optional(), // when the provider last said anything
      why: text().optional(), // why it came to nothing, without personal data
      link_sent_at: instant().optional(), // when the link last went out as a message
      link_channel: text().optional(), // 'email' | 'text'
      link_message_id: uuid().optional().to('messages'),
      version: int().default(1),
    },
    { unique: [['payment_id']], indexes: [['ask_at'], ['instance', 'their_reference']] },
  ),
  authorityTable(
    'payment_refunds',
    'case',
    {
      id: id(), // the key under which the provider is asked
      payment_id: uuid().to('payments'),
      amount_pence: int(),
      reason: text().personal(),
      state: text(), // 'asked' | 'submitted' | 'refunded' | 'failed'
      their_reference: text().optional(),
      asked_at: instant(),
      asked_by: uuid().optional().to('people'),
      asked_by_name: text().personal(),
      settled_at: instant().optional(), // when the provider had given it back, or couldn't
      ask_at: instant().optional(), // when the provider is asked next; absent: it has ended
      asks: int().default(0),
      why: text().optional(), // why it failed, without personal data
      version: int().default(1),
    },
    {
      indexes: [['payment_id', 'asked_at'], ['ask_at'], ['authority_id', 'settled_at'], ['their_reference']],
      checks: { payment_refunds_amount: 'amount_pence > 0' },
    },
  ),
];
