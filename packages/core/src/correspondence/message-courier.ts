import type { NotificationOutcome, OutgoingNotification } from '@moothall/adapter-sdk';
import type { Courier } from '../adapters/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { recordDelivery } from './commands/record-delivery.js';
import { recordOutcome } from './commands/record-outcome.js';
import type { Kernel } from '../kernel/kernel.js';
import { replyTokenOf, threadIdOf } from './reply-token.js';
import type { Message, MessageChannel } from './types.js';

const actor = systemActor('takes messages to customers');

/** Takes messages to customers, by the instances that send by their channel. A far end knows a message by its id. */
export const messageCourier: Courier<'notifications', OutgoingNotification> = {
  operation: 'notifications.send',
  kind: 'notifications',
  title: 'Message to a customer',
  takes: ({ instance }, channel) => instance.channels.includes(channel as MessageChannel),
  begin: async (kernel, id) => {
    const begun = await runCommand(kernel, actor, recordDelivery, { id, step: 'begin' });
    if (!begun) return undefined;
    const { channel, language, recipientName, address, subject, body } = begun;
    const isAutomatic = begun.occasion !== 'by-hand';
    const thread = threadOf(kernel, begun);
    return { id, channel, language, recipientName, address, subject, body, isAutomatic, thread };
  },
  call: ({ instance }, message) => instance.send(message),
  outcomes: {
    knows: ({ instance }) => instance.outcomes !== undefined,
    ask: async ({ instance }, references) => (await instance.outcomes?.(references)) ?? [],
    keep: async (kernel, id, outcome: NotificationOutcome, alongside) =>
      void (await runCommand(kernel, actor, recordOutcome, { id, outcome }, { alongside })),
  },
  settle: async (kernel, id, ended, alongside) => {
    const steps = { delivered: 'deliver', later: 'put-back', dead: 'fail' } as const;
    const about = ended.how === 'delivered' ? { senderReference: ended.reference } : { detail: ended.detail };
    await runCommand(kernel, actor, recordDelivery, { id, step: steps[ended.how], ...about }, { alongside });
  },
};

function threadOf(
  { config }: Kernel,
  { id, caseId, interactionId }: Pick<Message, 'id' | 'caseId' | 'interactionId'>,
): NonNullable<OutgoingNotification['thread']> {
  const { key } = config.secrets;
  return { id: threadIdOf(key, caseId ?? interactionId ?? id), replyToken: replyTokenOf(key, id) };
}
