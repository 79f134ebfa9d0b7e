import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { openForStep, writeDown } from '../change-statement.js';
import { correctionLine, renewDraft } from '../draft-lines.js';

const mostPence = 100_000_000;

/** Puts a correction of an earlier month into a draft: an amount that is owed beside the month's own, or taken off. */
export const addCorrection = defineCommand({
  name: 'recharges.add-correction',
  permission: 'recharges.manage',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    note: line(300, 'what is corrected'),
    pence: z
      .number('Enter the amount')
      .int('Enter the amount in whole pence')
      .min(-mostPence, 'Enter a smaller amount')
      .max(mostPence, 'Enter a smaller amount')
      .refine((pence) => pence !== 0, 'Enter an amount other than nothing'),
  }),
  run: async (context, { note, pence, ...asked }) => {
    const statement = await openForStep(context, asked, { side: 'provider', states: ['draft'] });
    await renewDraft(context, statement, {}, [correctionLine(statement, note, pence)]);
    return await writeDown(context, statement, { became: 'changed', details: { correctionPence: pence } });
  },
});
