import { z } from 'zod';
import { writeToContact } from '../../correspondence/index.js';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { holdSurvey, makeLink } from '../hold-survey.js';
import { channelsFor } from '../survey-channels.js';
import { surveyUnwanted, withoutOrigin } from '../survey-errors.js';
import { linkTo } from '../survey-link.js';

/**
 * Sends the customer of a drawn contact the link to the question, in the council's words and by the channel nearest to
 * their wish. It takes the place of a link that was made before.
 * @throws not_found; interaction_of_another; survey_not_drawn; survey_answered; survey_unwanted when they withdrew their
 * consent; survey_without_address; contact_not_written_to with why
 */
export const sendSurvey = defineCommand({
  name: 'satisfaction.send-survey',
  permission: 'satisfaction.ask',
  input: z.strictObject({ interactionId: uuidField }),
  output: z.object({ id: z.string(), messageId: z.string(), expiresAt: z.number() }),
  run: async (context, { interactionId }) => {
    const survey = await holdSurvey(context, interactionId);
    const { id, authorityId, customerId } = survey;
    const { origin } = context.kernel.config;
    if (origin === undefined) throw withoutOrigin();
    const only = await channelsFor(context.db, customerId);
    if (only === 'none') throw surveyUnwanted();
    const { token, expiresAt } = await makeLink(context, survey);
    const letter = { interactionId, occasion: 'survey' as const, link: linkTo(origin, token) };
    const message = await context.call(writeToContact, { ...letter, ...(only === 'any' ? {} : { only: [...only] }) });
    const details = { interactionId, way: 'message', messageId: message.id };
    await context.audit({ authorityId, subject: { kind: 'survey', id }, details });
    return { id, messageId: message.id, expiresAt };
  },
});
