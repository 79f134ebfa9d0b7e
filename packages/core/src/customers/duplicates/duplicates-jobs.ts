import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { addJob, defineJob } from '../../kernel/jobs.js';
import { toLocal } from '../../kernel/london-time.js';
import { findDuplicatesKind } from '../commands/look-for-duplicates.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findDuplicatesOf } from './find-duplicates-of.js';

/** Looks through one authority's customers. Never across authorities: each is a controller of its own. */
export const findDuplicatesJob = defineJob({
  kind: findDuplicatesKind,
  payload: z.strictObject({ authorityId: z.number().int().positive() }),
  leaseMs: 60 * MINUTE_MS,
  run: (kernel, { authorityId }) => findDuplicatesOf(kernel, authorityId),
});

/** By London's clock. Several chances in a night, of which the first one counts. */
const nightHours = { from: 2, to: 5 } as const;

/** Has every authority's customers looked through once a night, when the desks are quiet. */
export const findDuplicatesNightly = defineJob({
  kind: 'customers.find-duplicates-nightly',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    const runAt = kernel.clock.now();
    const { on, minuteOfDay } = toLocal(runAt);
    const hour = Math.floor(minuteOfDay / 60);
    if (hour < nightHours.from || hour > nightHours.to) return;
    const authorities = await listAuthorities(kernel);
    await kernel.db.write(everyAuthority, async (db) => {
      for (const { id: authorityId } of authorities) {
        const uniqueKey = `${findDuplicatesKind}:${authorityId}:${on}`;
        await addJob(kernel, db, { kind: findDuplicatesKind, payload: { authorityId }, runAt, uniqueKey });
      }
    });
  },
});
