import { z } from 'zod';
import { caseToChange, refuseCardNumber } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { exchangeErrors } from '../exchange-errors.js';
import { transferToChange, writeDown } from '../transfers/transfer-to-change.js';
import { announceFiles, auditedFiles, chooseFiles } from '../files/announce-files.js';
import type { Transfer } from '../transfers/transfer-types.js';
import { mostFiles } from '../wire/message.js';
import { sendMessage } from '../wire/send-message.js';

const Said = z.object({ id: z.string(), version: z.number() });

/**
 * Writes to the other council about a case that was accepted, in either direction. Notes on our case stay here.
 * @throws not_found; stale_version; transfer_state; transfer_restricted for its files; bad_input on `text` or `files`
 */
export const sendNote = defineCommand({
  name: 'exchange.send-note',
  permission: 'exchange.hand-over',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    text: longText(5000, 'the note'),
    /** Files of our case that go with it. */
    files: z.array(uuidField).max(mostFiles).default([]),
  }),
  output: Said,
  run: async (context, { text, files, ...chosen }) => {
    const transfer = await transferToChange(context, chosen);
    if (transfer.state !== 'accepted') throw exchangeErrors.wrongState({ facts: { state: transfer.state } });
    refuseCardNumber('text', text);
    const updated_datetime = new Date(context.now).toISOString();
    const attached = await filesOf(context, transfer, files);
    const announced = attached.length === 0 ? {} : { files: attached.map((one) => one.announced) };
    const update = { update_id: context.newId(), description: text, updated_datetime, ...announced };
    const version = await sendMessage(context, transfer, { kind: 'note', update });
    await writeDown(context, transfer, { step: 'note', words: text, details: auditedFiles(attached) });
    await announceFiles(context, transfer, attached);
    return { id: transfer.id, version };
  },
});

/** @throws transfer_restricted; bad_input on `files` */
async function filesOf(
  context: CommandContext,
  { id: transferId, caseId }: Transfer,
  ids: readonly string[],
): ReturnType<typeof chooseFiles> {
  if (ids.length === 0 || caseId === null) return [];
  if ((await caseToChange(context, caseId)).restriction !== null) throw exchangeErrors.restricted();
  return await chooseFiles(context, caseId, { ids, transferId });
}
