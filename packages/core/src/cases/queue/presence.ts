import { z } from 'zod';
import { SECOND_MS } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { deskRoute, json, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { ByReference } from '../page/case-desk.js';
import { doings, endPresence, listPresent, savePresence, type Doing, type Present } from './presence-repository.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Case } from '../types.js';

/** How long somebody counts as writing after their browser last said so: it says so every 20 seconds. */
const lastsMs = 45 * SECOND_MS;

/** Who else is writing on a case just now. */
export const listPresentColleagues = defineQuery({
  name: 'cases.list-present-colleagues',
  permission: 'cases.read',
  input: ByReference,
  run: async (context, address): Promise<{ found: Pick<Case, 'id' | 'authorityId'>; present: Present[] }> => {
    const { actor, db, now } = context;
    const found = await lookUp(context, address);
    await refuseUnlessOpen(context, found);
    const me = actor.kind === 'staff' ? actor.staffId : '';
    return { found, present: await listPresent(db, found.id, me, now) };
  },
});

const path = '/desk/cases/:reference/presence';

export const presenceRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission: 'cases.read',
    params: ByReference,
    handle: async (context) => presenceReply((await context.read(listPresentColleagues, context.params)).present),
  }),
  deskRoute({
    method: 'post',
    path,
    permission: 'cases.note',
    params: ByReference,
    body: z.strictObject({ doing: z.enum([...doings, 'nothing']) }),
    handle: async (context) => {
      const { found, present } = await context.read(listPresentColleagues, context.params);
      await keepPresence(context, found, context.body.doing);
      return presenceReply(present);
    },
  }),
];

async function keepPresence(
  { kernel, visitor, now }: RouteContext<unknown, unknown, unknown>,
  found: Pick<Case, 'id' | 'authorityId'>,
  doing: Doing | 'nothing',
): Promise<void> {
  if (visitor.actor.kind !== 'staff') throw notFound();
  const person = visitor.actor.staffId;
  if (doing === 'nothing') await endPresence(kernel.db, found.id, person);
  else await savePresence(kernel.db, found, { person, doing, now, until: now + lastsMs });
}

function presenceReply(present: readonly Present[]): Reply {
  return json({ words: presenceWords(present) });
}

const doingWords: Readonly<Record<Doing, string>> = {
  editing: 'is editing this case',
  noting: 'is writing a note',
  replying: 'is replying to the customer',
};

/** "Tom Reyes is editing this case now." For several: a sentence each. */
export function presenceWords(present: readonly Present[]): string {
  return present.map(({ name, doing }) => `${name} ${doingWords[doing]} now.`).join(' ');
}
