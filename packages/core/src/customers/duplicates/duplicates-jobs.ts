import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { addJob, defineJob } from '../../kernel/jobs.js';
import { toLocal } from '../../kernel/london-time.js';
import { findDuplicatesKind } from '../commands/look-for-duplicates.js';
import { everyAuthority } from '../../kernel/scope.js';
import { isQuietHour } from '../quiet-hours.js';
import { findDuplicatesOf } from './find-duplicates-of.js';

/** Looks through one authority's customers. Never across authorities: each is a controller of its own. */
export const findDuplicatesJob = defineJob({
  kind: findDuplicatesKind,
  payload: z.strictObject({ authorityId: z.number().int().positive() }),
  leaseMs: 60 * MINUTE_MS,
  run: (kernel, { authorityId }) => findDuplicatesOf(kernel, authorityId),
});

/** Has every authority's customers looked through once a night: of its several chances the first one counts. */
export const findDuplicatesNightly = defineJob({
  kind: 'customers.find-duplicates-nightly',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    const runAt = kernel.clock.now();
    if (!isQuietHour(runAt)) return;
    const { on } = toLocal(runAt);
    const authorities = await listAuthorities(kernel);
    await kernel.db.write(everyAuthority, async (db) => {
      for (const { id: authorityId } of authorities) {
        const uniqueKey = `${findDuplicatesKind}:${authorityId}:${on}`;
        await addJob(kernel, db, { kind: findDuplicatesKind, payload: { authorityId }, runAt, uniqueKey });
      }
    });
  },
});
