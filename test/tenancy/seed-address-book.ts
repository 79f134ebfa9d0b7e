import type { AddressesInstance } from '@moothall/adapter-sdk';
import { seal } from '#core/places/elsewhere/sealed-address.js';
import { anAdapter } from '#core/testing/far-end.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** A connection in which a council looks addresses up, and one that it found. */
export interface AddressBooks {
  readonly addressBook: string;
  readonly foundAddress: string;
}

/** The council's own connection, which serves nobody else. What it knows is the gazetteer's, and carries no mark. */
export function seedAddressBook(world: TestWorld, { authorityId, mark }: Council): AddressBooks {
  const name = `addresses${mark}`;
  const address = {
    ...{ uprn: `99990000008${authorityId}`, number: '80', street: 'Quarry Lane', postcode: 'DM4 2LL' },
    ...{ line: '80 Quarry Lane, DM4 2LL', asOf: '2026-11-01' },
  };
  const instance: AddressesInstance = {
    formats: [],
    check: async () => ({ ok: true }),
    search: async () => [address],
  };
  world.connect(anAdapter('addresses', instance, { name, authorityIds: [authorityId] }));
  const told = { source: name, authorityId, at: world.clock.now(), address };
  return { addressBook: name, foundAddress: seal(world.kernel, told) };
}
