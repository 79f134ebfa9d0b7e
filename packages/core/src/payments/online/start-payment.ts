import { z } from 'zod';
import { adaptersFor, connectionFor } from '../../adapters/index.js';
import { caseToChange, describeCase, fundCodeOf, refuseCardNumber } from '../../cases/index.js';
import { holdOwnInteraction } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { line, uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { amountField } from '../commands/record-payment.js';
import { paymentErrors } from '../payment-errors.js';
import { insertPayment } from '../repository.js';
import { paymentWays, type PaymentWay } from '../types.js';
import { insertPart } from './online-repository.js';
import { openUntil } from './online-rules.js';

const asked = {
  amountPence: amountField,
  way: z.enum(paymentWays, { error: 'Choose how it is paid' }),
};
const output = z.object({ id: z.string() });

/** Whose payment it is, and what for. */
interface Owner {
  readonly authorityId: AuthorityId;
  readonly caseId: string | null;
  readonly interactionId: string | null;
  readonly customerId: string | null;
  readonly purpose: string | null;
  readonly fundCode: string | null;
  /** The key of the case's service. */
  readonly service: string | null;
  readonly quoted: string;
  readonly description: string;
}

/**
 * Begins a payment towards a case that the council's provider takes. Nothing is taken, and the provider not called, before
 * the card is given. @throws not_found; case_reason_needed; no_payment_provider; payment_way_not_taken
 */
export const startCasePayment = defineCommand({
  name: 'payments.start-case-payment',
  permission: 'payments.record',
  input: z.strictObject({ caseId: uuidField, ...asked }),
  output,
  run: async (context, { caseId, ...about }) => {
    const found = await caseToChange(context, caseId);
    const { authorityId, customerId, reference, serviceKey: service } = found;
    const { serviceName } = await describeCase(context.db, found);
    const owner = {
      ...{ authorityId, caseId, interactionId: null, customerId, purpose: null, service, quoted: reference },
      fundCode: await fundCodeOf(context.db, found),
      // Of a restricted case the provider is told no more than it needs.
      description: found.restriction === null ? `${serviceName}, ${reference}` : reference,
    };
    return { id: await begin(context, owner, about) };
  },
});

/**
 * The same for something that no case is about, in one's own contact. @throws not_found; interaction_of_another;
 * interaction_finished; bad_input on `purpose` for a card number; no_payment_provider; payment_way_not_taken
 */
export const startContactPayment = defineCommand({
  name: 'payments.start-contact-payment',
  permission: 'payments.record',
  input: z.strictObject({ interactionId: uuidField, purpose: line(200, 'what it is for'), ...asked }),
  output,
  run: async (context, { interactionId, purpose, ...about }) => {
    const { authorityId, customerId } = await holdOwnInteraction(context, interactionId);
    refuseCardNumber('purpose', purpose);
    const owner = {
      ...{ authorityId, caseId: null, interactionId, customerId, purpose, service: null, fundCode: null },
      ...{ quoted: 'PAYMENT', description: purpose },
    };
    return { id: await begin(context, owner, about) };
  },
});

/** By which ways the provider that serves a council and service takes payments; none: there is no provider. */
export function waysOf(
  { adapters }: Pick<Kernel, 'adapters'>,
  about: { readonly authorityId: AuthorityId; readonly service: string | null },
): readonly PaymentWay[] {
  return adaptersFor(adapters, { kind: 'payments', ...about })[0]?.instance.ways ?? [];
}

async function begin(
  context: CommandContext,
  { service, quoted, description, ...owner }: Owner,
  { amountPence, way }: { readonly amountPence: number; readonly way: PaymentWay },
): Promise<string> {
  const { actor, db, kernel, now } = context;
  const { authorityId, caseId, interactionId, purpose } = owner;
  const connection = connectionFor(kernel.adapters, { kind: 'payments', authorityId, service });
  if (connection?.part.state !== 'running') throw paymentErrors.noProvider();
  if (!waysOf(kernel, { authorityId, service }).includes(way)) throw paymentErrors.wayNotTaken({ facts: { way } });
  const id = context.newId();
  const by =
    actor.kind === 'staff'
      ? { takenById: actor.staffId, takenByName: actor.name }
      : { takenById: null, takenByName: 'Automatic' };
  const isOpen = { method: 'card', state: 'started', paidAt: null, receipt: null } as const;
  await insertPayment(db, { id, ...owner, amountPence, way, ...isOpen, takenAt: now, ...by });
  const provider = { instance: connection.name, providerName: connection.part.title, quoted, description };
  await insertPart(db, {
    id: context.newId(),
    authorityId,
    paymentId: id,
    ...provider,
    openUntil: openUntil(way, now),
  });
  const details = { caseId, interactionId, amountPence, way, instance: connection.name };
  const personal = purpose === null ? {} : { purpose };
  await context.audit({ authorityId, subject: { kind: 'payment', id }, details, personal });
  await context.emit({
    authorityId,
    topic: 'payment.started',
    subjectId: id,
    payload: { caseId, interactionId, amountPence, way },
  });
  return id;
}
