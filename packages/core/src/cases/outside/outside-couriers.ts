import type {
  AddedFile,
  Cancellation,
  LineOfBusinessInstance,
  OutgoingCase,
  OutgoingUpdate,
} from '@moothall/adapter-sdk';
import { AdapterError } from '@moothall/adapter-sdk';
import type { Courier } from '../../adapters/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findFile } from '../files/files-repository.js';
import { findCase } from '../repository.js';
import { outgoingCase, outgoingFile } from './outgoing-case.js';
import { recordSending } from './record-sending.js';
import { recordTelling } from './record-telling.js';

export const courierActor = systemActor('takes cases to the systems in which their work is done');

/** Takes cases to other systems. A far end knows one by the id of what it has of it. The variant is the connection. */
export const caseCourier: Courier<'line-of-business', OutgoingCase> = {
  operation: 'line-of-business.create',
  kind: 'line-of-business',
  title: 'Case to another system',
  takes: ({ name }, connection) => name === connection,
  begin: async (kernel, id) => {
    const begun = await runCommand(kernel, courierActor, recordSending, { id, step: 'begin' });
    const found = begun && (await findCase(kernel.db.read(everyAuthority), begun.caseId));
    return found && (await outgoingCase(kernel, found, begun));
  },
  call: ({ instance }, one) => instance.create(one),
  settle: async (kernel, id, ended, alongside) => {
    const steps = { delivered: 'deliver', later: 'put-back', dead: 'fail' } as const;
    const about = ended.how === 'delivered' ? { theirReference: ended.reference } : { detail: cut(ended.detail) };
    await runCommand(kernel, courierActor, recordSending, { id, step: steps[ended.how], ...about }, { alongside });
  },
};

type Word =
  | { readonly does: 'update'; readonly one: OutgoingUpdate }
  | { readonly does: 'cancel'; readonly one: Cancellation }
  | { readonly does: 'add-file'; readonly one: AddedFile };

/** Takes what is said about cases to the systems that have them. */
export const wordCourier: Courier<'line-of-business', Word> = {
  operation: 'line-of-business.tell',
  kind: 'line-of-business',
  title: 'Word about a case to another system',
  takes: ({ name }, connection) => name === connection,
  begin: async (kernel, id) => {
    const begun = await runCommand(kernel, courierActor, recordTelling, { id, step: 'begin' });
    const found = begun && (await findCase(kernel.db.read(everyAuthority), begun.word.caseId));
    if (!found) return undefined;
    const { word, outside } = begun;
    const about = { id, theirReference: outside.theirReference ?? '', reference: found.reference, at: word.saidAt };
    const text = word.body ?? '';
    if (word.kind === 'cancel') return { does: 'cancel', one: { ...about, reason: text } };
    if (word.kind === 'photo') {
      const added = await findFile(kernel.db.read(everyAuthority), word.caseId, word.key);
      const file = added && outgoingFile(kernel, added);
      return file && { does: 'add-file', one: { ...about, text, file } };
    }
    return { does: 'update', one: { ...about, kind: word.kind === 'news' ? 'note' : word.kind, text } };
  },
  call: async ({ instance }, word) => {
    const told = tell(instance, word);
    if (told === undefined)
      throw new AdapterError('refused', 'The connection takes no such words: tell them yourself.');
    return await told;
  },
  settle: async (kernel, id, ended, alongside) => {
    const steps = { delivered: 'deliver', later: 'put-back', dead: 'fail' } as const;
    const about = ended.how === 'delivered' ? {} : { detail: cut(ended.detail) };
    await runCommand(kernel, courierActor, recordTelling, { id, step: steps[ended.how], ...about }, { alongside });
  },
};

function tell(
  instance: LineOfBusinessInstance,
  word: Word,
): Promise<{ readonly reference: string | null }> | undefined {
  switch (word.does) {
    case 'update':
      return instance.update?.(word.one);
    case 'cancel':
      return instance.cancel?.(word.one);
    case 'add-file':
      return instance.addFile?.(word.one);
  }
}

/** An adapter's words may be longer than is kept, and have several lines. */
function cut(detail: string): string {
  return detail.replace(/\s+/g, ' ').trim().slice(0, 500);
}
