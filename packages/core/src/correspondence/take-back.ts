import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { everyAuthority } from '../kernel/scope.js';
import { recordMessage } from './record-message.js';
import { findMessage, updateMessage } from './repository.js';
import { stateAfter } from './rules.js';
import type { MessageState } from './types.js';

/**
 * Takes a message back that has not gone, as what it speaks of has come to an end. One that a sender has at that moment goes
 * no second time; one that has gone stays as it is. The caller has checked who may end that.
 */
export async function takeMessageBack(context: CommandContext, id: string): Promise<void> {
  const message = await findMessage(context.db.within(everyAuthority), id);
  if (!message) return;
  const { authorityId, state: from } = message;
  if (from === 'sending') {
    if (!(await updateMessage(context.db, message, { state: from, takenBack: true }))) return;
    await context.audit({ authorityId, subject: { kind: 'message', id }, details: { from, step: 'take-back' } });
    return;
  }
  if (stateAfter(from, 'cancel') === undefined) return;
  const changes = { state: 'cancelled', stateNote: null, settledAt: context.now } as const;
  if (!(await updateMessage(context.db, message, changes))) return;
  await recordMessage(context, message, 'cancelled');
  await context.audit({ authorityId, subject: { kind: 'message', id }, details: { from, to: 'cancelled' } });
}

/** How far a message is. Undefined: it is not there any more, or not for this reader. */
export async function messageStateOf(db: Reads, id: string): Promise<MessageState | undefined> {
  return (await findMessage(db, id))?.state;
}
