import type { CommandContext } from '../../kernel/command.js';
import type { Transfer } from '../transfers/transfer-types.js';
import type { Message } from '../wire/message.js';
import { tellCase } from './expect-files.js';
import { findFileByKey, settleTransferFile } from './transfer-files-repository.js';

type FileUpdate = Extract<Message, { kind: 'file' }>['update'];

/** What the other council says became of a file of ours, here and on the case. One that it never was sent changes nothing. */
export async function applyFile(context: CommandContext, transfer: Transfer, update: FileUpdate): Promise<void> {
  const { db, now } = context;
  const file = await findFileByKey(db, transfer.id, 'out', update.file_id);
  const reason = update.state === 'refused' ? (update.description ?? null) : null;
  const isNew = file && (await settleTransferFile(db, file.id, { state: update.state, reason, at: now }));
  const subject = { kind: 'transfer', id: transfer.id };
  const details = { file: file?.id ?? null, state: update.state, place: isNew ? 'applied' : 'nothing' };
  await context.audit({ authorityId: transfer.authorityId, subject, details });
  if (!file || !isNew) return;
  const exchanged = update.state === 'arrived' ? 'gone' : 'refused-there';
  await tellCase(context, transfer, file, { exchanged, why: reason });
}
