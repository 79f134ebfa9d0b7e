import { z } from 'zod';
import { caseToChange, fundCodeOf, recordEvent, refuseCardNumber } from '../../cases/index.js';
import { holdOwnInteraction } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { line, uuidField } from '../../kernel/input.js';
import { insertPayment } from '../repository.js';
import { mostPence } from '../rules.js';
import { paymentMethods } from '../types.js';

export const amountField = z
  .number({ error: 'Enter the amount in whole pence' })
  .int()
  .min(1, 'Enter the amount as more than £0')
  .max(mostPence, 'Enter the amount as £100,000 or less');

/** What every payment has. A card's number is refused wherever it is typed. */
const paid = {
  amountPence: amountField,
  method: z.enum(paymentMethods, { error: 'Choose how it was paid' }),
  /** The number that the till or the payment system gave. */
  receipt: line(60, 'the receipt number').optional(),
};
const output = z.object({ id: z.string() });
type Paid = z.output<z.ZodObject<typeof paid>>;
/** Whose payment it is, and what it is towards. */
interface Owner {
  readonly authorityId: number;
  readonly caseId: string | null;
  readonly interactionId: string | null;
  readonly customerId: string | null;
  readonly purpose: string | null;
  readonly fundCode: string | null;
}

/**
 * Records what somebody paid towards a case. The money itself is taken by the council's terminal, till or payment page.
 * @throws not_found; case_reason_needed; bad_input on `receipt` for a card number
 */
export const recordCasePayment = defineCommand({
  name: 'payments.record-case-payment',
  permission: 'payments.record',
  input: z.strictObject({ caseId: uuidField, ...paid }),
  output,
  run: async (context, { caseId, ...payment }) => {
    const found = await caseToChange(context, caseId);
    const { authorityId, customerId } = found;
    const fundCode = await fundCodeOf(context.db, found);
    const owner = { authorityId, caseId, interactionId: null, customerId, purpose: null, fundCode };
    const id = await keep(context, owner, payment);
    const data = { paymentId: id, amountPence: payment.amountPence };
    await recordEvent(context, found, { kind: 'payment', visibility: 'customer', data });
    return { id };
  },
});

/**
 * Records what the customer of the adviser's own contact paid, where no case is about it.
 * @throws not_found; interaction_of_another; interaction_finished; bad_input on `receipt` or `purpose` for a card number
 */
export const recordContactPayment = defineCommand({
  name: 'payments.record-contact-payment',
  permission: 'payments.record',
  input: z.strictObject({ interactionId: uuidField, purpose: line(200, 'what it was for'), ...paid }),
  output,
  run: async (context, { interactionId, purpose, ...payment }) => {
    const { authorityId, customerId } = await holdOwnInteraction(context, interactionId);
    refuseCardNumber('purpose', purpose);
    const owner = { authorityId, caseId: null, interactionId, customerId, purpose, fundCode: null };
    return { id: await keep(context, owner, payment) };
  },
});

async function keep(context: CommandContext, owner: Owner, { receipt, ...payment }: Paid): Promise<string> {
  refuseCardNumber('receipt', receipt);
  const { actor, db, now } = context;
  const { authorityId, purpose } = owner;
  const id = context.newId();
  const taken =
    actor.kind === 'staff'
      ? { takenById: actor.staffId, takenByName: actor.name }
      : { takenById: null, takenByName: 'Automatic' };
  const isPaid = { way: null, state: 'paid', paidAt: now } as const;
  await insertPayment(db, { id, ...owner, ...payment, ...isPaid, receipt: receipt ?? null, takenAt: now, ...taken });
  const { caseId, interactionId } = owner;
  const details = { caseId, interactionId, ...payment };
  const personal = { ...(receipt === undefined ? {} : { receipt }), ...(purpose === null ? {} : { purpose }) };
  await context.audit({ authorityId, subject: { kind: 'payment', id }, details, personal });
  await context.emit({ authorityId, topic: 'payment.recorded', subjectId: id, payload: details });
  return id;
}
