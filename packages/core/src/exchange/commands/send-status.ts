import { z } from 'zod';
import { describeCase, findCase } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { findPeer } from '../peers/peers-repository.js';
import { writeDown } from '../transfers/transfer-to-change.js';
import { listTransfersOfCase } from '../transfers/transfers-repository.js';
import { sendMessage } from '../wire/send-message.js';

/**
 * Tells the councils with which a case is shared how it stands now, in the words that residents are told. Runs for each
 * change of its status; answers how many were told.
 * @throws not_found
 */
export const sendStatus = defineCommand({
  name: 'exchange.send-status',
  permission: 'exchange.hand-over',
  input: z.strictObject({ caseId: uuidField }),
  output: z.object({ told: z.number() }),
  run: async (context, { caseId }) => {
    const found = await findCase(context.db, caseId);
    if (!found) throw notFound();
    const all = found.restriction === null ? await listTransfersOfCase(context.db, caseId) : [];
    const accepted = [];
    for (const transfer of all.filter(({ state }) => state === 'accepted'))
      if ((await findPeer(context.db, transfer.peerId))?.state === 'open') accepted.push(transfer);
    for (const transfer of accepted) {
      const { statusKind, status, publicLabel } = await describeCase(context.db, found);
      const update = {
        status: statusKind === 'closed' ? 'CLOSED' : 'OPEN',
        external_status_code: status,
        description: publicLabel,
        updated_datetime: new Date(context.now).toISOString(),
      } as const;
      await sendMessage(context, transfer, { kind: 'status', update });
      await writeDown(context, { ...transfer, caseId: null }, { step: 'status', details: { caseId, status } });
    }
    if (accepted.length === 0)
      await context.audit({
        authorityId: found.authorityId,
        subject: { kind: 'case', id: caseId },
        details: { told: 0 },
      });
    return { told: accepted.length };
  },
});
