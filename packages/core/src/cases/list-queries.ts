import { z } from 'zod';
import { addDays } from '../kernel/local-date.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { isInScope, may, type AuthorityId } from '../kernel/scope.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { describeAll } from './definitions.js';
import { listByBeginning, listCases } from './lists-repository.js';
import {
  countSince,
  countViews,
  listOpenCases,
  queueViews,
  type QueueFilter,
  type QueuePlace,
  type QueueView,
} from './queue/queue-repository.js';
import { parseCaseReference } from './reference.js';
import { findCaseByReference, listCasesByOldReference } from './repository.js';
import { veilOthers } from './restricted/restricted-access.js';
import type { CaseSummary, DescribedSummary } from './types.js';

/** What a queue's address holds. */
export const QueueQuery = z.strictObject({
  view: z.enum(queueViews).default('all'),
  team: uuidField.optional(),
  /** Several teams at once, in place of one. */
  teams: z.array(uuidField).max(100).optional(),
  authority: z.coerce.number().int().optional(),
  service: z.string().max(64).optional(),
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type QueueQuery = z.output<typeof QueueQuery>;

export interface Queue {
  readonly items: readonly DescribedSummary[];
  readonly nextCursor: string | null;
  readonly counts: Readonly<Record<QueueView, number>>;
}

/** Open cases of a view in due order, with how many each view has. */
export const listQueue = defineQuery({
  name: 'cases.list-queue',
  permission: 'cases.read',
  input: QueueQuery,
  run: async (context, query): Promise<Queue> => {
    const page = await readPage(context, query);
    return { ...page, counts: await countViews(context.db, filterOf(context, query)) };
  },
});

async function readPage(context: QueryContext, query: QueueQuery): Promise<Pick<Queue, 'items' | 'nextCursor'>> {
  const { limit, view } = query;
  const after = placeOf(query.cursor);
  const found = await listOpenCases(context.db, view, filterOf(context, query), { limit: limit + 1, after });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: await showCases(context, found.slice(0, limit)),
    nextCursor: last ? writeCursor([last.dueAt, last.id]) : null,
  };
}

/** A part of a queue that is taken out: in due order, without counts. */
export const listForExport = defineQuery({
  name: 'cases.list-for-export',
  permission: 'cases.export',
  input: QueueQuery.extend({ limit: z.number().int().min(1).max(500).default(500) }),
  run: async (context, query): Promise<Pick<Queue, 'items' | 'nextCursor'>> => await readPage(context, query),
});

/** How many cases of a queue are new, and how many others have changed, since a page of it was made. */
export const countQueueChanges = defineQuery({
  name: 'cases.count-queue-changes',
  permission: 'cases.read',
  input: QueueQuery.omit({ cursor: true, limit: true }).extend({ since: z.coerce.number().int().min(0) }),
  run: async (context, { since, view, ...query }) =>
    await countSince(context.db, view, filterOf(context, query), since),
});

/** The actor's own open cases in due order: at most 200. */
export const listMyWork = defineQuery({
  name: 'cases.list-my-work',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<DescribedSummary[]> => {
    const filter = filterOf(context, { view: 'mine', limit: 200 });
    return await showCases(context, await listOpenCases(context.db, 'mine', filter, { limit: 200 }));
  },
});

/** Cases of a customer, a place or an interaction: open ones first. */
export const listCasesOf = defineQuery({
  name: 'cases.list-cases-of',
  permission: 'cases.read',
  input: z.union([
    z.strictObject({ customerId: uuidField, limit: limitField() }),
    z.strictObject({ placeId: uuidField, limit: limitField() }),
    z.strictObject({ interactionId: uuidField, limit: limitField() }),
  ]),
  run: async (context, { limit, ...of }): Promise<DescribedSummary[]> =>
    await showCases(context, await listCases(context.db, of, limit)),
});

/** Cases by reference: ours whole or its beginning (from four characters on), or an older system's. */
export const searchCases = defineQuery({
  name: 'cases.search-cases',
  permission: 'cases.read',
  input: z.strictObject({ text: z.string().trim().max(100), limit: limitField() }),
  run: async (context, { text, limit }): Promise<DescribedSummary[]> =>
    await showCases(context, await findByReference(context, text, limit)),
});

function limitField() {
  return z.coerce.number().int().min(1).max(50).default(20);
}

async function findByReference(context: QueryContext, text: string, limit: number): Promise<CaseSummary[]> {
  const reference = parseCaseReference(text);
  const ours = reference === undefined ? undefined : await findCaseByReference(context.db, reference);
  if (ours) return [ours];
  const old = await listCasesByOldReference(context.db, text);
  if (old.length > 0) return old.slice(0, limit);
  const symbols = text.toUpperCase().replace(/[\s-]/g, '');
  if (!/^[A-HJ-NP-Z]{2}[A-HJ-NP-Z2-9]{2,8}$/.test(symbols)) return [];
  const beginning = [symbols.slice(0, 2), symbols.slice(2, 6), symbols.slice(6)].filter(Boolean).join('-');
  return await listByBeginning(context.db, beginning, limit);
}

type Reader = Pick<QueryContext, 'db' | 'actor' | 'now'>;

/** How many open cases of an authority are due today, and how many late, as the queue counts them. */
export async function countDue(context: Reader, authority: AuthorityId): Promise<{ dueToday: number; late: number }> {
  const counts = await countViews(context.db, filterOf(context, { authority }));
  return { dueToday: counts['due-today'], late: counts.late };
}

/** What a queue's address narrows by. @throws not_found for an authority out of reach */
export function filterOf({ db, actor, now }: Reader, query: Partial<QueueQuery>): QueueFilter {
  if (query.authority !== undefined && !isInScope(db.scope, query.authority)) throw notFound();
  const today = localDateAt(now);
  return {
    teamIds: query.teams ?? (query.team === undefined ? undefined : [query.team]),
    authorityId: query.authority,
    serviceKey: query.service,
    words: query.q === '' ? undefined : query.q,
    personId: actor.kind === 'staff' ? actor.staffId : null,
    now,
    dayStart: startOfDay(today),
    dayEnd: startOfDay(addDays(today, 1)),
    wordsIn: may(actor, 'cases.read-restricted') ? 'ordinary-cases' : 'every-case',
  };
}

const QueueCursor = z.tuple([z.number().int().nullable(), uuidField]);

function placeOf(cursor: string | undefined): QueuePlace | undefined {
  if (cursor === undefined) return undefined;
  const [dueAt, id] = readCursor(QueueCursor, cursor);
  return { dueAt, id };
}

/** Puts cases into words, veils those of other people's teams, and says in the read audit which were shown. */
export async function showCases(context: QueryContext, found: readonly CaseSummary[]): Promise<DescribedSummary[]> {
  const cases = await veilOthers(context, found);
  for (const authorityId of new Set(cases.map((each) => each.authorityId))) {
    const ids = cases.filter((each) => each.authorityId === authorityId && !each.veiled).map(({ id }) => id);
    if (ids.length > 0) context.shown(authorityId, 'case', ids);
  }
  return await describeAll(context.db, cases);
}
