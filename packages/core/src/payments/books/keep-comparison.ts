import { providerPaymentStates, providerRefundStates } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { dateField } from '../../kernel/date-field.js';
import { staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { differenceKinds } from './books-types.js';
import { findDayOf, insertDay, updateDay } from './days-repository.js';
import { keepDifferences } from './differences-repository.js';

const text = z.string().max(500);
const side = { takenPence: z.number().int(), givenBackPence: z.number().int() };
export const FundTotalShape = z.object({
  fundCode: text.nullable(),
  ours: z.object(side),
  theirs: z.object({ ...side, settledPence: z.number().int() }),
});
const Found = z.object({
  ...{ entryKind: z.enum(['payment', 'refund']), difference: z.enum(differenceKinds), paymentId: uuidField.nullable() },
  ...{ theirReference: text.nullable(), theirName: text.nullable(), fundCode: text.nullable() },
  ...{ ourPence: z.number().int().nullable(), theirPence: z.number().int().nullable(), at: z.number().int() },
  theirState: z.enum([...providerPaymentStates, ...providerRefundStates]).nullable(),
});

/**
 * Keeps how the two books of a council's day at a connection stand: what differs, or why they could not be compared. What
 * was found before and is there no more is gone. @throws stale_version
 */
export const keepComparison = defineCommand({
  name: 'payments.keep-comparison',
  permission: 'payments.reconcile',
  input: z.strictObject({
    authorityId: z.number().int(),
    instance: z.string().max(40),
    providerName: z.string().max(200),
    dayOn: dateField('Day'),
    fault: text.nullable(),
    /** Absent: the provider could not be asked. */
    compared: z
      .object({
        ...{ totals: z.array(FundTotalShape), agreeing: z.number().int(), unknown: z.number().int() },
        differences: z.array(Found),
      })
      .optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { compared, fault, ...about }) => {
    const { db, now } = context;
    const { authorityId, providerName } = about;
    const before = await findDayOf(db, about);
    const id = before?.id ?? context.newId();
    const found = compared
      ? { comparedAt: now, totals: compared.totals, agreeing: compared.agreeing, unknown: compared.unknown }
      : (before ?? { comparedAt: null, totals: [], agreeing: 0, unknown: 0 });
    const { comparedAt, totals, agreeing, unknown } = found;
    const stated = { providerName, fault, comparedAt, totals, agreeing, unknown };
    if (!before) await insertDay(db, { id, ...about, ...stated }, now);
    else if (!(await updateDay(db, before, stated, now))) throw staleVersion();
    const { newId } = context;
    if (compared) await keepDifferences(db, compared.differences, { dayId: id, authorityId, now, newId });
    const details = {
      dayOn: about.dayOn,
      instance: about.instance,
      fault,
      differing: compared?.differences.length ?? null,
    };
    await context.audit({ authorityId, subject: { kind: 'payment-day', id }, details });
    return { id };
  },
});
