import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { uuidField } from '../kernel/input.js';
import { defineJob } from '../kernel/jobs.js';
import { gatherStrays } from './commands/gather-strays.js';

const MergedEvent = z.looseObject({ payload: z.looseObject({ mergedId: uuidField }) });

/** After a merge: what somebody wrote for the merged customer in the same moment follows it. */
export const followMerges = defineJob({
  kind: 'customers.follow-merges',
  payload: MergedEvent,
  topics: ['customer.merged'],
  run: async (kernel, { payload }) => {
    await runCommand(kernel, systemActor('two records became one'), gatherStrays, { id: payload.mergedId });
  },
});
