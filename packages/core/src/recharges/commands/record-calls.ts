import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { openForStep, writeDown } from '../change-statement.js';
import { renewDraft } from '../draft-lines.js';

const calls = (what: string) =>
  z.coerce.number(`Enter ${what}`).int(`Enter ${what}`).min(0, `Enter ${what}`).max(9_999_999);

/** Says of a draft how many calls the provider's telephone system counted, and how many were answered in time. */
export const recordCalls = defineCommand({
  name: 'recharges.record-calls',
  permission: 'recharges.manage',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    answered: calls('how many calls were answered'),
    inTime: calls('how many were answered in time'),
  }),
  run: async (context, { answered, inTime, ...asked }) => {
    const statement = await openForStep(context, asked, { side: 'provider', states: ['draft'] });
    if (inTime > answered)
      throw badInput({ faults: [{ field: 'inTime', message: 'Enter at most as many as were answered' }] });
    await renewDraft(context, statement, { calls_answered: answered, calls_in_time: inTime });
    return await writeDown(context, statement, { became: 'changed', details: { answered, inTime } });
  },
});
