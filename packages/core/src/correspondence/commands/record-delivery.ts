import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { recordMessage } from '../record-message.js';
import { findMessage, updateMessage, wasTakenBack } from '../repository.js';
import { cautionNow } from '../recipient.js';
import { isSettled, stateAfter, stateOnceTakenBack } from '../rules.js';
import { tellWriter } from '../tell-writer.js';
import type { Message } from '../types.js';

/**
 * Keeps how far the delivery of a message is. Answers nothing where it must not go: it was cancelled or printed before it
 * went, or taken back while a sender had it; another worker was first; or its customer or case was restricted since it was
 * written: that one is held.
 */
export const recordDelivery = defineCommand({
  name: 'correspondence.record-delivery',
  permission: 'correspondence.send',
  input: z.strictObject({
    id: uuidField,
    step: z.enum(['begin', 'deliver', 'put-back', 'fail', 'cancel']),
    detail: line(500).nullable().default(null),
    senderReference: line(200).nullable().default(null),
  }),
  run: async (context, { id, step, detail, senderReference }) => {
    const message = await findMessage(context.db, id);
    if (!message) throw notFound();
    const { authorityId } = message;
    if (step === 'begin' && (await heldNow(context, message))) return undefined;
    const isTakenBack = await wasTakenBack(context.db, id);
    const state = (isTakenBack ? stateOnceTakenBack : stateAfter)(message.state, step);
    await context.audit({ authorityId, subject: { kind: 'message', id }, details: { step, from: message.state } });
    if (state === undefined) return undefined;
    const settledAt = isSettled(state) ? context.now : null;
    const attempts = state === 'sending' ? message.attempts + 1 : message.attempts;
    const changes = { state, stateNote: detail, senderReference, settledAt, attempts };
    if (!(await updateMessage(context.db, message, changes))) throw staleVersion();
    if (state === 'sent' || state === 'failed' || (state === 'cancelled' && isTakenBack))
      await recordMessage(context, message, state);
    if (state === 'failed') await tellWriter(context, 'message.failed', message);
    return state === 'cancelled' ? undefined : { ...message, state };
  },
});

/** Holds a message that waits, where somebody must confirm it for another reason than when it was written. */
async function heldNow(context: CommandContext, message: Message): Promise<boolean> {
  const { id, authorityId, state: from } = message;
  const state = stateAfter(from, 'hold');
  const caution = state === undefined ? null : await cautionNow(context.db, message);
  if (state === undefined || caution === null || caution === message.caution) return false;
  if (!(await updateMessage(context.db, message, { state, caution }))) throw staleVersion();
  await recordMessage(context, message, 'held');
  await context.audit({ authorityId, subject: { kind: 'message', id }, details: { step: 'hold', from } });
  return true;
}
