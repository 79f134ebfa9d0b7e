import { z } from 'zod';
import {
  getRetention,
  keptUntil,
  pastBefore,
  readSchedule,
  retentionPermission,
  type KeptRule,
} from '../authorities/index.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { everyAuthority, isInScope, type AuthorityId } from '../kernel/scope.js';
import { countedAtMost, countPast, listPast, type Counting, type PastCase } from './past-repository.js';

/** A class of an authority's records: how long it is kept, and how many are past their time. */
export interface KeptRecords extends KeptRule {
  /** At most `countedAtMost`; `hasMore`: there are more. */
  readonly past: { readonly count: number; readonly hasMore: boolean };
}

/**
 * An authority's schedule, and how many of its records are past their time today. Counts say nothing of any record, so
 * restricted ones are counted too.
 * @throws not_found
 */
export const getRetentionState = defineQuery({
  name: 'data-protection.get-retention-state',
  permission: retentionPermission,
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async ({ call, kernel, now }, { authorityId }) => {
    const { version, items } = await call(getRetention, { authorityId });
    const everything = kernel.db.read(everyAuthority);
    const state: KeptRecords[] = [];
    for (const rule of items) {
      const count = await countPast(everything, rule.kind, countingFor(authorityId, rule.years, now));
      const past = { count: Math.min(count, countedAtMost), hasMore: count > countedAtMost };
      state.push({ ...rule, past });
    }
    return { authorityId, version, items: state };
  },
});

function countingFor(authorityId: AuthorityId, years: number, now: Instant): Counting {
  const on = pastBefore(localDateAt(now), years);
  return { authorityId, on, before: startOfDay(on) };
}

export const caseClasses = ['case', 'restricted-case'] as const;
const Place = z.tuple([z.number().int(), uuidField]);

export interface PastCaseList {
  readonly kind: (typeof caseClasses)[number];
  readonly years: number;
  readonly items: readonly (PastCase & { readonly keptUntil: LocalDate })[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** Closed cases that are past their time, the longest closed first; of restricted ones those that the reader may know of. */
export const listPastCases = defineQuery({
  name: 'data-protection.list-past-cases',
  permission: retentionPermission,
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    kind: z.enum(caseClasses).default('case'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  run: async ({ db, kernel, now }, { authorityId, kind, limit, cursor }): Promise<PastCaseList> => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const { years } = (await readSchedule(kernel, authorityId))[kind];
    const [closedAt, id] = cursor === undefined ? [] : readCursor(Place, cursor);
    const after = closedAt === undefined || id === undefined ? undefined : { closedAt, id };
    const found = await listPast(db, kind, countingFor(authorityId, years, now), { limit: limit + 1, after });
    const items = found.slice(0, limit).map((one) => ({ ...one, keptUntil: keptUntil(one.closedAt, years) }));
    const last = items.at(-1);
    const nextCursor = last && found.length > limit ? writeCursor([last.closedAt, last.id]) : null;
    return { kind, years, items, nextCursor };
  },
});
