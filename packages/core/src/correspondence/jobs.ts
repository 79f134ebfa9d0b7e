import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { uuidField } from '../kernel/input.js';
import { defineJob, type JobSpec } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import type { MessageRule } from '../services/index.js';
import { everyAuthority } from '../kernel/scope.js';
import { queueAutomatic } from './commands/queue-automatic.js';
import { recordDelivery } from './commands/record-delivery.js';
import { senderFor, type MessageSender } from './message-sender.js';
import { findMessage, listWaitingFor } from './repository.js';

const actor = systemActor('tells customers about their cases');

const CaseEvent = z.looseObject({
  id: z.string(),
  topic: z.string(),
  subjectId: uuidField,
  payload: z.looseObject({ to: z.string().optional() }),
});

const occasionOf: Readonly<Record<string, MessageRule['event']>> = {
  'case.logged': 'logged',
  'case.status-changed': 'status',
  'case.reopened': 'reopened',
  'case.resolved': 'closed',
};

/** Writes to customers when something happens to their case. */
export const tellCustomers = defineJob({
  kind: 'correspondence.tell-customers',
  payload: CaseEvent,
  topics: Object.keys(occasionOf),
  run: async (kernel, { id: eventId, topic, subjectId: caseId, payload }) => {
    const occasion = occasionOf[topic];
    if (occasion === undefined) return;
    const status = occasion === 'status' ? (payload.to ?? null) : null;
    await runCommand(kernel, actor, queueAutomatic, { caseId, occasion, status, eventId });
  },
});

const Queued = z.looseObject({ subjectId: uuidField });
const sweptAtOnce = 200;
/** What was put back waits at least this long, so that a sender that is down isn't asked over and over. */
const sweepEveryMs = 5 * MINUTE_MS;

/** Hands messages to whatever sends them. Without a sender for a channel they wait, and say so. */
export function deliveryJobs(senders: () => readonly MessageSender[]): JobSpec[] {
  const deliver = defineJob({
    kind: 'correspondence.deliver',
    payload: Queued,
    topics: ['message.queued'],
    run: (kernel, { subjectId }) => deliverMessage(kernel, senders(), subjectId),
  });
  const sweep = defineJob({
    kind: 'correspondence.deliver-waiting',
    payload: z.strictObject({}),
    everyMs: sweepEveryMs,
    run: async (kernel) => {
      const channels = [...new Set(senders().flatMap((sender) => sender.channels))];
      const before = kernel.clock.now() - sweepEveryMs;
      const waiting = await listWaitingFor(kernel.db.read(everyAuthority), { channels, before, limit: sweptAtOnce });
      for (const id of waiting) await deliverMessage(kernel, senders(), id);
    },
  });
  return [deliver, sweep];
}

async function deliverMessage(kernel: Kernel, senders: readonly MessageSender[], id: string): Promise<void> {
  const queued = await findMessage(kernel.db.read(everyAuthority), id);
  const sender = queued && senderFor(senders, queued.channel);
  if (!sender) return;
  const begun = await runCommand(kernel, actor, recordDelivery, { id, step: 'begin' });
  if (!begun) return;
  const { channel, language, recipientName, address, subject, body } = begun;
  const sending = await sender.send({ id, channel, language, recipientName, address, subject, body });
  if (sending.sent) {
    const { reference: senderReference } = sending;
    await runCommand(kernel, actor, recordDelivery, { id, step: 'deliver', senderReference });
    return;
  }
  const step = sending.again === 'later' ? 'put-back' : 'fail';
  await runCommand(kernel, actor, recordDelivery, { id, step, detail: sending.detail });
}
