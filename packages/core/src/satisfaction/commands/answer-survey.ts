import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { findSurveyByToken, markAnswered } from '../repository.js';
import { surveyLinkSpent } from '../survey-errors.js';
import { answers } from '../types.js';

/** The customer's answer, by the link that they were given: once, while it lasts. @throws not_found; survey_link_spent */
export const answerSurvey = defineCommand({
  name: 'satisfaction.answer-survey',
  permission: 'satisfaction.ask',
  input: z.strictObject({ tokenHash: z.string().length(64), answer: z.literal(answers) }),
  run: async (context, { tokenHash, answer }) => {
    const { db, now } = context;
    const survey = await findSurveyByToken(db, tokenHash);
    if (!survey) throw notFound();
    if (survey.expiresAt === null || survey.expiresAt <= now) throw surveyLinkSpent();
    const { id, authorityId, interactionId } = survey;
    if (!(await markAnswered(db, id, answer, now))) throw surveyLinkSpent();
    await context.audit({ authorityId, subject: { kind: 'survey', id }, details: { interactionId } });
    await context.emit({ authorityId, topic: 'survey.answered', subjectId: id, payload: { interactionId } });
    return { id };
  },
});
