import { z } from 'zod';
import { badInput, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { isInScope, narrowScope } from '../../kernel/scope.js';
import { asHit } from '../search/customer-hits.js';
import { asLinkageRecord } from './as-linkage-record.js';
import { evidenceIn, type PairEvidence } from './duplicate-evidence.js';
import {
  countPairs,
  findPair,
  listPairs,
  type CustomerPair,
  type PairPlace,
  type PairsShown,
} from './duplicates-repository.js';
import { openComparison } from '../linkage/compare-pair.js';
import { openPacker } from '../linkage/pack-records.js';
import { findCustomers, findRecord } from '../repository.js';
import type { CustomerHit, CustomerRecord } from '../types.js';

export const pairsShown = ['merge', 'review', 'dismissed'] as const satisfies readonly PairsShown[];

/** Two records that may be of one customer, as a list shows them. */
export interface LikelyPair extends CustomerPair {
  readonly one: CustomerHit;
  readonly other: CustomerHit;
  readonly evidence: readonly PairEvidence[];
}

export interface LikelyPairs {
  readonly items: readonly LikelyPair[];
  readonly nextCursor: string | null;
  /** Of each list, counting no further than `mostCounted`. */
  readonly counts: Readonly<Record<PairsShown, number>>;
}

/** Counts beyond this are "more than". */
export const mostCounted = 1000;

/** Records that may be of one customer, the likeliest first. Restricted ones are in no list and no count. */
export const listDuplicates = defineQuery({
  name: 'customers.list-duplicates',
  permission: 'customers.review-duplicates',
  input: z.strictObject({
    shows: z.enum(pairsShown).default('merge'),
    authorityId: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(25),
    cursor: z.string().max(100).optional(),
  }),
  run: async (context, { shows, authorityId, limit, cursor }): Promise<LikelyPairs> => {
    if (authorityId !== undefined && !isInScope(context.db.scope, authorityId))
      throw badInput({
        faults: [{ field: 'authorityId', message: 'Choose an authority whose duplicates you may see' }],
      });
    const db = authorityId === undefined ? context.db : context.db.within(narrowScope(context.db.scope, authorityId));
    const found = await listPairs(db, shows, limit + 1, readCursor(cursor));
    const pairs = found.slice(0, limit);
    const customers = await findCustomers(db, [
      ...new Set(pairs.flatMap(({ customerId, otherId }) => [customerId, otherId])),
    ]);
    const hits = new Map(customers.map((customer) => [customer.id, asHit(customer, [])]));
    const items = pairs.flatMap((pair) => {
      const [one, other] = [hits.get(pair.customerId), hits.get(pair.otherId)];
      if (!one || !other) return [];
      context.shown(pair.authorityId, 'customer', [one.id, other.id]);
      return [{ ...pair, one, other, evidence: evidenceIn(pair.pattern) }];
    });
    const counts = { merge: 0, review: 0, dismissed: 0 };
    for (const kind of pairsShown) counts[kind] = await countPairs(db, kind, mostCounted + 1);
    const last = pairs.at(-1);
    return { items, nextCursor: found.length > limit && last ? makeCursor(last) : null, counts };
  },
});

/** A pair with both records, and how they agree as they are now. */
export interface ComparedPair {
  readonly pair: CustomerPair;
  readonly one: CustomerRecord;
  readonly other: CustomerRecord;
  readonly evidence: readonly PairEvidence[];
}

/** Two records beside one another. @throws not_found, also where one of them is restricted */
export const getDuplicate = defineQuery({
  name: 'customers.get-duplicate',
  permission: 'customers.review-duplicates',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<ComparedPair> => {
    const pair = await findPair(context.db, id);
    if (!pair) throw notFound();
    const one = await findRecord(context.db, pair.customerId);
    const other = await findRecord(context.db, pair.otherId);
    if (!one || !other || one.id === other.id) throw notFound();
    context.shown(pair.authorityId, 'customer', [one.id, other.id]);
    const packer = openPacker();
    for (const record of [one, other]) packer.add(asLinkageRecord(record, record.contactPoints, record.identifiers));
    return { pair, one, other, evidence: evidenceIn(openComparison(packer.pack())(0, 1)) };
  },
});

function makeCursor({ probability, id }: PairPlace): string {
  return Buffer.from(`${Math.round(probability * 10_000)} ${id}`).toString('base64url');
}

function readCursor(cursor: string | undefined): PairPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, chance, id] = /^(\d{1,5}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (chance === undefined || id === undefined)
    throw badInput({ faults: [{ field: 'cursor', message: 'Use the nextCursor of an earlier answer' }] });
  return { probability: Number(chance) / 10_000, id };
}
