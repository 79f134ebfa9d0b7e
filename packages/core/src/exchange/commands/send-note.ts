import { z } from 'zod';
import { refuseCardNumber } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { exchangeErrors } from '../exchange-errors.js';
import { transferToChange, writeDown } from '../transfers/transfer-to-change.js';
import { sendMessage } from '../wire/send-message.js';

const Said = z.object({ id: z.string(), version: z.number() });

/**
 * Writes to the other council about a case that was accepted, in either direction. Notes on our case stay here.
 * @throws not_found; stale_version; transfer_state; bad_input on `text`
 */
export const sendNote = defineCommand({
  name: 'exchange.send-note',
  permission: 'exchange.hand-over',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, text: longText(5000, 'the note') }),
  output: Said,
  run: async (context, { text, ...chosen }) => {
    const transfer = await transferToChange(context, chosen);
    if (transfer.state !== 'accepted') throw exchangeErrors.wrongState({ facts: { state: transfer.state } });
    refuseCardNumber('text', text);
    const updated_datetime = new Date(context.now).toISOString();
    const update = { update_id: context.newId(), description: text, updated_datetime };
    const version = await sendMessage(context, transfer, { kind: 'note', update });
    await writeDown(context, transfer, { step: 'note', words: text });
    return { id: transfer.id, version };
  },
});
