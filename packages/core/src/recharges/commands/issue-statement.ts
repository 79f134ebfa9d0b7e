import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { openForStep, personOf, writeDown } from '../change-statement.js';
import { renewDraft, wantsCalls } from '../draft-lines.js';
import { changeDispute } from '../lines-repository.js';
import { listMonths } from '../repository.js';

const earlierWords = 'Issue the statements of the months before it first';
export const earlierDraft = defineError('earlier_draft', 409, earlierWords);
const callsWords = 'Enter how many calls were answered, and how many in time: the terms go by it';
export const callsWanted = defineError('calls_wanted', 409, callsWords);

/**
 * Issues a draft, worked out anew, to the council that is charged. From then on it never changes: what turns out wrong
 * goes into the next.
 */
export const issueStatement = defineCommand({
  name: 'recharges.issue-statement',
  permission: 'recharges.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, asked) => {
    const { db, now } = context;
    const statement = await openForStep(context, asked, { side: 'provider', states: ['draft'] });
    const months = await listMonths(db, [statement.agreementId]);
    if (months.find(({ state }) => state === 'draft')?.id !== statement.id)
      throw earlierDraft({ faults: [{ field: 'step', message: earlierWords }] });
    if (await wantsCalls(db, statement)) throw callsWanted({ faults: [{ field: 'answered', message: callsWords }] });
    const changes = { state: 'issued', issued_at: now, issued_by: personOf(context) } as const;
    const givenBack = await renewDraft(context, statement, changes);
    for (const { id } of givenBack) await changeDispute(db, id, { given_back_in: statement.id });
    return await writeDown(context, statement, { became: 'issued', details: { givenBack: givenBack.length } });
  },
});
