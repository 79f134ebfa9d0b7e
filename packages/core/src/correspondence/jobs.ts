import { z } from 'zod';
import { queueDelivery } from '../adapters/index.js';
import { definitionOf, findCase } from '../cases/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { uuidField } from '../kernel/input.js';
import { defineJob, type JobSpec } from '../kernel/jobs.js';
import type { MessageRule } from '../services/index.js';
import { everyAuthority } from '../kernel/scope.js';
import { queueAutomatic } from './commands/queue-automatic.js';
import { recordDelivery } from './commands/record-delivery.js';
import { messageCourier } from './message-courier.js';
import { findMessage } from './repository.js';

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

/** Has a message that may go delivered: it waits for an adapter that sends by its channel. */
export const queueMessages = defineJob({
  kind: 'correspondence.deliver',
  payload: Queued,
  topics: ['message.queued'],
  run: async (kernel, { subjectId: id }) => {
    const db = kernel.db.read(everyAuthority);
    const message = await findMessage(db, id);
    if (!message) return;
    const { authorityId, caseId, interactionId, channel } = message;
    const ofCase = caseId === null ? undefined : await findCase(db, caseId);
    const service = ofCase === undefined ? null : (await definitionOf(db, ofCase.serviceVersionId)).key;
    const about = { authorityId, subjectId: id, idempotencyKey: id, orderKey: caseId ?? interactionId ?? id };
    await queueDelivery(kernel, messageCourier, { ...about, service, variant: channel });
  },
});

const Settled = z.looseObject({ payload: z.looseObject({ operation: z.string(), subjectId: uuidField }) });

/** Somebody settled a message's delivery without the adapter: the message is settled with it. */
const settledBy = (kind: string, topic: string, step: 'deliver' | 'cancel'): JobSpec =>
  defineJob({
    kind,
    payload: Settled,
    topics: [topic],
    run: async (kernel, { payload: { operation, subjectId: id } }) => {
      if (operation === messageCourier.operation) await runCommand(kernel, actor, recordDelivery, { id, step });
    },
  });

export const deliveryJobs: readonly JobSpec[] = [
  queueMessages,
  settledBy('correspondence.settle-by-hand', 'delivery.by-hand', 'deliver'),
  settledBy('correspondence.settle-cancelled', 'delivery.cancelled', 'cancel'),
];
