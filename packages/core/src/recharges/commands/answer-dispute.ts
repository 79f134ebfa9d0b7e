import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { keepStep, openForStep, personOf, wrongState } from '../change-statement.js';
import { renewDraft } from '../draft-lines.js';
import { changeDispute, listDisputes } from '../lines-repository.js';
import { findStatement, listMonths } from '../repository.js';

/**
 * Answers a dispute for the provider, which stands by the line or agrees. What is agreed is given back in the statement
 * that is issued next; the disputed one stays as it was issued.
 */
export const answerDispute = defineCommand({
  name: 'recharges.answer-dispute',
  permission: 'recharges.manage',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    disputeId: uuidField,
    verdict: z.enum(['stands', 'agreed'], 'Choose whether the line stands or you agree'),
    answer: longText(1000, 'what you answer'),
  }),
  run: async (context, { disputeId, verdict, answer, ...asked }) => {
    const { db, now } = context;
    const statement = await openForStep(context, asked, { side: 'provider', states: ['issued'] });
    const dispute = (await listDisputes(db, statement.id)).find(({ id }) => id === disputeId);
    if (!dispute) throw notFound();
    if (dispute.state !== 'open' && dispute.state !== 'answered') throw wrongState();
    const state = verdict === 'agreed' ? 'agreed' : 'answered';
    await changeDispute(db, disputeId, { state, answer, answered_by: personOf(context), answered_at: now });
    const done = await keepStep(context, statement, { became: `dispute-${state}`, details: { disputeId } });
    if (state === 'agreed') await renewNext(context, statement.agreementId);
    return done;
  },
});

/** The draft that is issued next gives back what was agreed. */
async function renewNext(context: CommandContext, agreementId: string): Promise<void> {
  const next = (await listMonths(context.db, [agreementId])).find(({ state }) => state === 'draft');
  const draft = next && (await findStatement(context.db, next.id));
  if (draft) await renewDraft(context, draft);
}
