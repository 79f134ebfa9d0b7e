import { AdapterError } from '@moothall/adapter-sdk';
import { createDispatcher, queueDelivery, type AnyCourier } from '#core/adapters/index.js';
import { messageCourier } from '#core/correspondence/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { aMessageFarEnd } from '#core/testing/far-end.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** A connection of the council's own, and what it could not deliver. */
export interface Connected {
  readonly instance: string;
  readonly deliveryId: string;
}

/** It refuses what it is first given. */
export async function seedAdapters(
  world: TestWorld,
  { authorityId, mark }: Council,
  messageId: string,
): Promise<Connected> {
  const instance = `mail${mark}`;
  const refusal = new AdapterError('refused', `${mark} is not known`);
  world.connect(aMessageFarEnd([refusal, null], { name: instance, authorityIds: [authorityId] }).adapter);
  const about = { authorityId, subjectId: messageId, orderKey: messageId, service: null, variant: 'email' };
  await queueDelivery(world.kernel, { ...messageCourier, takes: () => true }, { ...about, idempotencyKey: messageId });
  const courier: AnyCourier = {
    ...messageCourier,
    begin: async () => ({ id: messageId }),
    settle: async (kernel, _id, _ended, alongside) => {
      await kernel.db.write(everyAuthority, alongside);
    },
  };
  await createDispatcher(world.kernel, [courier]).runDue();
  const db = world.kernel.db.read(everyAuthority);
  const [dead] = await db.rows<{ id: string }>(db.from('deliveries').where({ instance, state: 'dead' }).select('id'));
  if (!dead) throw new Error('nothing was given up');
  return { instance, deliveryId: dead.id };
}
