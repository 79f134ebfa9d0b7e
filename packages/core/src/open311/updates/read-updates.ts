import { z } from 'zod';
import { definitionOf } from '../../cases/index.js';
import { DAY_MS } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { findKey } from '../keys/keys-repository.js';
import { requestsAtMost } from '../requests/read-requests.js';
import { updateRow } from './update-row.js';
import { listUpdatesOfKey } from './updates-repository.js';

/** For how long whoever reported a case is told of it. */
const followedMs = 365 * DAY_MS;

/** What happened to the cases that were reported with a key, the earliest first. @throws not_found */
export const readUpdates = defineQuery({
  name: 'open311.read-updates',
  permission: 'open311.manage',
  input: z.strictObject({ keyId: uuidField, from: z.number().int(), to: z.number().int() }),
  run: async (context, { keyId, from, to }) => {
    const key = await findKey(context.db, keyId);
    if (!key) throw notFound();
    const window = { since: from - followedMs, from, to, limit: requestsAtMost };
    const found = await listUpdatesOfKey(context.db, keyId, window);
    context.shown(key.authorityId, 'case', [...new Set(found.map(({ caseId }) => caseId))]);
    const rows = [];
    // Versions are kept in memory: a new one is read once.
    for (const event of found) rows.push(updateRow(event, await definitionOf(context.db, event.serviceVersionId)));
    return rows;
  },
});
