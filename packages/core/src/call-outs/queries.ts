import { z } from 'zod';
import { whoMayBeTold } from '../cases/index.js';
import { findListed } from '../directory/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { everyAuthority, may } from '../kernel/scope.js';
import {
  findCallOut,
  listCallOutsFor,
  listEndedCallOuts,
  listOpenCallOuts,
  listRings,
  type FoundCallOut,
} from './repository.js';
import { readerOf } from './reader.js';
import { isOpen } from './rules.js';
import type { CallOut, Ring } from './types.js';

const permission = 'call-outs.read';

/** Somebody on the list, with the number to ring. */
export interface RingToSee extends Ring {
  /** As the directory has it; empty: none. */
  readonly telephone: string;
}

/** A call-out with its list, and what the reader may do about it. */
export interface WholeCallOut extends CallOut {
  /** In the order in which they are rung. */
  readonly rings: readonly RingToSee[];
  /** The reader is on the list, and nobody has accepted. */
  readonly mayAnswer: boolean;
  /** Say what came of ringing, ring again, stand it down. */
  readonly mayLead: boolean;
}

/** @throws not_found */
export const getCallOut = defineQuery({
  name: 'call-outs.get-call-out',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<WholeCallOut> => {
    const { actor, db, kernel } = context;
    const reader = readerOf(context);
    const found = await findCallOut(db, id, reader);
    if (!found) throw notFound();
    const rings = await listRings(db, id);
    const isRung = rings.some(({ personId }) => personId === reader);
    const isKept = !isRung && (await isKeptFrom(context, found));
    context.shown(found.authorityId, 'call-out', [id]);
    const isStillOpen = isOpen(found.state);
    const withNumbers = rings.map(async (ring) => {
      const telephone = (await findListed(kernel, ring.personId))?.telephone ?? '';
      return { ...ring, telephone, ...(isKept ? { note: null } : {}) };
    });
    return {
      ...toSee(context, found, isKept),
      rings: await Promise.all(withNumbers),
      mayAnswer: isStillOpen && isRung,
      mayLead: isStillOpen && !isKept && may(actor, 'call-outs.start', found.authorityId),
    };
  },
});

/** Which version of a call-out there is: whether a page is up to date. @throws not_found */
export const getCallOutVersion = defineQuery({
  name: 'call-outs.get-version',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<number> => {
    const found = await findCallOut(context.db, id, readerOf(context));
    if (!found) throw notFound();
    return found.version;
  },
});

export const callOutLists = ['open', 'mine', 'ended'] as const;
export type CallOutList = (typeof callOutLists)[number];
const atMost = 200;
const endedForMs = 30 * DAY_MS;

export interface ListedCallOuts {
  readonly items: readonly CallOut[];
  readonly nextCursor: string | null;
}

const Cursor = z.tuple([z.number().int(), uuidField]);

/**
 * Call-outs: those that are open, the oldest first; in which the actor is rung; or that ended, the latest first: within
 * 30 days, or with a rota all that it ever had.
 */
export const listCallOuts = defineQuery({
  name: 'call-outs.list-call-outs',
  permission,
  input: z.strictObject({
    list: z.enum(callOutLists).default('open'),
    /** Of those that ended. */
    rotaId: uuidField.optional(),
    limit: z.coerce.number().int().min(1).max(atMost).default(100),
    cursor: z.string().max(200).optional(),
  }),
  run: async (context, asked): Promise<ListedCallOuts> => {
    const found = await read(context, asked);
    const page = found.slice(0, asked.limit);
    const kept = asked.list === 'mine' ? [] : await Promise.all(page.map((one) => isKeptFrom(context, one)));
    const items = page.map((one, at) => {
      context.shown(one.authorityId, 'call-out', [one.id]);
      return toSee(context, one, kept[at] ?? false);
    });
    const last = found.length > asked.limit ? items.at(-1) : undefined;
    const ended = last?.endedAt ?? null;
    return { items, nextCursor: last && ended !== null ? writeCursor([ended, last.id]) : null };
  },
});

type Asked = z.output<typeof listCallOuts.input>;

async function read(context: QueryContext, { list, rotaId, limit, cursor }: Asked): Promise<FoundCallOut[]> {
  const { db, now } = context;
  const reader = readerOf(context);
  switch (list) {
    case 'open':
      return await listOpenCallOuts(db, reader, limit);
    case 'mine':
      return reader === null ? [] : await listCallOutsFor(db, reader, limit);
    case 'ended': {
      const [endedAt, id] = cursor === undefined ? [] : readCursor(Cursor, cursor);
      const after = endedAt === undefined || id === undefined ? undefined : { endedAt, id };
      const of = rotaId === undefined ? { since: now - endedForMs } : { rotaId };
      return await listEndedCallOuts(db, reader, of, { after, limit: limit + 1 });
    }
  }
}

/** Of another team's restricted case, those who are told of it see no words, unless they began the call-out. */
async function isKeptFrom(context: QueryContext, found: FoundCallOut): Promise<boolean> {
  const { caseId, caseIsRestricted, startedById } = found;
  const reader = readerOf(context);
  if (caseId === null || !caseIsRestricted || startedById === reader || reader === null) return false;
  return (await whoMayBeTold(context.db.within(everyAuthority), caseId, [reader])).length === 0;
}

function toSee({ actor }: QueryContext, found: FoundCallOut, isKept: boolean): CallOut {
  const { caseIsRestricted: _restricted, ...callOut } = found;
  const aboutCase = may(actor, 'cases.read', found.authorityId) ? {} : { caseId: null, reference: null };
  return { ...callOut, ...aboutCase, ...(isKept ? { reason: null, place: null, result: null } : {}) };
}
