import type { CommandContext } from '../kernel/command.js';
import { digest } from '../kernel/digest.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { ComposedMessage } from './compose-message.js';
import { emitQueued, recordMessage } from './record-message.js';
import { insertMessage } from './repository.js';
import type { Caution, Message } from './types.js';

/** What a message is about: a case, or a contact that has none; and whom it goes to, when they are on record. */
export type MessageSubject = Pick<Message, 'authorityId' | 'caseId' | 'interactionId' | 'customerId'>;

/** A case as what a message to somebody is about. */
export function aboutCase(
  { id, authorityId }: { readonly id: string; readonly authorityId: AuthorityId },
  { customerId }: { readonly customerId: string | null },
): MessageSubject {
  return { authorityId, caseId: id, interactionId: null, customerId };
}

/** What a message is written for, besides its words. */
export interface QueuedAbout extends Pick<Message, 'templateId' | 'occasion'> {
  readonly caution: Caution | null;
  /** The event that it speaks of, and to whom. Null: a person wrote it. */
  readonly uniqueKey: string | null;
}

/**
 * Writes a composed message down, on its case's timeline where it has one, and for the dispatcher, all in one transaction. With a caution
 * it is held until somebody confirms it. Undefined: it was written before.
 */
export async function queueMessage(
  context: CommandContext,
  subject: MessageSubject,
  composed: ComposedMessage,
  { templateId, occasion, caution, uniqueKey }: QueuedAbout,
): Promise<{ id: string; state: Message['state'] } | undefined> {
  const { actor } = context;
  const by = actor.kind === 'staff' ? { id: actor.staffId, name: actor.name } : { id: null, name: 'Automatic' };
  const about = { ...subject, templateId, occasion, caution, uniqueKey, by };
  const written = await insertMessage(context, { ...composed, ...about });
  if (!written) return undefined;
  const { channel } = composed;
  const message = { ...subject, id: written.id, channel };
  await recordMessage(context, message, caution === null ? 'waiting' : 'held', wordsOf(composed));
  const details = { messageId: written.id, channel, templateId, occasion, caution, digest: digest(composed) };
  await context.audit({ authorityId: subject.authorityId, subject: auditedAs(subject), details });
  if (caution === null) await emitQueued(context, message);
  return written;
}

function auditedAs({ caseId, interactionId }: MessageSubject): { kind: string; id: string } {
  return caseId === null ? { kind: 'interaction', id: interactionId ?? '' } : { kind: 'case', id: caseId };
}

function wordsOf({ subject, body }: ComposedMessage): string {
  return subject === '' ? body : `${subject}\n\n${body}`;
}
