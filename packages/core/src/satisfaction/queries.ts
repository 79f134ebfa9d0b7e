import { z } from 'zod';
import { previewToContact, type ContactPreview } from '../correspondence/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { findInteraction } from '../interactions/index.js';
import { drawContact } from './draw.js';
import { channelsFor } from './survey-channels.js';
import { linkTo } from './survey-link.js';

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

/** Why the link can't be sent, besides what keeps any message from a customer. */
export type Unsendable = 'unwanted' | 'no-origin' | NonNullable<ContactPreview['unwritten']>;
export type SurveyPreview = { readonly unsendable: Unsendable } | ({ readonly unsendable: null } & WrittenPreview);
export type WrittenPreview = Extract<ContactPreview, { readonly unwritten: null }>;

/** The message that would take the link to the customer of a contact, with the link left out. @throws not_found */
export const previewSurvey = defineQuery({
  name: 'satisfaction.preview-survey',
  permission: 'satisfaction.ask',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId }): Promise<SurveyPreview> => {
    const interaction = await findInteraction(context.db, interactionId);
    if (!interaction) throw notFound();
    const { origin } = context.kernel.config;
    if (origin === undefined) return { unsendable: 'no-origin' };
    const only = await channelsFor(context.db, interaction.customerId);
    if (only === 'none') return { unsendable: 'unwanted' };
    const letter = { interactionId, occasion: 'survey' as const, link: linkTo(origin, '…') };
    const preview = await context.call(previewToContact, { ...letter, ...(only === 'any' ? {} : { only: [...only] }) });
    return preview.unwritten === null ? { unsendable: null, ...preview } : { unsendable: preview.unwritten };
  },
});
