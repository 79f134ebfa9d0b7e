import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { holdSurvey, makeLink } from '../hold-survey.js';
import { markAnswered, markAsked } from '../repository.js';
import { surveyAnswered } from '../survey-errors.js';
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
    const survey = await holdSurvey(context, interactionId);
    const { id, authorityId } = survey;
    const link = answer === undefined ? await makeLink(context, survey) : { token: null, expiresAt: null };
    if (answer !== undefined) {
      await markAsked(db, id, { at: now, tokenHash: null, expiresAt: null });
      if (!(await markAnswered(db, id, answer, now))) throw surveyAnswered();
    }
    const details = { interactionId, way: link.token === null ? 'handed-over' : 'link' };
    await context.audit({ authorityId, subject: { kind: 'survey', id }, details });
    if (answer !== undefined)
      await context.emit({ authorityId, topic: 'survey.answered', subjectId: id, payload: { interactionId } });
    return { id, ...link };
  },
});
