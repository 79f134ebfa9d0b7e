import { z } from 'zod';
import type { questionsOf } from '../customers/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatMoney, moneyOf, parseMoney } from '../kernel/money.js';
import { methodWords } from './payment-words.js';
import { paymentMethods } from './types.js';

/** A payment as it is typed. */
export const typedPayment = {
  amount: z.string().max(40).default(''),
  method: z.string().max(20).default(''),
  receipt: z.string().max(500).default(''),
};
export type TypedPayment = z.output<z.ZodObject<typeof typedPayment>>;
type Questions = ReturnType<typeof questionsOf>;

/** The same for the command, or what is wrong with the amount. */
export function readPayment({
  amount,
  method,
  receipt,
}: TypedPayment):
  | { readonly faults: readonly FieldFault[] }
  | { readonly faults?: never; readonly paid: { amountPence: number; method: string; receipt?: string } } {
  const money = parseMoney(amount);
  if (!money.ok) return { faults: [{ field: 'amount', message: money.message }] };
  const given = receipt.trim();
  return { paid: { amountPence: money.value.pence, method, ...(given === '' ? {} : { receipt: given }) } };
}

/** What leads from recording a payment to taking one. */
export const takeCardWords = 'Take it by card now, by a link or on the telephone';

export function amountQuestion(questions: Questions): ReturnType<Questions['text']> {
  return questions.text('amount', 'Amount', {
    prefix: { text: '£' },
    inputmode: 'decimal',
    classes: 'govuk-input--width-5',
  });
}

/** What every payment is asked. */
export function paymentQuestions(questions: Questions): ReturnType<Questions['text']>[] {
  return [
    amountQuestion(questions),
    questions.radios(
      'method',
      'How it was paid',
      paymentMethods.map((value) => ({ value, text: methodWords[value] })),
    ),
    questions.text('receipt', 'Receipt number', {
      hintText: 'As the card terminal, the till or the payment page gave it. Never the card’s own number.',
      classes: 'govuk-input--width-20',
    }),
  ];
}

/** The command's faults at the boxes of the form. */
export function atBoxes(faults: readonly FieldFault[]): FieldFault[] {
  return faults.map((fault) => (fault.field === 'amountPence' ? { ...fault, field: 'amount' } : fault));
}

/** "35.00", as a box holds it; empty for nothing. */
export function inBox(pence: number): string {
  return pence === 0 ? '' : formatMoney(moneyOf(pence)).replace(/[£,]/g, '');
}
