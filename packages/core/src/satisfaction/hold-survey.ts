import { findInteraction, interactionOfAnother } from '../interactions/index.js';
import type { CommandContext } from '../kernel/command.js';
import { notFound } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { drawContact } from './draw.js';
import { insertSurvey, markAsked } from './repository.js';
import { linkLastsMs } from './rules.js';
import { notDrawn, surveyAnswered } from './survey-errors.js';

export interface HeldSurvey {
  readonly id: string;
  readonly authorityId: number;
  readonly customerId: string | null;
}

/**
 * The survey of a contact that the actor took, still to be answered; noted as drawn where nobody had done so.
 * @throws not_found; interaction_of_another; survey_not_drawn; survey_answered
 */
export async function holdSurvey(context: CommandContext, interactionId: string): Promise<HeldSurvey> {
  const { actor, db, kernel, now, newId } = context;
  const draw = await drawContact(kernel, db, interactionId, now);
  if (draw.drawn === 'no') throw (await findInteraction(db, interactionId)) ? notDrawn() : notFound();
  const { adviserId, customerId } = draw.interaction;
  if (actor.kind === 'staff' && adviserId !== actor.staffId) throw interactionOfAnother();
  if (draw.drawn === 'before') {
    if (draw.survey.answeredAt !== null) throw surveyAnswered();
    return { ...draw.survey, customerId };
  }
  const survey = { ...draw.survey, id: newId(), drawnAt: now };
  await insertSurvey(db, survey);
  return survey;
}

/** A new link's token, kept as a digest. It takes the place of an earlier one. */
export async function makeLink({ db, kernel, now }: CommandContext, { id }: HeldSurvey) {
  const token = kernel.random(32).toString('base64url');
  const expiresAt = now + linkLastsMs;
  await markAsked(db, id, { at: now, tokenHash: hashSecret(token), expiresAt });
  return { token, expiresAt };
}
