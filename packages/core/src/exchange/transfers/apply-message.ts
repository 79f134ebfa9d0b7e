import type { CommandContext } from '../../kernel/command.js';
import type { Message } from '../wire/message.js';
import { applyFile } from '../files/apply-file.js';
import { expectFiles } from '../files/expect-files.js';
import { sendMessage } from '../wire/send-message.js';
import { tellOurs } from './tell-ours.js';
import { transferAfter, type TransferEvent } from './transfer-rules.js';
import { findTransfer, updateTransfer, type TransferChange } from './transfers-repository.js';
import { writeDown } from './transfer-to-change.js';
import type { Transfer } from './transfer-types.js';

/**
 * Has a message take effect, and answers the transfer as it is then. One that its state does not allow any more (a
 * withdrawal that crossed with our acceptance) counts in the order and changes nothing.
 */
export async function applyMessage(context: CommandContext, transfer: Transfer, message: Message): Promise<Transfer> {
  const nextIn = transfer.nextIn + 1;
  const change = changeBy(context, transfer, message);
  await save(context, transfer, { ...change, nextIn });
  const changed = await again(context, transfer.id);
  if (change === undefined) return changed;
  if (change.state === 'withdrawn' && transfer.direction === 'in')
    await sendMessage(context, changed, {
      kind: 'withdrawn',
      update: { updated_datetime: new Date(context.now).toISOString() },
    });
  if (message.kind === 'file') {
    await applyFile(context, changed, message.update);
    return changed;
  }
  const step =
    message.kind === 'note' || message.kind === 'status' ? (`their-${message.kind}` as const) : changed.state;
  await writeDown(context, changed, {
    ...{ step, words: wordsOf(message), theirReference: changed.theirReference ?? undefined },
    details: { sequence: message.sequence },
  });
  if (message.kind === 'offer') await expectFiles(context, changed, message.request.files);
  if (message.kind === 'note') await expectFiles(context, changed, message.update.files);
  await tellOurs(context, changed, message.kind);
  return await again(context, transfer.id);
}

const events: { readonly [K in Message['kind']]?: TransferEvent } = {
  offer: 'their-offer',
  withdraw: 'their-withdraw',
  withdrawn: 'their-withdrawn',
  accept: 'their-accept',
  decline: 'their-decline',
};

/** What a message changes besides the order; undefined: nothing. */
function changeBy(context: CommandContext, transfer: Transfer, message: Message): TransferChange | undefined {
  if (message.kind === 'note' || message.kind === 'status' || message.kind === 'file') {
    if (transfer.state !== 'accepted') return undefined;
    if (message.kind !== 'status') return {};
    return { theirStatus: { state: message.update.status, words: message.update.description } };
  }
  const event = events[message.kind];
  const state = event && transferAfter(transfer, event);
  if (state === undefined) return undefined;
  const ended = { state, endedAt: context.now, endedByName: message.by ?? null };
  switch (message.kind) {
    case 'offer':
      return {
        ...{ state, content: message.request, theirReference: message.request.service_request_id },
        ...{ offeredAt: Date.parse(message.sent_at), offeredByName: message.by ?? null },
      };
    case 'accept':
      return { ...ended, theirReference: message.update.service_request_id };
    case 'decline':
    case 'withdraw':
      return { ...ended, reason: message.update.description };
    case 'withdrawn':
      return ended;
  }
}

function wordsOf(message: Message): string | undefined {
  return message.kind === 'offer' || !('description' in message.update) ? undefined : message.update.description;
}

async function save(context: CommandContext, transfer: Transfer, change: TransferChange): Promise<void> {
  if (!(await updateTransfer(context.db, transfer, change, context.now)))
    throw new Error('a transfer changed while one of its messages took effect');
}

async function again({ db }: CommandContext, id: string): Promise<Transfer> {
  const found = await findTransfer(db, id);
  if (!found) throw new Error('a transfer that was just written is not there');
  return found;
}
