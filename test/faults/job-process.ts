// A worker in a process of its own whose only job begins, and ends when its payload says so. Run by the test beside:
//   node job-process.js <instance> <lease in ms> hang|finish
import { z } from 'zod';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { createWorker } from '#core/jobs/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { systemClock } from '#core/kernel/clock.js';
import { defineCommand, runCommand } from '#core/kernel/command.js';
import { readConfig } from '#core/kernel/config.js';
import { defineJob } from '#core/kernel/jobs.js';

const [directory = '', lease = '', manner = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(directory, {}), systemClock());

const Payload = z.strictObject({ authorityId: z.number() });

/** The job's effect: one audit row. */
const haveEffect = defineCommand({
  name: 'test.have-effect',
  permission: 'test.have-effect',
  input: Payload,
  run: async (context, { authorityId }) => {
    await context.audit({ authorityId, subject: { kind: 'effect', id: 'the-effect' } });
    return {};
  },
});

const job = defineJob({
  kind: 'test.slow-work',
  payload: Payload,
  leaseMs: Number(lease),
  run: async (_kernel, payload) => {
    process.stdout.write('claimed\n');
    if (manner === 'hang') await new Promise(() => setInterval(() => undefined, 1000));
    await runCommand(kernel, systemActor('a test'), haveEffect, payload);
    process.stdout.write('done\n');
  },
});

process.once('SIGTERM', () => void worker.stop().then(() => closeKernel(kernel)));
const worker = createWorker(kernel, [job]);
worker.start();
