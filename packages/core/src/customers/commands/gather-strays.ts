import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { listMergesUp } from '../merge/merge-repository.js';
import { moveRows } from '../merge/merged-rows-repository.js';
import { noteChange } from '../record/note-change.js';
import { findCurrent } from '../repository.js';
import { holdCustomer } from '../write-repository.js';

/**
 * Brings what was written for a merged customer in the very moment of the merge (a case being logged beside it) to the
 * record that it is part of. It is remembered as the merged customer's like the rest.
 */
export const gatherStrays = defineCommand({
  name: 'customers.gather-strays',
  permission: 'customers.merge',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const current = await findCurrent(context.db, id);
    if (!current) throw notFound();
    const holder = await holdCustomer(context.db, current.id, context.now);
    const merges = await listMergesUp(context.db, id);
    const { authorityId } = holder;
    const way = { authorityId, from: id, to: holder.id, mergeIds: merges.map((merge) => merge.id) };
    const gathered = merges.length === 0 ? 0 : await moveRows(context.db, way);
    if (gathered > 0) await noteChange(context, holder, { details: { from: id, gathered } });
    else await context.audit({ authorityId, subject: { kind: 'customer', id }, details: { gathered } });
    return { id: holder.id, gathered };
  },
});
