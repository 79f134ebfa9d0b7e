import { z } from 'zod';
import { findInteraction } from '../../interactions/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { drawContact } from '../draw.js';
import { insertSurvey } from '../repository.js';
import { notDrawn } from '../survey-errors.js';

/**
 * Notes that a finished contact was drawn, so that those who were never asked are counted too.
 * @throws not_found; survey_not_drawn, also when it was noted before
 */
export const drawSurvey = defineCommand({
  name: 'satisfaction.draw-survey',
  permission: 'satisfaction.ask',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId }) => {
    const draw = await drawContact(context.kernel, context.db, interactionId, context.now);
    if (draw.drawn !== 'now') throw (await findInteraction(context.db, interactionId)) ? notDrawn() : notFound();
    const id = context.newId();
    await insertSurvey(context.db, { ...draw.survey, id, drawnAt: context.now });
    const { authorityId } = draw.survey;
    await context.audit({ authorityId, subject: { kind: 'survey', id }, details: { interactionId } });
    return { id };
  },
});
