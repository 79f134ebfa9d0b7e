import type { AddressSearch, AddressesInstance, GazetteerAddress } from '@moothall/adapter-sdk';
import { adaptersFor, inTime, tryInstance, waitMs } from '../../adapters/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Kernel } from '../../kernel/kernel.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { normalisePostcode } from '../../kernel/postcode.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { normaliseUprn } from '../../kernel/uprn.js';
import { addressSortKey } from '../address-words.js';
import { seal } from './sealed-address.js';

/** A connection that looks addresses up, and for which council it does. */
export interface AddressBook {
  readonly name: string;
  /** By what staff know the system. */
  readonly title: string;
  readonly authorityId: AuthorityId;
  readonly search: NonNullable<AddressesInstance['search']>;
}

/** An address that another system knows. Nothing of it is kept until somebody chooses it. */
export interface AddressElsewhere {
  readonly uprn: string;
  readonly line: string;
  /** Comes back where it is chosen: the whole of it, sealed, so that the other system isn't asked again. */
  readonly chosen: string;
}

export interface AddressAnswer {
  /** `late`: nobody waited for it any longer. `resting`: paused, or after failures, so that it was not asked. */
  readonly state: 'answered' | 'resting' | 'failed' | 'late';
  readonly items: readonly AddressElsewhere[];
  /** Others match too: the words say too little. */
  readonly more: boolean;
}

const mostShown = 50;
/** In characters, of all that is said of an address: nothing that is one is longer. */
const longest = 3000;

/** The connection that looks addresses up for a council, if the actor may; none of another council ever. */
export function addressBookFor(
  { adapters }: Pick<Kernel, 'adapters'>,
  actor: Actor,
  authorityId: AuthorityId,
): AddressBook | undefined {
  if (!may(actor, 'places.look-up', authorityId)) return undefined;
  for (const { name, title, instance } of adaptersFor(adapters, { kind: 'addresses', authorityId, service: null }))
    if (instance.search) return { name, title, authorityId, search: (wanted) => searchIn(instance, wanted) };
  return undefined;
}

async function searchIn(instance: AddressesInstance, wanted: AddressSearch): Promise<readonly GazetteerAddress[]> {
  return (await instance.search?.(wanted)) ?? [];
}

/** Looks an address up, by a whole postcode or by words. It never throws and never takes longer than it may. */
export async function askAddresses(
  kernel: Kernel,
  { name, authorityId, search }: AddressBook,
  text: string,
  withinMs = waitMs,
): Promise<AddressAnswer> {
  const nothing = { items: [], more: false };
  const postcode = normalisePostcode(text);
  const limit = mostShown + 1;
  const asked = await inTime(
    tryInstance(kernel, { name }, () => search(postcode === undefined ? { text, limit } : { postcode, limit })),
    withinMs,
  );
  if (asked === undefined) return { ...nothing, state: 'late' };
  if (!asked.ok) return { ...nothing, state: asked.code === 'resting' ? 'resting' : 'failed' };
  const found = asked.value.filter(isWhole);
  const inOrder = postcode === undefined ? found : found.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const at = kernel.clock.now();
  const items = inOrder.slice(0, mostShown).map((address) => {
    return { uprn: address.uprn, line: address.line, chosen: seal(kernel, { source: name, authorityId, at, address }) };
  });
  return { state: 'answered', items, more: found.length > mostShown };
}

/** It comes from outside: what can't be kept is not shown. */
function isWhole(address: GazetteerAddress): boolean {
  const { uprn, line, asOf } = address;
  return (
    normaliseUprn(uprn) === uprn && line.trim() !== '' && isLocalDate(asOf) && JSON.stringify(address).length <= longest
  );
}

function sortKey({ organisation, subBuilding, building, number, street, locality, town }: GazetteerAddress): string {
  return addressSortKey({
    organisation: organisation ?? null,
    subBuilding: subBuilding ?? null,
    building: building ?? null,
    number: number ?? null,
    street: street ?? null,
    locality: locality ?? null,
    town: town ?? null,
    postcode: null,
  });
}
