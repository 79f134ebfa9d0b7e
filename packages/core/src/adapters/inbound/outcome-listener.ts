import { z } from 'zod';
import { everyAuthority } from '../../kernel/scope.js';
import { endOutcome, findDelivered } from '../outcomes-repository.js';
import { servesCouncil } from '../serving.js';
import type { AnyCourier } from '../types.js';
import type { Listener } from './inbound-types.js';

const Said = z.looseObject({ reference: z.string().max(200), outcome: z.string().max(40) });

/** Hears what became of deliveries, and has it kept as where it was asked for; it is then asked for no more. */
export function outcomeListener(couriers: ReadonlyMap<string, AnyCourier>, kind: AnyCourier['kind']): Listener {
  return {
    kind,
    what: 'outcome',
    take: async (kernel, one, { said }, alongside) => {
      const { reference, outcome } = Said.parse(said);
      const db = kernel.db.read(everyAuthority);
      const delivery = await findDelivered(db, { instance: one.name, reference });
      // The far end may tell before its answer to the sending is kept.
      if (!delivery) return 'not-yet';
      const { outcomes } = couriers.get(delivery.operation) ?? {};
      if (!outcomes || !servesCouncil(one, delivery.authorityId)) return 'not-ours';
      await outcomes.keep(kernel, delivery.subjectId, outcome, async (writes) => {
        await endOutcome(writes, delivery);
        await alongside(writes);
      });
      return 'taken';
    },
  };
}
