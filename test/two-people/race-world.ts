import { createCustomer } from '#core/customers/index.js';
import { logCase } from '#core/cases/index.js';
import { startInteraction } from '#core/interactions/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from '../tenancy/seed.js';

/** How many press at once. */
export const people = 8;

/** What races are run on: fresh records, and a look at what became of them. */
export interface RaceWorld {
  readonly aCase: () => Promise<{ id: string }>;
  readonly aCustomer: () => Promise<{ id: string }>;
  readonly anInteraction: () => Promise<{ id: string; version: number }>;
  /** Rows as they are stored. */
  readonly read: <R>(table: string, where: Readonly<Record<string, string | number>>) => Promise<R[]>;
  readonly only: <R>(table: string, id: string) => Promise<R>;
}

export function raceWorld(world: () => TestWorld, at: () => Seeded): RaceWorld {
  const read: RaceWorld['read'] = <R>(table: string, where: Readonly<Record<string, string | number>>) => {
    const db = world().kernel.db.read(everyAuthority);
    return db.rows<R>(db.from(table).where(where).select('*'));
  };
  return {
    read,
    only: async <R>(table: string, id: string) => (await read<R>(table, { id }))[0] as R,
    aCase: () =>
      world().run(at().actor, logCase, {
        serviceId: at().serviceId,
        answers: { bin: 'rubbish' },
        location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' },
      }),
    aCustomer: () =>
      world().run(at().actor, createCustomer, {
        authorityId: at().authorityId,
        firstName: 'Joan',
        lastName: 'Racer',
        confirmedNew: true,
      }),
    anInteraction: () =>
      world().run(at().actor, startInteraction, { channel: 'telephone', authorityId: at().authorityId }),
  };
}
