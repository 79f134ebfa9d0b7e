import { z } from 'zod';
import { badInput, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { differs, mergeFields, usualChoice, type FieldChoice, type MergeField } from './merge-fields.js';
import { listMergesInto, type CustomerMerge } from './merge-repository.js';
import { countRowsOf } from './merged-rows-repository.js';
import { findCurrent, findRecord, listPartsOf } from '../repository.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { CustomerRecord } from '../types.js';

/** Two records that may be of one customer, side by side. */
export interface Comparison {
  readonly survivor: CustomerRecord;
  readonly merged: CustomerRecord;
  /** Fields in which they differ, with the choice that loses nothing. */
  readonly differing: readonly { readonly field: MergeField; readonly usual: FieldChoice }[];
  /** How many rows of each table hang on either. */
  readonly rows: { readonly survivor: ReadonlyMap<string, number>; readonly merged: ReadonlyMap<string, number> };
}

/** @throws not_found; bad_input on `otherId`; customer_restricted and reason_needed for either */
export const compareCustomers = defineQuery({
  name: 'customers.compare-customers',
  permission: 'customers.merge',
  input: z.strictObject({ id: uuidField, otherId: uuidField }),
  run: async (context, { id, otherId }): Promise<Comparison> => {
    const survivor = await openRecord(context, id);
    const merged = await openRecord(context, otherId);
    const refused = refusal(survivor, merged);
    if (refused !== undefined) throw badInput({ faults: [{ field: 'otherId', message: refused }] });
    const differing = mergeFields
      .filter((field) => differs(field, survivor, merged))
      .map((field) => ({ field, usual: usualChoice(field, survivor, merged) }));
    const { db } = context;
    const rows = { survivor: await countRowsOf(db, survivor.id), merged: await countRowsOf(db, merged.id) };
    return { survivor, merged, differing, rows };
  },
});

async function openRecord(context: QueryContext, id: string): Promise<CustomerRecord> {
  const record = await findRecord(context.db, id);
  if (!record) throw notFound();
  await refuseUnlessOpen(context, record);
  context.shown(record.authorityId, 'customer', [record.id]);
  return record;
}

function refusal(survivor: CustomerRecord, merged: CustomerRecord): string | undefined {
  if (survivor.id === merged.id) return 'Choose another customer: these are one record';
  if (survivor.authorityId !== merged.authorityId)
    return 'Choose a customer of the same authority: records of two councils are never merged';
  if (survivor.kind !== merged.kind) return 'Choose two people, or two organisations';
  return undefined;
}

/** The merges that made a customer's record what it is, and those that were taken back; the oldest first. */
export const listMerges = defineQuery({
  name: 'customers.list-merges',
  permission: 'customers.merge',
  input: z.strictObject({ customerId: uuidField }),
  run: async (context, { customerId }): Promise<CustomerMerge[]> => {
    const customer = await findCurrent(context.db, customerId);
    if (!customer) throw notFound();
    await refuseUnlessOpen(context, customer);
    const parts = await listPartsOf(context.db, customer.id);
    const merges = await listMergesInto(context.db, [customer.id, ...parts.map(({ id }) => id)]);
    const named = [...new Set([customer.id, ...merges.map(({ mergedId }) => mergedId)])];
    context.shown(customer.authorityId, 'customer', named);
    return merges;
  },
});
