import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { defineQuery } from '../../kernel/query.js';
import { listEntered, type EnteredContact } from './captured-repository.js';

const daysShown = 14;
const atMost = 100;

/** Contacts of the last fourteen days that were taken while the desk stood in, the latest first. */
export const listCaptured = defineQuery({
  name: 'interactions.list-captured',
  permission: 'interactions.handle',
  input: z.strictObject({}),
  run: async (context): Promise<EnteredContact[]> => {
    const found = await listEntered(context.db, { since: context.now - daysShown * DAY_MS, limit: atMost });
    for (const { authorityId, id } of found) context.shown(authorityId, 'interaction', [id]);
    return found;
  },
});
