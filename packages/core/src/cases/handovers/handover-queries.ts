import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { isInScope, may } from '../../kernel/scope.js';
import type { TimelinePlace } from '../../kernel/timeline.js';
import { latest, TimelineInput, type TimelineItem, type TimelineSource } from '../../kernel/timeline.js';
import { isOfferedToActor } from './answer-handover.js';
import { listHandoverTimes } from './handover-times-repository.js';
import type { Handover, HandoverTime } from './handover-types.js';
import { handoverStateWords } from './handover-words.js';
import { findHandover, listOfCustomer, listOfferedTo, listPassedBy, listTakenBy } from './handovers-repository.js';
import { neededFor } from './receivers.js';

/** Something passed on, and what the reader may do about it. */
export interface HandoverToSee extends Handover {
  /** It is offered to the reader, a team of theirs or their council, and they may take it over. */
  readonly mayAnswer: boolean;
  readonly mayWithdraw: boolean;
  readonly mayFinish: boolean;
}

/** @throws not_found */
export const getHandover = defineQuery({
  name: 'cases.get-handover',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<HandoverToSee> => {
    const found = await findHandover(context.db, id);
    if (!found) throw notFound();
    note(context, [found]);
    return await withRights(context, found);
  },
});

export async function withRights(context: QueryContext, found: Handover): Promise<HandoverToSee> {
  const { actor } = context;
  const { authorityId, caseId, enquiryId, state, fromPersonId, finishedAt } = found;
  const isOpen = state === 'offered';
  const self = actor.kind === 'staff' ? actor.staffId : undefined;
  const mayTake = may(actor, neededFor[caseId === null ? 'enquiry' : 'case'], authorityId);
  const isTheirs = await isOfferedToActor(context, found);
  const mayAssign = caseId !== null && may(actor, 'cases.assign', authorityId);
  return {
    ...found,
    mayAnswer: isOpen && mayTake && isTheirs,
    mayWithdraw: isOpen && (fromPersonId === self || mayAssign),
    mayFinish: state === 'accepted' && enquiryId !== null && finishedAt === null && isTheirs,
  };
}

const atMost = 100;

/** What is offered to the actor, their teams or their council, the first to return first. */
export const listOffered = defineQuery({
  name: 'cases.list-offered',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<Handover[]> => {
    if (context.actor.kind !== 'staff') return [];
    return note(context, await listOfferedTo(context.db, context.actor.staffId, atMost));
  },
});

/** Enquiries that the actor accepted and hasn't finished, the oldest first. */
export const listTaken = defineQuery({
  name: 'cases.list-taken',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<Handover[]> => {
    if (context.actor.kind !== 'staff') return [];
    return note(context, await listTakenBy(context.db, context.actor.staffId, atMost));
  },
});

/** What the actor passed on, the latest first. */
export const listPassed = defineQuery({
  name: 'cases.list-passed',
  permission: 'cases.read',
  input: z.strictObject({
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  run: async (context, { cursor, limit }) => {
    if (context.actor.kind !== 'staff') return { items: [], nextCursor: null };
    const from = cursor === undefined ? latest : placeOf(cursor);
    const items = note(context, await listPassedBy(context.db, context.actor.staffId, from, limit));
    const last = items.at(-1);
    const nextCursor = last && items.length === limit ? writeCursor([last.offeredAt, last.id]) : null;
    return { items, nextCursor };
  },
});

const PassedCursor = z.tuple([z.number().int(), uuidField]);

function placeOf(cursor: string): TimelinePlace {
  const [at, id] = readCursor(PassedCursor, cursor);
  return { at, id };
}

/** The times after which what is passed to a council returns. @throws not_found */
export const getHandoverTimes = defineQuery({
  name: 'cases.get-handover-times',
  permission: 'cases.set-handover-times',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async ({ db }, { authorityId }): Promise<HandoverTime[]> => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    return await listHandoverTimes(db, authorityId);
  },
});

/** A customer's enquiries that were passed on, as their timeline has them. */
export const listHandoverItems = defineQuery({
  name: 'cases.list-handover-items',
  permission: 'interactions.read',
  input: TimelineInput,
  run: async (context, { customerId, from, limit }): Promise<TimelineItem[]> =>
    note(context, await listOfCustomer(context.db, customerId, from, limit)).map(toItem),
});

export const handoverTimeline: TimelineSource = { kind: 'handover', name: 'Passed on', query: listHandoverItems };

function toItem(one: Handover): TimelineItem {
  const { id, authorityId, offeredAt, fromName, to, about, state } = one;
  return {
    ...{ id, authorityId, at: offeredAt, by: fromName },
    title: `Passed to ${to.name}`,
    text: [about, one.note, one.result].filter(Boolean).join('\n') || null,
    state: { text: handoverStateWords(one), tone: state === 'accepted' ? 'good' : 'info' },
    href: `/desk/handovers/${id}`,
  };
}

function note({ shown }: QueryContext, found: Handover[]): Handover[] {
  for (const { authorityId, id } of found) shown(authorityId, 'handover', [id]);
  return found;
}
