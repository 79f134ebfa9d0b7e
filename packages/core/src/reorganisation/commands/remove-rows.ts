import { z } from 'zod';
import { unindexCustomers } from '../../customers/index.js';
import { defineCommand } from '../../kernel/command.js';
import { byCommandLine } from '../permissions.js';
import { leaveShellsOfContacts, removeNamings } from '../leave-repository.js';
import { cutCrossing, cutWithin, removeSome, rowsOf } from '../rows-repository.js';
import { childrenFirst, referencesToOwned } from '../table-order.js';
import { tableRules } from '../table-rules.js';

const step = z.strictObject({ reorganisation: z.string(), authorityId: z.number().int() });
const aboutAuthority = (authorityId: number) => ({ kind: 'authority', id: String(authorityId) });

/** Cuts what names a leaving authority's rows from outside, so that they can go. Doing it again changes nothing. */
export const cutLinks = defineCommand({
  name: 'reorganisation.cut-links',
  permission: byCommandLine,
  input: step.extend({ partnershipId: z.number().int() }),
  run: async ({ db, kernel, audit }, { reorganisation, authorityId, partnershipId }) => {
    const shells = await leaveShellsOfContacts(db, authorityId, partnershipId);
    const cut: Record<string, number> = {};
    for (const reference of referencesToOwned(kernel.db.tables)) {
      const within = reference.table === reference.to && reference.canBeEmpty;
      const count = await cutCrossing(db, reference, authorityId);
      if (count > 0) cut[`${reference.table}.${reference.column}`] = count;
      if (within) await cutWithin(db, reference, authorityId);
    }
    await removeNamings(db, authorityId);
    await audit({ authorityId, subject: aboutAuthority(authorityId), details: { reorganisation, shells, cut } });
    return { shells, cut };
  },
});

const rowsAtOnce = 1000;

/** Takes some customers out of the search. Answers after which the next call goes on; null when none is left. */
export const unindexSome = defineCommand({
  name: 'reorganisation.unindex-customers',
  permission: byCommandLine,
  input: step.extend({ after: z.number().int() }),
  run: async ({ db, audit }, { reorganisation, authorityId, after }) => {
    const last = await unindexCustomers(db, authorityId, after, rowsAtOnce);
    await audit({ authorityId, subject: aboutAuthority(authorityId), details: { reorganisation, after, last } });
    return { last: last ?? null };
  },
});

/** Removes the next rows of a leaving authority, those first to which no others refer. Answers what, and null at the end. */
export const removeNextRows = defineCommand({
  name: 'reorganisation.remove-rows',
  permission: byCommandLine,
  input: step.extend({ from: z.string().optional() }),
  run: async ({ db, kernel, audit }, { reorganisation, authorityId, from }) => {
    const order = childrenFirst(kernel.db.tables).filter(({ name }) => tableRules[name]?.leaving !== 'kept');
    const own = db.within(rowsOf(authorityId));
    const start = Math.max(
      0,
      order.findIndex(({ name }) => name === from),
    );
    for (const table of order.slice(start)) {
      const rows = await removeSome(own, table, rowsAtOnce);
      if (rows === 0) continue;
      const details = { reorganisation, table: table.name, rows };
      await audit({ authorityId, subject: aboutAuthority(authorityId), details });
      return { table: table.name, rows };
    }
    await audit({ authorityId, subject: aboutAuthority(authorityId), details: { reorganisation, rows: 0 } });
    return null;
  },
});
