import { nameOfActor } from '../../kernel/actor.js';
import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { line, optional, uuidField, versionField } from '../../kernel/input.js';
import { adapterErrors } from '../adapter-errors.js';
import { findDelivery, updateDelivery } from '../repository.js';
import { deliveryStates } from '../types.js';
import { visibleInstance } from '../visible.js';

export const settlements = ['retry', 'by-hand', 'cancel'] as const;

/**
 * Settles a delivery that waits or was given up: it is tried again now, was done by hand under the far end's reference, or
 * is not wanted any more. @throws not_found; delivery_settled; stale_version; bad_input
 */
export const settleDelivery = defineCommand({
  name: 'adapters.settle-delivery',
  permission: 'adapters.manage',
  input: z.strictObject({
    name: z.string().max(40),
    id: uuidField,
    expectedVersion: versionField,
    does: z.enum(settlements),
    /** What the far end calls what was done by hand. */
    reference: optional(line(200)),
  }),
  output: z.object({ id: z.string(), state: z.enum(deliveryStates), version: z.number() }),
  run: async (context, { name, id, expectedVersion, does, reference }) => {
    const { actor, db, kernel, now } = context;
    visibleInstance(kernel, actor, name);
    const delivery = await findDelivery(db, id);
    if (delivery?.instance !== name) throw notFound();
    const { authorityId, operation, subjectId, state, version } = delivery;
    if (state !== 'dead' && state !== 'waiting') throw adapterErrors.settled({ facts: { state } });
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    if (does === 'by-hand' && reference === undefined)
      throw badInput({ faults: [{ field: 'reference', message: 'Enter what the other system calls it' }] });
    const settledByName = nameOfActor(actor);
    const changes =
      does === 'retry'
        ? ({ state: 'waiting', nextTryAt: now, queuedAt: now, attempts: 0, settledAt: null } as const)
        : ({ state: does === 'by-hand' ? 'by-hand' : 'cancelled', settledAt: now, settledByName } as const);
    if (!(await updateDelivery(db, delivery, { ...changes, ...(reference === undefined ? {} : { reference }) })))
      throw staleVersion();
    await context.audit({
      authorityId,
      subject: { kind: 'delivery', id },
      details: { does, from: state, instance: name },
    });
    if (does !== 'retry') {
      const topic = does === 'by-hand' ? 'delivery.by-hand' : 'delivery.cancelled';
      await context.emit({
        authorityId,
        topic,
        subjectId: id,
        payload: { operation, subjectId, reference: reference ?? null },
      });
    }
    return { id, state: changes.state, version: version + 1 };
  },
});
