import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { isInScope, narrowScope } from '../../kernel/scope.js';
import { keepPair, removePairsBefore } from '../duplicates/duplicates-repository.js';
import { findCustomers } from '../repository.js';

const Found = z.strictObject({
  customerId: uuidField,
  customerVersion: versionField,
  otherId: uuidField,
  otherVersion: versionField,
  probability: z.number().min(0).max(1),
  pattern: z.number().int().min(0),
  verdict: z.enum(['merge', 'review']),
});

/**
 * Keeps what a look through the base found, some at a time. Dismissed pairs whose records are unchanged stay dismissed;
 * the last part takes off what the look no longer found.
 * @throws not_found for another authority
 */
export const keepDuplicates = defineCommand({
  name: 'customers.keep-duplicates',
  permission: 'customers.review-duplicates',
  input: z.strictObject({
    authorityId: z.number().int().positive(),
    lookedAt: z.number().int(),
    pairs: z.array(Found).max(1000),
    part: z.enum(['more-follow', 'last']),
  }),
  output: z.object({ kept: z.number(), removed: z.number() }),
  run: async (context, { authorityId, lookedAt, pairs, part }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const there = await findCustomers(db, [
      ...new Set(pairs.flatMap(({ customerId, otherId }) => [customerId, otherId])),
    ]);
    const ids = new Set(there.map(({ id }) => id));
    const known = pairs.filter(({ customerId, otherId }) => ids.has(customerId) && ids.has(otherId));
    for (const pair of known) {
      const swapped = { customerId: pair.otherId, customerVersion: pair.otherVersion };
      const back = { otherId: pair.customerId, otherVersion: pair.customerVersion };
      const ordered = pair.customerId < pair.otherId ? pair : { ...pair, ...swapped, ...back };
      await keepPair(db, authorityId, { ...ordered, id: context.newId() }, lookedAt);
    }
    const removed = part === 'last' ? await removePairsBefore(db, authorityId, lookedAt) : 0;
    const details = { kept: known.length, removed };
    await context.audit({ authorityId, subject: { kind: 'customer-pairs', id: String(authorityId) }, details });
    return details;
  },
});
