import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../kernel/clock.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { removeOldDrafts } from './drafts-repository.js';
import { draftsLastMs } from './drafts.js';
import { removePastLinks } from './links-repository.js';
import { removeEndedSessions } from './sessions-repository.js';
import { removePastThrottles } from './throttles-repository.js';

/** For so long an ended session still says whose it was, so that what it sends late is kept for that person. */
const endedSessionsKeptMs = 2 * DAY_MS;

/** Clears away ended sessions, spent links, forgotten failures and old drafts. */
export const tidyIdentity = defineJob({
  kind: 'identity.tidy',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async ({ db, clock }) => {
    const now = clock.now();
    await db.write(everyAuthority, async (writes) => {
      await removeEndedSessions(writes, now - endedSessionsKeptMs);
      await removePastLinks(writes, now);
      await removePastThrottles(writes, now);
      await removeOldDrafts(writes, now - draftsLastMs);
    });
  },
});
