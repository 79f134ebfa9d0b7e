import { z } from 'zod';
import { caseToChange, type CaseEventData } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { emitQueued, recordMessage } from '../record-message.js';
import { findMessage, updateMessage } from '../repository.js';
import { isSettled, stateAfter, type MessageStep } from '../rules.js';
import { messageStates, type Message } from '../types.js';

const SettleMessage = z.strictObject({ id: uuidField, expectedVersion: versionField });
type SettleMessage = z.output<typeof SettleMessage>;
const output = z.object({ id: z.string(), state: z.enum(messageStates), version: z.number() });

/** Lets a held message go. @throws stale_version; message_state_not_allowed */
export const confirmMessage = defineCommand({
  name: 'correspondence.confirm-message',
  permission: 'correspondence.confirm',
  input: SettleMessage,
  output,
  run: (context, input) => settle(context, input, 'confirm'),
});

/** Takes a message back that hasn't gone yet. @throws stale_version; message_state_not_allowed */
export const cancelMessage = defineCommand({
  name: 'correspondence.cancel-message',
  permission: 'correspondence.send',
  input: SettleMessage,
  output,
  run: (context, input) => settle(context, input, 'cancel'),
});

/** Says that a message was printed and posted. @throws stale_version; message_state_not_allowed */
export const printMessage = defineCommand({
  name: 'correspondence.print-message',
  permission: 'correspondence.send',
  input: SettleMessage,
  output,
  run: (context, input) => settle(context, input, 'print'),
});

/** Tries a message again that could not be sent. @throws stale_version; message_state_not_allowed */
export const retryMessage = defineCommand({
  name: 'correspondence.retry-message',
  permission: 'correspondence.send',
  input: SettleMessage,
  output,
  run: (context, input) => settle(context, input, 'retry'),
});

/** Says that somebody saw to a message that was not delivered. @throws stale_version; message_state_not_allowed */
export const dealWithMessage = defineCommand({
  name: 'correspondence.deal-with-message',
  permission: 'correspondence.send',
  input: SettleMessage,
  output,
  run: (context, input) => settle(context, input, 'deal'),
});

async function settle(
  context: CommandContext,
  { id, expectedVersion }: SettleMessage,
  step: MessageStep,
): Promise<z.output<typeof output>> {
  const message = await messageToChange(context, id);
  if (message.version !== expectedVersion) throw staleVersion({ facts: { version: message.version } });
  const state = stateAfter(message.state, step);
  if (state === undefined) throw correspondenceErrors.notFromHere({ facts: { state: message.state } });
  const settledAt = isSettled(state) ? context.now : null;
  if (!(await updateMessage(context.db, message, { state, ...noteAfter(state), settledAt }))) throw staleVersion();
  await recordMessage(context, message, state as NonNullable<CaseEventData['state']>);
  const { authorityId } = message;
  await context.audit({ authorityId, subject: { kind: 'message', id }, details: { from: message.state, to: state } });
  if (state === 'waiting') await emitQueued(context, message);
  return { id, state, version: message.version + 1 };
}

/** The message, of a contact or of a case that is open to the actor. @throws not_found; case_reason_needed */
async function messageToChange(context: CommandContext, id: string): Promise<Message> {
  const message = await findMessage(context.db, id);
  if (!message) throw notFound();
  if (message.caseId !== null) await caseToChange(context, message.caseId);
  return message;
}

/** Why a message was not delivered is still of use once somebody has dealt with it. */
function noteAfter(state: Message['state']): { stateNote?: null } {
  return state === 'dealt-with' ? {} : { stateNote: null };
}
