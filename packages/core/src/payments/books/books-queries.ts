import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { defineQuery } from '../../kernel/query.js';
import type { KeptDifference, PaymentDay } from './books-types.js';
import { findDay, listDays } from './days-repository.js';
import { findDifference, listDifferences } from './differences-repository.js';

/** More than anybody looks through on a page. */
const mostDifferences = 500;
const Place = z.tuple([z.string().refine(isLocalDate), uuidField]);

export interface DayList {
  readonly items: readonly PaymentDay[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** The days of the reader's councils that were compared with providers' books, the latest first. */
export const listPaymentDays = defineQuery({
  name: 'payments.list-payment-days',
  permission: 'payments.reconcile',
  input: z.strictObject({
    /** `open`: days with something that nobody explained, or whose provider couldn't be asked. */
    which: z.enum(['all', 'open']).default('all'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  run: async ({ db }, { which, limit, cursor }): Promise<DayList> => {
    const [dayOn, id] = cursor === undefined ? [] : readCursor(Place, cursor);
    const after = dayOn === undefined || id === undefined ? undefined : { dayOn, id };
    const found = await listDays(db, { which, limit: limit + 1, after });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > limit ? writeCursor([last.dayOn, last.id]) : null };
  },
});

export interface WholeDay {
  readonly day: PaymentDay;
  /** What is open first. */
  readonly differences: readonly KeptDifference[];
  /** Whether there are more than are read. */
  readonly isCut: boolean;
}

/** A day with what differed on it. @throws not_found */
export const getPaymentDay = defineQuery({
  name: 'payments.get-payment-day',
  permission: 'payments.reconcile',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db, shown }, { id }): Promise<WholeDay> => {
    const day = await findDay(db, id);
    if (!day) throw notFound();
    const found = await listDifferences(db, id, mostDifferences + 1);
    const differences = found.slice(0, mostDifferences);
    for (const { authorityId, paymentId } of differences)
      if (paymentId !== null) shown(authorityId, 'payment', [paymentId]);
    return { day, differences, isCut: found.length > mostDifferences };
  },
});

/** One difference. @throws not_found */
export const getDifference = defineQuery({
  name: 'payments.get-difference',
  permission: 'payments.reconcile',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }): Promise<KeptDifference> => {
    const found = await findDifference(db, id);
    if (!found) throw notFound();
    return found;
  },
});
