import { z } from 'zod';
import { getCustomer } from '../../customers/index.js';
import { getInteraction, participantOf, type Participant, type WholeInteraction } from '../../interactions/index.js';
import { AppError } from '../../kernel/errors.js';
import { optional, uuidField } from '../../kernel/input.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { getProperty, type Place } from '../../places/index.js';

/** What the address of the logging page brings along. */
export const LogAddress = z.strictObject({
  service: optional(uuidField),
  interaction: optional(uuidField),
  enquiry: optional(uuidField),
  customer: optional(uuidField),
  place: optional(uuidField),
});
export type LogAddress = z.output<typeof LogAddress>;

/** Who and where a case to be logged is about, as far as it is known before the form is filled. */
export interface LogContext {
  readonly interaction: WholeInteraction | undefined;
  readonly customerId: string | undefined;
  readonly participant: Participant | undefined;
  readonly place: Place | undefined;
  readonly facts: Readonly<Record<string, string>>;
}

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor'>;

/** Reads it from the contact, the customer and the property, each as far as the reader may. */
export async function readLogContext(
  context: Context,
  address: LogAddress,
  authorityId: AuthorityId,
): Promise<LogContext> {
  const interaction = address.interaction && (await context.read(getInteraction, { id: address.interaction }));
  const own =
    interaction && interaction.authorityId === authorityId ? (interaction.customerId ?? undefined) : undefined;
  const customerId = address.customer ?? own;
  const participant = interaction ? interaction.participant : await participantFrom(context, customerId);
  const placeId = address.place ?? (interaction ? (interaction.placeId ?? undefined) : undefined);
  return { interaction: interaction || undefined, customerId, participant, ...(await placeAndFacts(context, placeId)) };
}

/** Who the customer is; nothing where the record is restricted or out of reach: the form then asks. */
async function participantFrom(context: Context, customerId: string | undefined): Promise<Participant | undefined> {
  if (customerId === undefined || !may(context.visitor.actor, 'customers.read')) return undefined;
  try {
    return participantOf(await context.read(getCustomer, { id: customerId }));
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return undefined;
    throw error;
  }
}

async function placeAndFacts(
  context: Context,
  placeId: string | undefined,
): Promise<Pick<LogContext, 'place' | 'facts'>> {
  if (placeId === undefined || !may(context.visitor.actor, 'places.read')) return { place: undefined, facts: {} };
  const { place, facts } = await context.read(getProperty, { id: placeId });
  return {
    place,
    facts: Object.fromEntries(Object.entries(facts).map(([fact, { value }]) => [fact, value])),
  };
}
