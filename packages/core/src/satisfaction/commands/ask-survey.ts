import { z } from 'zod';
import { findInteraction, interactionOfAnother } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { uuidField } from '../../kernel/input.js';
import { drawContact } from '../draw.js';
import { insertSurvey, markAnswered, markAsked } from '../repository.js';
import { linkLastsMs } from '../rules.js';
import { notDrawn, surveyAnswered } from '../survey-errors.js';
import { answers } from '../types.js';

const AskInput = z.strictObject({
  interactionId: uuidField,
  /** The customer answered on the adviser's screen; absent, they get a link. */
  answer: z.literal(answers, { error: 'Choose the customer’s answer' }).optional(),
});

/**
 * Asks the customer of a drawn contact, by the adviser who took it: their answer, or a link for them. A second link
 * takes the place of the first. The link's token is answered once, and kept as a digest.
 * @throws not_found; interaction_of_another; survey_not_drawn; survey_answered
 */
export const askSurvey = defineCommand({
  name: 'satisfaction.ask-survey',
  permission: 'satisfaction.ask',
  input: AskInput,
  run: async (context, { interactionId, answer }) => {
    const { db, now } = context;
    const { id, authorityId } = await holdSurvey(context, interactionId);
    const token = answer === undefined ? context.kernel.random(32).toString('base64url') : null;
    const expiresAt = token === null ? null : now + linkLastsMs;
    await markAsked(db, id, { at: now, tokenHash: token === null ? null : hashSecret(token), expiresAt });
    if (answer !== undefined && !(await markAnswered(db, id, answer, now))) throw surveyAnswered();
    const details = { interactionId, way: token === null ? 'handed-over' : 'link' };
    await context.audit({ authorityId, subject: { kind: 'survey', id }, details });
    if (answer !== undefined)
      await context.emit({ authorityId, topic: 'survey.answered', subjectId: id, payload: { interactionId } });
    return { id, token, expiresAt };
  },
});

async function holdSurvey(
  context: CommandContext,
  interactionId: string,
): Promise<{ id: string; authorityId: number }> {
  const { actor, db, kernel, now, newId } = context;
  const draw = await drawContact(kernel, db, interactionId, now);
  if (draw.drawn === 'no') throw (await findInteraction(db, interactionId)) ? notDrawn() : notFound();
  if (actor.kind === 'staff' && draw.interaction.adviserId !== actor.staffId) throw interactionOfAnother();
  if (draw.drawn === 'before') {
    if (draw.survey.answeredAt !== null) throw surveyAnswered();
    return draw.survey;
  }
  const survey = { ...draw.survey, id: newId(), drawnAt: now };
  await insertSurvey(db, survey);
  return survey;
}
