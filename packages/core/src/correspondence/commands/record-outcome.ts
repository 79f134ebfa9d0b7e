import { notificationOutcomes, type NotificationOutcome } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { noteReached } from '../../customers/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { missWords } from '../message-words.js';
import { recordMessage } from '../record-message.js';
import { findMessage, updateMessage } from '../repository.js';
import { stateAfter } from '../rules.js';
import { tellWriter } from '../tell-writer.js';
import type { Message } from '../types.js';

/**
 * Keeps what became of a message that was sent, and whether it reaches its customer there. Answers nothing where the
 * message is past that: it was printed meanwhile.
 */
export const recordOutcome = defineCommand({
  name: 'correspondence.record-outcome',
  permission: 'correspondence.send',
  input: z.strictObject({ id: uuidField, outcome: z.enum(notificationOutcomes) }),
  run: async (context, { id, outcome }) => {
    const message = await findMessage(context.db, id);
    if (!message) throw notFound();
    const { authorityId, channel } = message;
    const state = stateAfter(message.state, outcome === 'delivered' ? 'arrive' : 'miss');
    await context.audit({ authorityId, subject: { kind: 'message', id }, details: { outcome, from: message.state } });
    if (state !== 'delivered' && state !== 'undelivered') return undefined;
    const stateNote = outcome === 'delivered' ? null : missWords(channel, outcome);
    if (!(await updateMessage(context.db, message, { state, stateNote, settledAt: context.now }))) throw staleVersion();
    await recordMessage(context, message, state, stateNote ?? undefined);
    await noteReach(context, message, outcome);
    if (state === 'undelivered') await tellWriter(context, 'message.undelivered', message);
    return { id, state };
  },
});

/** That nobody is at an address, and that somebody is, holds for the customer’s next message as well. */
async function noteReach(
  context: CommandContext,
  { customerId, channel, address: value }: Message,
  outcome: NotificationOutcome,
): Promise<void> {
  if (customerId === null || channel === 'letter') return;
  if (outcome !== 'delivered' && outcome !== 'wrong-address') return;
  const kind = channel === 'email' ? 'email' : 'telephone';
  await noteReached(context, { customerId, kind, value, reached: outcome === 'delivered' });
}
