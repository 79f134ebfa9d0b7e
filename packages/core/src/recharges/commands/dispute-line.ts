import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { chosenIdField, longText, uuidField, versionField } from '../../kernel/input.js';
import { keepStep, openForStep, personOf, wrongState } from '../change-statement.js';
import { changeDispute, insertDispute, listDisputes, listLinesOf } from '../lines-repository.js';

const which = z.strictObject({ id: uuidField, expectedVersion: versionField });
const issued = { side: 'receiver', states: ['issued'] } as const;

/** Disputes a line of an issued statement, or a part of its amount, saying why. */
export const disputeLine = defineCommand({
  name: 'recharges.dispute-line',
  permission: 'recharges.manage',
  input: which.extend({
    lineId: chosenIdField('Choose a line'),
    /** Without it the whole line. */
    pence: z
      .number('Enter the amount')
      .int('Enter the amount in whole pence')
      .min(1, 'Enter an amount above £0')
      .optional(),
    reason: longText(1000, 'why it is disputed'),
  }),
  run: async (context, { lineId, pence: asked, reason, ...rest }) => {
    const statement = await openForStep(context, rest, issued);
    const line = (await listLinesOf(context.db, statement.id)).find(({ id }) => id === lineId);
    if (!line) throw notFound();
    const fault = (field: string, message: string) => badInput({ faults: [{ field, message }] });
    if (line.pence <= 0) throw fault('lineId', 'Choose a line that charges something');
    const before = (await listDisputes(context.db, statement.id)).filter((one) => one.lineId === lineId);
    if (before.some(({ state }) => state !== 'withdrawn'))
      throw fault('lineId', 'Choose another line: this one is disputed already');
    const pence = asked ?? line.pence;
    if (pence > line.pence) throw fault('pence', 'Enter at most what the line comes to');
    const disputeId = context.newId();
    const raised = { id: disputeId, lineId, pence, reason, raisedBy: personOf(context), raisedAt: context.now };
    await insertDispute(context.db, statement, raised);
    return await keepStep(context, statement, { became: 'disputed', details: { disputeId, lineId, pence } });
  },
});

/** Takes a dispute back that hasn't been agreed. */
export const withdrawDispute = defineCommand({
  name: 'recharges.withdraw-dispute',
  permission: 'recharges.manage',
  input: which.extend({ disputeId: uuidField }),
  run: async (context, { disputeId, ...rest }) => {
    const statement = await openForStep(context, rest, issued);
    const dispute = (await listDisputes(context.db, statement.id)).find(({ id }) => id === disputeId);
    if (!dispute) throw notFound();
    if (dispute.state !== 'open' && dispute.state !== 'answered') throw wrongState();
    await changeDispute(context.db, disputeId, { state: 'withdrawn', withdrawn_at: context.now });
    return await keepStep(context, statement, { became: 'dispute-withdrawn', details: { disputeId } });
  },
});
