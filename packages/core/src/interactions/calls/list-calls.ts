import { z } from 'zod';
import { HOUR_MS } from '../../kernel/clock.js';
import { defineQuery } from '../../kernel/query.js';
import { listLive, type LiveCall } from './calls-repository.js';

/** A call of which nothing was told for so long is over, whether the telephone system said so or not. */
const silentForMs = 2 * HOUR_MS;

/** The calls of the reader's councils that go on and are no contact yet, those that ring longest first. */
export const listCalls = defineQuery({
  name: 'interactions.list-calls',
  permission: 'interactions.handle',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  run: async ({ db, now }, { limit }): Promise<LiveCall[]> => {
    const { authorityIds } = db.scope;
    const authorities = authorityIds === 'all' ? [] : authorityIds;
    return await listLive(db, { authorities, since: now - silentForMs, limit });
  },
});
