import type { CommandContext } from '../kernel/command.js';
import { notFound, staleVersion } from '../kernel/errors.js';
import { enquiryClosed, interactionFinished, interactionOfAnother } from './interaction-errors.js';
import { findEnquiry } from './enquiries-repository.js';
import { findInteraction, holdOpen } from './repository.js';
import type { Enquiry, Interaction } from './types.js';

/**
 * The actor's own interaction, held open until the transaction ends.
 * @throws not_found; interaction_of_another; interaction_finished; stale_version when a version is named and is not the last
 */
export async function holdOwnInteraction(
  context: CommandContext,
  id: string,
  expectedVersion?: number,
): Promise<Interaction> {
  const seen = await getOwnInteraction(context, id);
  if (!(await holdOpen(context.db, id))) throw interactionFinished();
  // Read again: it may have changed while we waited for whoever held it.
  const interaction = (await findInteraction(context.db, id)) ?? seen;
  if (expectedVersion !== undefined && interaction.version !== expectedVersion)
    throw staleVersion({ facts: { version: interaction.version } });
  return interaction;
}

/** @throws not_found; interaction_of_another */
export async function getOwnInteraction(context: CommandContext, id: string): Promise<Interaction> {
  const interaction = await findInteraction(context.db, id);
  if (!interaction) throw notFound();
  const { actor } = context;
  if (actor.kind === 'staff' && interaction.adviserId !== actor.staffId) throw interactionOfAnother();
  return interaction;
}

/**
 * An enquiry without an outcome, in an interaction of the actor's that stays open until the transaction ends.
 * @throws not_found; interaction_of_another; interaction_finished; enquiry_closed
 */
export async function holdOwnEnquiry(
  context: CommandContext,
  enquiryId: string,
): Promise<{ interaction: Interaction; enquiry: Enquiry }> {
  const seen = await findEnquiry(context.db, enquiryId);
  if (!seen) throw notFound();
  const interaction = await holdOwnInteraction(context, seen.interactionId);
  const enquiry = await findEnquiry(context.db, enquiryId);
  if (!enquiry) throw notFound();
  if (enquiry.outcome !== null) throw enquiryClosed();
  return { interaction, enquiry };
}
