import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { systemActor } from '../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { defineJob } from '../kernel/jobs.js';
import { toLocal } from '../kernel/london-time.js';
import { findDuplicatesKind, lookForDuplicates } from './commands/look-for-duplicates.js';
import { findDuplicatesOf } from './find-duplicates-of.js';

/** Looks through one authority's customers. Never across authorities: each is a controller of its own. */
export const findDuplicatesJob = defineJob({
  kind: findDuplicatesKind,
  payload: z.strictObject({ authorityId: z.number().int().positive() }),
  leaseMs: 60 * MINUTE_MS,
  run: (kernel, { authorityId }) => findDuplicatesOf(kernel, authorityId),
});

/** By London's clock. */
const nightHour = 2;

/** Has every authority's customers looked through once a night, when the desks are quiet. */
export const findDuplicatesNightly = defineJob({
  kind: 'customers.find-duplicates-nightly',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    if (Math.floor(toLocal(kernel.clock.now()).minuteOfDay / 60) !== nightHour) return;
    const actor = systemActor('a nightly look for duplicates');
    for (const { id: authorityId } of await listAuthorities(kernel))
      await runCommand(kernel, actor, lookForDuplicates, { authorityId });
  },
});
