import { z } from 'zod';
import { queueDelivery } from '../adapters/index.js';
import { runDue } from '../cases/index.js';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { staleVersion } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { callOutErrors } from './call-out-errors.js';
import { passOverRing } from './commands/answer-call-out.js';
import { ringCourier } from './ring-courier.js';
import { findRingToTell } from './ring-messages-repository.js';
import { listUnanswered } from './repository.js';

const lookEveryMs = 15 * SECOND_MS;
const actor = systemActor('whoever was rung did not answer in time');

const Rung = z.looseObject({ payload: z.looseObject({ ringId: uuidField }) });

/** Has whoever is rung written to, by what their entry in the directory has. Whatever comes of it, the ringing goes on. */
export const tellRung = defineJob({
  kind: 'call-outs.tell-rung',
  payload: Rung,
  topics: ['call-out.rung'],
  run: async (kernel, { payload: { ringId } }) => {
    const ring = await findRingToTell(kernel.db.read(everyAuthority), ringId);
    if (ring?.messageState !== 'waiting') return;
    const { authorityId, channel: variant } = ring;
    // One that waits holds up nobody's: each has an order of its own.
    const about = { subjectId: ringId, idempotencyKey: ringId, orderKey: ringId, service: null };
    await queueDelivery(kernel, ringCourier, { authorityId, ...about, variant: variant ?? '' });
  },
});

/** Looks again and again who hasn't answered in time, and rings the next. */
export const watchCallOuts = defineJob({
  kind: 'call-outs.watch',
  payload: z.strictObject({}),
  everyMs: lookEveryMs,
  leaseMs: 2 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    await runDue(
      (limit) => listUnanswered(db, kernel.clock.now(), limit),
      (id) => runCommand(kernel, actor, passOverRing, { id }),
      [callOutErrors.ended, staleVersion], // somebody answered just now
    );
  },
});
