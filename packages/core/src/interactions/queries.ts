import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';
import { badInput, notFound } from '../kernel/errors.js';
import { isUuid } from '../kernel/ids.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { listEnquiries, listIdentityChecks, readFigures, type AdviserFigures } from './enquiries-repository.js';
import { readRepresenting } from './representing.js';
import { findInteraction, listOfCustomer, listOpenOf } from './repository.js';
import type { Interaction, ShownEnquiry, WholeInteraction } from './types.js';

/**
 * An interaction with its enquiries and identity checks. While somebody speaks for the customer who may not do so now,
 * its identity level is `none`, whatever was checked.
 */
export const getInteraction = defineQuery({
  name: 'interactions.get-interaction',
  permission: 'interactions.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<WholeInteraction> => {
    const interaction = await findInteraction(context.db, id);
    if (!interaction) throw notFound();
    const [enquiries, identityChecks, representing] = await Promise.all([
      listEnquiries(context.db, [id]),
      listIdentityChecks(context.db, id),
      readRepresenting(context, interaction),
    ]);
    const identityLevel = representing?.mayAct === false ? 'none' : interaction.identityLevel;
    context.shown(interaction.authorityId, 'interaction', [id]);
    const shown = withoutKeptNotes(context, { ...interaction, enquiries });
    return { ...shown, identityLevel, representing, identityChecks };
  },
});

/** The actor's own contacts under way, in the order in which they began: the tabs of every page of the desk. */
export const listOpenInteractions = defineQuery({
  name: 'interactions.list-open-interactions',
  permission: 'interactions.handle',
  input: z.strictObject({}),
  run: async (context): Promise<Interaction[]> =>
    context.actor.kind === 'staff' ? await listOpenOf(context.db, context.actor.staffId) : [],
});

export type InteractionWithEnquiries = Interaction & { readonly enquiries: readonly ShownEnquiry[] };

/** A customer's contacts, latest first. */
export const listInteractionsOf = defineQuery({
  name: 'interactions.list-interactions-of',
  permission: 'interactions.read',
  input: z.strictObject({
    customerId: uuidField,
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  run: async (context, { customerId, cursor, limit }) => {
    const items = await readContacts(context, customerId, { from: readCursor(cursor), limit });
    const last = items.at(-1);
    return { items, nextCursor: last && items.length === limit ? makeCursor(last) : null };
  },
});

/** Contacts of a customer that come after a place, latest first, noted as shown. */
export async function readContacts(
  context: QueryContext,
  customerId: string,
  page: { readonly from: { readonly startedAt: Instant; readonly id: string }; readonly limit: number },
): Promise<InteractionWithEnquiries[]> {
  const found = await listOfCustomer(context.db, customerId, page);
  const enquiries = await listEnquiries(
    context.db,
    found.map(({ id }) => id),
  );
  for (const { authorityId, id } of found) context.shown(authorityId, 'interaction', [id]);
  return found.map((interaction) =>
    withoutKeptNotes(context, {
      ...interaction,
      enquiries: enquiries.filter(({ interactionId }) => interactionId === interaction.id),
    }),
  );
}

/**
 * What an adviser noted in a contact may be about the case that was restricted: it is shown to those who see that case,
 * and to the adviser until the contact is over.
 */
function withoutKeptNotes<I extends Interaction & { readonly enquiries: readonly ShownEnquiry[] }>(
  { actor }: QueryContext,
  interaction: I,
): I {
  const { enquiries, state, adviserId } = interaction;
  const isOwn = state === 'open' && actor.kind === 'staff' && actor.staffId === adviserId;
  return isOwn || !enquiries.some(({ isKeptBack }) => isKeptBack) ? interaction : { ...interaction, notes: null };
}

function makeCursor({ startedAt, id }: Pick<Interaction, 'startedAt' | 'id'>): string {
  return Buffer.from(`${startedAt} ${id}`).toString('base64url');
}

function readCursor(cursor: string | undefined): { startedAt: Instant; id: string } {
  if (cursor === undefined) return { startedAt: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  const [startedAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/.test(startedAt) || !isUuid(id))
    throw badInput({ faults: [{ field: 'cursor', message: 'Use the nextCursor of an earlier answer' }] });
  return { startedAt: Number(startedAt), id };
}

/** What the actor has done since midnight in London. */
export const todaysFigures = defineQuery({
  name: 'interactions.todays-figures',
  permission: 'interactions.handle',
  input: z.strictObject({}),
  run: async (context): Promise<AdviserFigures> => {
    if (context.actor.kind !== 'staff') return noFigures;
    return await readFigures(context.db, context.actor.staffId, startOfDay(localDateAt(context.now)));
  },
});

const noFigures: AdviserFigures = { contacts: 0, enquiries: 0, resolvedAtFirstContact: 0, logged: 0, passed: 0 };
