import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { defineQuery } from '../../kernel/query.js';
import { listEntered, type EnteredContact } from './captured-repository.js';

/** For so long it is shown what became of such a contact. */
export const shownForMs = 14 * DAY_MS;
const atMost = 100;

/** Contacts of the last fourteen days that were taken while the desk stood in, the latest first. */
export const listCaptured = defineQuery({
  name: 'interactions.list-captured',
  permission: 'interactions.handle',
  input: z.strictObject({}),
  run: async (context): Promise<EnteredContact[]> => {
    const found = await listEntered(context.db, { since: context.now - shownForMs, limit: atMost });
    for (const { authorityId, id } of found) context.shown(authorityId, 'interaction', [id]);
    return found;
  },
});
