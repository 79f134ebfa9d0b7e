import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { mergeUndone } from '../customer-errors.js';
import { undoFields } from '../merge/merge-fields.js';
import { isPreference, passOnPreferences, restorePreferences } from '../merge/merge-preferences.js';
import { findMerge, listMergesInto, listMergesUp, markUndone, updateMergeFields } from '../merge/merge-repository.js';
import type { CustomerMerge } from '../merge/merge-repository.js';
import { findRowsOf, forgetRows, listRemembered, returnRows, type MovedRow } from '../merge/merged-rows-repository.js';
import { noteChange } from '../record/note-change.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Customer } from '../types.js';
import { holdCustomer, writeFields } from '../write-repository.js';

/**
 * Takes a merge back: the merged record is one of its own again, with every row that came from it and is still with the
 * survivor. What was added since stays with the survivor, except what `take` names. Fields of the survivor go back to
 * what they were, unless somebody changed them since. Merges are undone in any order, also of a survivor that has itself
 * been merged.
 * @throws merge_undone; bad_input on `take`; not_found
 */
export const unMergeCustomers = defineCommand({
  name: 'customers.un-merge-customers',
  permission: 'customers.merge',
  input: z.strictObject({
    mergeId: uuidField,
    /** Rows added since the merge that are the merged customer's: ids of cases, contacts, contact points… */
    take: z.array(uuidField).max(500).default([]),
    reason: longText(500, 'why these are two customers'),
  }),
  run: async (context, { mergeId, take, reason }) => {
    const { merge, held, above } = await holdChain(context, mergeId);
    const { db } = context;
    const { authorityId, mergedId } = merge;
    const remembered = await listRemembered(db, [mergeId, ...above.map(({ id }) => id)]);
    const own = remembered.filter((row) => row.mergeId === mergeId);
    const rows = [...own, ...(await rowsToTake(context, held.holder.id, take, above))];
    await returnRows(db, { authorityId, from: held.holder.id, to: mergedId }, rows);
    await forget(context, merge, above, rows);
    const later = await takeFieldsBack(context, merge, held.survivor);
    const undoing = { undoneAt: context.now, undoneBy: personIn(context), undoneReason: reason };
    await markUndone(db, merge, undoing);
    const returned = new Set(rows.filter((row) => !isPreference(row)).map(({ rowId }) => rowId));
    const preferences = remembered.filter((row) => row.mergeId === mergeId || returned.has(row.rowId));
    const waiting = await restorePreferences(db, [mergedId, held.survivor.id, held.holder.id], preferences);
    const next = later[0] ?? above[0];
    if (next) await passOnPreferences(db, held.survivor, next.id, waiting);
    const details = { mergeId, taken: take };
    for (const part of new Map(Object.values(held).map((each) => [each.id, each])).values())
      await noteChange(context, part, { details, personal: { reason } });
    const payload = { id: merge.survivorId, mergedId, mergeId };
    await context.emit({ authorityId, topic: 'customer.un-merged', subjectId: mergedId, payload });
    return { id: mergeId, survivorId: held.holder.id, mergedId, returned: returned.size };
  },
});

interface Chain {
  readonly merge: CustomerMerge;
  /** Later merges, by which the survivor is now part of another. */
  readonly above: readonly CustomerMerge[];
  readonly held: {
    readonly merged: Customer;
    readonly survivor: Customer;
    /** Who has the rows now: the survivor, or the record that it is part of. */
    readonly holder: Customer;
  };
}

/** The merge with the records that it concerns, held in the order of their ids. */
async function holdChain(context: CommandContext, mergeId: string): Promise<Chain> {
  const { db, now } = context;
  const merge = await findMerge(db, mergeId);
  if (!merge) throw notFound();
  if (merge.undoneAt !== null) throw mergeUndone();
  const above = await listMergesUp(db, merge.survivorId);
  const holderId = above.at(-1)?.survivorId ?? merge.survivorId;
  const held = new Map<string, Customer>();
  for (const id of [...new Set([merge.mergedId, merge.survivorId, holderId])].sort())
    held.set(id, await holdCustomer(db, id, now));
  const [merged, survivor, holder] = [merge.mergedId, merge.survivorId, holderId].map((id) => held.get(id));
  if (!merged || !survivor || !holder) throw notFound();
  await refuseUnlessOpen(context, holder);
  return { merge, above, held: { merged, survivor, holder } };
}

/** What is to go along though it was added since: with the survivor now, and nobody else's by a merge that holds. */
async function rowsToTake(
  { db }: CommandContext,
  holderId: string,
  take: readonly string[],
  above: readonly CustomerMerge[],
): Promise<MovedRow[]> {
  const rows = await findRowsOf(db, holderId, take);
  const holding = (await listHolding(db, holderId)).filter((id) => !above.some((merge) => merge.id === id));
  const elsewhere = new Set((await listRemembered(db, holding)).map(({ rowId }) => rowId));
  const found = new Set(rows.map(({ rowId }) => rowId));
  const wrong = take.some((id) => !found.has(id) || elsewhere.has(id));
  if (wrong)
    throw badInput({
      faults: [{ field: 'take', message: 'Choose only what belongs to the record that it was merged into' }],
    });
  return rows;
}

/** The merges that hold, of every record that is part of this one. */
async function listHolding(db: CommandContext['db'], id: string): Promise<string[]> {
  const holding: string[] = [];
  for (let ids = [id]; ids.length > 0;) {
    const merges = (await listMergesInto(db, ids)).filter(({ undoneAt }) => undoneAt === null);
    holding.push(...merges.map((merge) => merge.id));
    ids = merges.map(({ mergedId }) => mergedId);
  }
  return holding;
}

/** Later merges up the chain no longer lead these rows anywhere, and this one remembers nothing more. */
async function forget(
  { db }: CommandContext,
  { id, authorityId }: CustomerMerge,
  above: readonly CustomerMerge[],
  rows: readonly MovedRow[],
): Promise<void> {
  const lost = rows
    .filter(({ table }) => table === 'contact_points')
    .map(({ table, rowId }) => ({ table, rowId, column: 'preferred' }));
  const aboveIds = above.map((merge) => merge.id);
  await forgetRows(db, authorityId, aboveIds, [...rows, ...lost]);
  await forgetRows(db, authorityId, [id], rows);
}

/** Answers the later merges into the same survivor, which hold still. */
async function takeFieldsBack(
  { db }: CommandContext,
  merge: CustomerMerge,
  survivor: Customer,
): Promise<CustomerMerge[]> {
  const after = (await listMergesInto(db, [survivor.id]))
    .filter(({ undoneAt, survivorVersion }) => undoneAt === null && survivorVersion > merge.survivorVersion)
    .sort((a, b) => a.survivorVersion - b.survivorVersion);
  const { restored, later } = undoFields(survivor, merge.fields, after);
  await writeFields(db, survivor, restored);
  for (const { id, fields } of later) await updateMergeFields(db, id, fields);
  return after;
}

function personIn({ actor }: CommandContext): string | null {
  return actor.kind === 'staff' ? actor.staffId : null;
}
