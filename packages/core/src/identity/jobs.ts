import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../kernel/clock.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { removeOldDrafts } from './drafts-repository.js';
import { draftsLastMs } from './drafts.js';
import { removePastLinks } from './links-repository.js';
import { removeUnusedSessions } from './sessions-repository.js';
import { removePastThrottles } from './throttles-repository.js';

/** For so long after its last use a session still says whose it was, so that what it sends late is kept for that person. */
const unusedSessionsKeptMs = 2 * DAY_MS;

/** Clears away ended sessions, spent links, forgotten failures and old drafts. */
export const tidyIdentity = defineJob({
  kind: 'identity.tidy',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async ({ db, clock }) => {
    const now = clock.now();
    await db.write(everyAuthority, async (writes) => {
      await removeUnusedSessions(writes, now - unusedSessionsKeptMs);
      await removePastLinks(writes, now);
      await removePastThrottles(writes, now);
      await removeOldDrafts(writes, now - draftsLastMs);
    });
  },
});
