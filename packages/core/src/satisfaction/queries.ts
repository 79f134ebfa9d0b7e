import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { findInteraction } from '../interactions/index.js';
import { drawContact } from './draw.js';

export type SurveyState = 'not-drawn' | 'to-ask' | 'asked' | 'answered';

/** How it stands with the survey of a contact; the answer itself is told to nobody. @throws not_found */
export const getSurvey = defineQuery({
  name: 'satisfaction.get-survey',
  permission: 'satisfaction.ask',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId }): Promise<{ state: SurveyState; authorityId: number; isOwn: boolean }> => {
    const { actor, db, kernel, now } = context;
    const interaction = await findInteraction(db, interactionId);
    if (!interaction) throw notFound();
    const { authorityId, adviserId } = interaction;
    const about = { authorityId, isOwn: actor.kind === 'staff' && actor.staffId === adviserId };
    const draw = await drawContact(kernel, db, interactionId, now);
    if (draw.drawn === 'no') return { ...about, state: 'not-drawn' };
    if (draw.drawn === 'now' || draw.survey.askedAt === null) return { ...about, state: 'to-ask' };
    return { ...about, state: draw.survey.answeredAt === null ? 'asked' : 'answered' };
  },
});
