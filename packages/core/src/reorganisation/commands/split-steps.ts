import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { moveInSearch } from '../../customers/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import type { Writes } from '../../kernel/db/database.js';
import type { TableSpec } from '../../kernel/db/tables.js';
import { endOfStretch, renameAmong, type KeyValues } from '../move-repository.js';
import { clashes } from '../clashes.js';
import { byCommandLine } from '../permissions.js';
import { ensureCopies, type Copying } from '../split-copies.js';
import {
  giveRows,
  listNamed,
  nameContactsAuthority,
  nameCopies,
  nextGoing,
  type Going,
  type Splitting,
} from '../split-move-repository.js';
import { addToArea, decide, findMoving, listFates, listGoingCases, listGoingContacts } from '../split-repository.js';
import { copied, follows, roots } from '../split-rules.js';
import { splitSteps } from '../splittings-repository.js';
import { referencesToOwned } from '../table-order.js';

const rowsAtOnce = 500;
const splitting = {
  ...{ split: z.string(), from: z.number().int(), to: z.number().int() },
  on: z.custom<LocalDate>((value) => typeof value === 'string'),
  services: z.array(z.string()).optional(),
};
const about = (id: number) => ({ kind: 'authority', id: String(id) });
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const lowestId = '00000000-0000-0000-0000-000000000000';

/** Puts some of the places into the other council's area as well. */
export const addPlaces = defineCommand({
  name: 'reorganisation.add-split-places',
  permission: byCommandLine,
  input: z.strictObject({ ...splitting, places: z.array(z.string()).max(1000) }),
  run: async ({ db, audit }, { split, from, to, places }) => {
    const added = await addToArea(db, to, places);
    await audit({ authorityId: from, subject: about(from), details: { reorganisation: split, places: added } });
  },
});

/** Decides of the next cases, contacts or customers whether they go. Answers after which the next call goes on. */
export const decideNext = defineCommand({
  name: 'reorganisation.decide-split',
  permission: byCommandLine,
  input: z.strictObject({ ...splitting, table: z.enum(roots), after: z.string().optional() }),
  run: async (context, { table, after, services, ...which }) => {
    const { db, audit } = context;
    const spec = specOf(context, table);
    const key = after === undefined ? undefined : [after];
    const bounds = { column: 'authority_id', from: which.from, rows: rowsAtOnce };
    const end = await endOfStretch(db, { table: spec, after: key }, bounds);
    const upTo = end === undefined ? undefined : String(end[0]);
    const { split, from, to } = which;
    const deciding = { split, from, to, after: after ?? lowestId, upTo: upTo ?? highestId };
    const going = (ids: readonly string[]) => ids.map((id) => ({ id, becomes: 'moved' as const }));
    let rows = 0;
    if (table === 'customers') {
      const fates = await listFates(db, deciding);
      const wanted = services ? fates.filter((fate) => fate.becomes === 'copied') : fates;
      await decide(
        db,
        { split, table },
        wanted.filter(({ becomes }) => becomes === 'moved'),
      );
      const copies = wanted.filter(({ becomes }) => becomes === 'copied').map(({ id }) => id);
      rows = wanted.length;
      await ensureCopies(db, 'customers', copies, await copyingOf(context, which));
    } else if (table === 'cases' || services === undefined) {
      const ids =
        table === 'cases' ? await listGoingCases(db, deciding, services) : await listGoingContacts(db, deciding);
      rows = ids.length;
      await decide(db, { split, table }, going(ids));
    }
    await audit({ authorityId: from, subject: about(from), details: { reorganisation: split, decided: table, rows } });
    return { last: upTo ?? null };
  },
});

/** Says that everything is decided: from now on rows go, and nothing is decided anew. */
export const endDeciding = defineCommand({
  name: splitSteps.decided,
  permission: byCommandLine,
  input: z.strictObject(splitting),
  run: async ({ audit }, { split, from }) =>
    await audit({ authorityId: from, subject: about(from), details: { reorganisation: split } }),
});

async function copyingOf(
  { kernel, newId }: Pick<CommandContext, 'kernel' | 'newId'>,
  { on, ...which }: Splitting & { readonly on: LocalDate },
): Promise<Copying> {
  const { slug } = await getAuthority(kernel, which.from);
  return { splitting: which, slug, on, schema: kernel.db.tables, newId };
}

function specOf({ kernel }: Pick<CommandContext, 'kernel'>, table: string): TableSpec {
  const spec = kernel.db.tables.get(table);
  if (!spec) throw new Error(`there is no table ${table}`);
  return spec;
}

/** Tables whose rows go, parents before what follows them. */
export const splitTables: readonly (readonly [string, Going])[] = [
  ...roots.map((table) => [table, 'decided'] as const),
  ...Object.entries(follows),
  ['property_facts', 'facts'],
];

/** Moves the next rows of a table that go, and copies what they name that stays. */
export const giveNext = defineCommand({
  name: splitSteps.given,
  permission: byCommandLine,
  input: z.strictObject({ ...splitting, table: z.string(), after: z.custom<KeyValues>().optional() }),
  run: async (context, { table, after, services, ...which }) => {
    const { db, audit } = context;
    const going = splitTables.find(([name]) => name === table)?.[1] ?? [];
    const spec = specOf(context, table);
    if (going === 'facts' && services) return await nothing(context, which);
    const stretch = { splitting: which, going, after };
    const keys = await nextGoing(db, spec, { ...stretch, limit: rowsAtOnce });
    const upTo = keys.at(-1);
    if (!upTo) return await nothing(context, which);
    const ids = 'id' in spec.columns ? keys.map(([id = '']) => String(id)) : [];
    const copies = ids.length > 0 ? await copyNamed(db, spec, ids, await copyingOf(context, which)) : 0;
    if (table === 'customers') await moveInSearch(db, which, ids);
    for (const clash of (going === 'decided' && clashes[table]) || [])
      if (clash.becomes === 'renamed')
        await renameAmong(db, spec, clash, {
          ids,
          suffix: `-${(await getAuthority(context.kernel, which.from)).slug}`,
          to: which.to,
        });
    const moved = await giveRows(db, spec, { ...stretch, upTo, on: which.on });
    if (table === 'interactions') await nameContactsAuthority(db, which.to, ids);
    await audit({
      ...{ authorityId: which.from, otherSideId: which.to, subject: about(which.from) },
      details: { reorganisation: which.split, what: table, moved, copies },
    });
    return { moved, next: keys.length < rowsAtOnce ? null : upTo };
  },
});

async function nothing({ audit }: CommandContext, { split, from }: Splitting) {
  await audit({ authorityId: from, subject: about(from), details: { reorganisation: split, moved: 0 } });
  return { moved: 0, next: null };
}

/** What going rows name and what stays is copied, and they name the copies. Answers how many were made. */
async function copyNamed(db: Writes, spec: TableSpec, ids: readonly string[], copying: Copying): Promise<number> {
  const { split, from } = copying.splitting;
  let made = 0;
  for (const reference of referencesToOwned(copying.schema)) {
    const to = copied.find((each) => each === reference.to);
    if (reference.table !== spec.name || to === undefined || spec.name === to) continue;
    const named = await listNamed(db, reference, from, ids);
    const isMoving = to === 'customers' ? await findMoving(db, split, named) : new Set<string>();
    made += await ensureCopies(
      db,
      to,
      named.filter((id) => !isMoving.has(id)),
      copying,
    );
    await nameCopies(db, reference, split, ids);
  }
  return made;
}

/** Says for both councils that all that goes has gone. */
export const finishSplit = defineCommand({
  name: splitSteps.finished,
  permission: byCommandLine,
  input: z.strictObject(splitting),
  run: async ({ audit }, { split, from, to }) =>
    await audit({ authorityId: from, otherSideId: to, subject: about(from), details: { reorganisation: split } }),
});
