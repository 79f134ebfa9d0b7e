import { z } from 'zod';
import { addNote, caseErrors, caseToChange, logCase } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { AppError, badInput } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { exchangeErrors } from '../exchange-errors.js';
import { stateAfter, transferToChange, writeDown } from '../transfers/transfer-to-change.js';
import { tellWhatComes } from '../files/expect-files.js';
import type { Transfer } from '../transfers/transfer-types.js';
import { sendMessage } from '../wire/send-message.js';
import { contentText } from '../transfers/content-text.js';

const Answered = z.object({ id: z.string(), version: z.number() });
const chosenTransfer = { id: uuidField, expectedVersion: versionField };

/**
 * Takes a case over from a council in another installation: as a new case of one of our services, or as one that was logged
 * for it already. From then on it is ours, under our reference.
 * @throws not_found; stale_version; transfer_state; bad_input on `serviceId` or `caseId`
 */
export const acceptTransfer = defineCommand({
  name: 'exchange.accept-transfer',
  permission: 'exchange.hand-over',
  input: z
    .strictObject({
      ...chosenTransfer,
      /** Log it as this service. */
      serviceId: uuidField.optional(),
      /** Or: it is logged as this case. */
      caseId: uuidField.optional(),
    })
    .refine(({ serviceId, caseId }) => (serviceId === undefined) !== (caseId === undefined), {
      path: ['serviceId'],
      message: 'Choose the service to log it as, or enter the reference of the case that it is logged as',
    }),
  output: Answered.extend({ caseId: z.string(), reference: z.string() }),
  run: async (context, { serviceId, caseId, ...chosen }) => {
    const transfer = await transferToChange(context, chosen);
    const state = stateAfter(transfer, 'accept');
    const taken =
      caseId === undefined ? await logAs(context, transfer, serviceId ?? '') : await useCase(context, transfer, caseId);
    const byName = context.actor.kind === 'staff' ? context.actor.name : null;
    const now = new Date(context.now).toISOString();
    const said = { kind: 'accept', update: { updated_datetime: now, service_request_id: taken.reference } } as const;
    const ended = { state, caseId: taken.id, endedAt: context.now, endedByName: byName };
    const version = await sendMessage(context, transfer, said, ended);
    const theirReference = transfer.content?.service_request_id;
    await writeDown(context, { ...transfer, caseId: taken.id }, { step: 'accepted', theirReference });
    await tellWhatComes(context, { ...transfer, caseId: taken.id });
    return { id: transfer.id, version, caseId: taken.id, reference: taken.reference };
  },
});

async function logAs(
  context: CommandContext,
  { authorityId, content }: Transfer,
  serviceId: string,
): Promise<{ id: string; reference: string }> {
  if (!content) throw exchangeErrors.wrongState();
  const { name, phone: telephone, email, lat, long, address } = content;
  const place = lat === undefined || long === undefined ? undefined : { lat, long, description: address };
  const participant = Object.fromEntries(Object.entries({ name, telephone, email }).filter(([, value]) => value));
  try {
    const logged = await context.call(logCase, {
      ...{ serviceId, authorityId, participant },
      ...(place === undefined ? (address === undefined ? {} : { location: { text: address } }) : { location: place }),
    });
    await context.call(addNote, { caseId: logged.id, text: contentText(content) });
    return logged;
  } catch (error) {
    if (!(error instanceof AppError) || !asksMore.includes(error.code)) throw error;
    const message =
      'Log a case of this service yourself, because its form asks more than was sent, then accept with its reference';
    throw badInput({ faults: [{ field: 'serviceId', message }], cause: error });
  }
}

const asksMore = ['bad_input', caseErrors.stopped.code];

async function useCase(
  context: CommandContext,
  { authorityId, content }: Transfer,
  caseId: string,
): Promise<{ id: string; reference: string }> {
  const found = await caseToChange(context, caseId);
  if (found.authorityId !== authorityId || found.restriction !== null || !content)
    throw badInput({ faults: [{ field: 'caseId', message: 'Choose a case of the council that it was offered to' }] });
  await context.call(addNote, { caseId, text: contentText(content) });
  return found;
}

/**
 * Says no to an offer, and why. The case stays with whoever offered it.
 * @throws not_found; stale_version; transfer_state; bad_input on `reason`
 */
export const declineTransfer = defineCommand({
  name: 'exchange.decline-transfer',
  permission: 'exchange.hand-over',
  input: z.strictObject({ ...chosenTransfer, reason: longText(2000, 'why you decline it') }),
  output: Answered,
  run: async (context, { reason, ...chosen }) => {
    const transfer = await transferToChange(context, chosen);
    const state = stateAfter(transfer, 'decline');
    const byName = context.actor.kind === 'staff' ? context.actor.name : null;
    const update = { updated_datetime: new Date(context.now).toISOString(), description: reason };
    const ended = { state, endedAt: context.now, endedByName: byName, reason };
    const version = await sendMessage(context, transfer, { kind: 'decline', update }, ended);
    await writeDown(context, transfer, { step: 'declined', words: reason });
    return { id: transfer.id, version };
  },
});

/**
 * Takes an offer back before it is accepted. It is withdrawn once the other installation says so; if they accepted
 * meanwhile, it is theirs.
 * @throws not_found; stale_version; transfer_state; bad_input on `reason`
 */
export const withdrawTransfer = defineCommand({
  name: 'exchange.withdraw-transfer',
  permission: 'exchange.hand-over',
  input: z.strictObject({ ...chosenTransfer, reason: longText(2000, 'why you withdraw it') }),
  output: Answered,
  run: async (context, { reason, ...chosen }) => {
    const transfer = await transferToChange(context, chosen);
    const state = stateAfter(transfer, 'withdraw');
    const update = { updated_datetime: new Date(context.now).toISOString(), description: reason };
    const version = await sendMessage(context, transfer, { kind: 'withdraw', update }, { state, reason });
    await writeDown(context, transfer, { step: 'withdrawing', words: reason });
    return { id: transfer.id, version };
  },
});
