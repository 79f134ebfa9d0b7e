import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notAllowed, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { readRepresenting } from '../representing.js';
import { insertIdentityCheck } from '../enquiries-repository.js';
import { changeInteraction } from '../repository.js';
import { higherLevel, levelProvedBy, reaches } from '../rules.js';
import { identityQuestions } from '../types.js';

/**
 * Keeps that the customer was asked who they are: which questions, never the answers. A check that fails takes back
 * the level that an earlier one reached; every level ends with the interaction.
 */
export const recordIdentityCheck = defineCommand({
  name: 'interactions.record-identity-check',
  permission: 'interactions.handle',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    level: z.enum(['basic', 'full']),
    questions: z.array(z.enum(identityQuestions)).min(1).max(identityQuestions.length),
    passed: z.boolean(),
  }),
  run: async (context, { id, expectedVersion, level, questions, passed }) => {
    if (context.actor.kind !== 'staff') throw notAllowed();
    const interaction = await holdOwnInteraction(context, id, expectedVersion);
    if (interaction.customerId === null)
      throw fault('level', 'Say who the customer is before you check their identity');
    const representing = await readRepresenting(context, interaction);
    if (passed && representing?.refusal) throw fault('questions', representing.refusal);
    if (passed && !reaches(levelProvedBy(questions), level)) throw fault('questions', tooFew[level]);
    const { authorityId, version } = interaction;
    const asked = [...new Set(questions)];
    const check = { id: context.newId(), level, questions: asked, passed, checkedAt: context.now };
    await insertIdentityCheck(
      context.db,
      { authorityId, interactionId: id },
      { ...check, checkedById: context.actor.staffId },
    );
    const reached = passed ? higherLevel(interaction.identityLevel, level) : 'none';
    if (!(await changeInteraction(context.db, interaction, { identity_level: reached }))) throw staleVersion();
    const details = { level, questions: asked, passed };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    return { id, identityLevel: reached, version: version + 1 };
  },
});

const tooFew = {
  basic: 'Ask at least two questions for a basic check',
  full: 'Ask three questions for a full check, among them the date of birth or an account number',
} as const;

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
