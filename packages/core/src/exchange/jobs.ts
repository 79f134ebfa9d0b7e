import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { SECOND_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { defineJob } from '../kernel/jobs.js';
import { sendStatus } from './commands/send-status.js';
import { fetchFiles } from './files/fetch-files.js';
import { deliverMessages, deliveryLeaseMs } from './wire/deliver.js';

/** Sends what waits for councils in other installations. */
export const deliverToPeers = defineJob({
  kind: 'exchange.deliver',
  payload: z.strictObject({}),
  everyMs: 2 * SECOND_MS,
  leaseMs: deliveryLeaseMs,
  run: async (kernel) => void (await deliverMessages(kernel)),
});

/** Fetches files that other councils announced. A run outlasts its time by the piece that it waits for. */
export const fetchFromPeers = defineJob({
  kind: 'exchange.fetch-files',
  payload: z.strictObject({}),
  everyMs: 2 * SECOND_MS,
  leaseMs: deliveryLeaseMs,
  run: async (kernel) => void (await fetchFiles(kernel)),
});

/** Tells the other council how a case stands that was handed over to us, or by us. */
export const tellStatus = defineJob({
  kind: 'exchange.tell-status',
  payload: z.object({ subjectId: z.string() }),
  topics: ['case.status-changed', 'case.resolved', 'case.reopened'],
  run: async (kernel, { subjectId }) => {
    await runCommand(kernel, systemActor('the status of a case changed'), sendStatus, { caseId: subjectId });
  },
});
