import { readContactSettings } from '../authorities/index.js';
import { findInteraction, listEnquiries, type Interaction } from '../interactions/index.js';
import { DAY_MS, type Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { findSurveyOf, wasDrawnSince, type NewSurvey } from './repository.js';
import { isDrawn } from './rules.js';
import type { Survey } from './types.js';

export type Draw =
  | { readonly drawn: 'before'; readonly survey: Survey; readonly interaction: Interaction }
  | { readonly drawn: 'now'; readonly survey: Omit<NewSurvey, 'id' | 'drawnAt'>; readonly interaction: Interaction }
  | { readonly drawn: 'no' };

/** Whether a contact is drawn: finished by an adviser, chosen by the draw, and its customer not drawn lately. */
export async function drawContact(kernel: Kernel, db: Reads, interactionId: string, now: Instant): Promise<Draw> {
  const interaction = await findInteraction(db, interactionId);
  if (!interaction || interaction.state !== 'finished' || interaction.adviserId === null) return { drawn: 'no' };
  const survey = await findSurveyOf(db, interactionId);
  if (survey) return { drawn: 'before', survey, interaction };
  const { authorityId, customerId } = interaction;
  const { surveyPercent, surveyRestDays } = await readContactSettings(kernel, authorityId);
  if (!isDrawn(interaction, surveyPercent)) return { drawn: 'no' };
  if (customerId !== null && (await wasDrawnSince(db, customerId, now - surveyRestDays * DAY_MS)))
    return { drawn: 'no' };
  const enquiries = await listEnquiries(db, [interactionId]);
  const serviceId = enquiries.find((enquiry) => enquiry.serviceId !== null)?.serviceId ?? null;
  return { drawn: 'now', interaction, survey: { authorityId, interactionId, customerId, serviceId } };
}
