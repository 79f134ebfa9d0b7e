import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { everyAuthority } from '../kernel/scope.js';
import { recordMessage } from './record-message.js';
import { findMessage, updateMessage } from './repository.js';
import { stateAfter } from './rules.js';
import type { MessageState } from './types.js';

/**
 * Takes a message back that has not gone, as what it speaks of has come to an end; one that has gone, or is on its way out,
 * stays as it is. The caller has checked who may end that.
 */
export async function takeMessageBack(context: CommandContext, id: string): Promise<void> {
  const message = await findMessage(context.db.within(everyAuthority), id);
  if (!message || stateAfter(message.state, 'cancel') === undefined) return;
  const changes = { state: 'cancelled', stateNote: null, settledAt: context.now } as const;
  if (!(await updateMessage(context.db, message, changes))) return;
  await recordMessage(context, message, 'cancelled');
  const { authorityId, state: from } = message;
  await context.audit({ authorityId, subject: { kind: 'message', id }, details: { from, to: 'cancelled' } });
}

/** How far a message is. Undefined: it is not there any more, or not for this reader. */
export async function messageStateOf(db: Reads, id: string): Promise<MessageState | undefined> {
  return (await findMessage(db, id))?.state;
}
