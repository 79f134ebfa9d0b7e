import { recordEvent, type CaseEventData } from '../cases/index.js';
import type { CommandContext } from '../kernel/command.js';
import type { Message } from './types.js';

/** Puts a step of a message's life on its case's timeline, if any; the words stand there once, when it was written. */
export async function recordMessage(
  context: CommandContext,
  message: Pick<Message, 'id' | 'caseId' | 'authorityId' | 'channel'>,
  state: NonNullable<CaseEventData['state']>,
  body?: string,
): Promise<void> {
  const { id: messageId, caseId, authorityId, channel } = message;
  if (caseId === null) return;
  const found = { id: caseId, authorityId };
  await recordEvent(context, found, {
    kind: 'message',
    visibility: 'customer',
    body,
    data: { messageId, channel, state },
  });
}

/** Tells the dispatcher that a message may go. */
export async function emitQueued(
  context: CommandContext,
  { id, authorityId, caseId, channel }: Pick<Message, 'id' | 'authorityId' | 'caseId' | 'channel'>,
): Promise<void> {
  await context.emit({ authorityId, topic: 'message.queued', subjectId: id, payload: { caseId, channel } });
}
