import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { badInput } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { findOwners, getPlace, type AreaKind, type Owners, type Place } from '../places/index.js';
import { readServicesOfKeys, readServicesOfLgsl } from './at-place-repository.js';
import { isOffered } from './flow/offer-rules.js';
import { listOffered, type PublishedService } from './repository.js';

/** Whose a service is at a place. */
export interface ServiceAtPlace {
  /** As it was found, whosever it is. */
  readonly service: PublishedService;
  /** One council, nobody, or several where no rule decides between them. */
  readonly owners: readonly Authority[];
  readonly decidedBy: AreaKind | undefined;
  /** The service of the one owner's: of the same key, else the only one with the same LGSL number, if it may be seen. */
  readonly owned: PublishedService | undefined;
}

interface Looking {
  readonly db: Reads;
  readonly kernel: Kernel;
  readonly now: Instant;
}

/**
 * Whose each of these services is at a place, and what they call it there: a caller doesn't know which council does
 * what. Nothing where nobody was ever named for the place.
 */
export async function servicesAt(
  looking: Looking,
  place: Pick<Place, 'id' | 'ward'>,
  services: readonly PublishedService[],
): Promise<ServiceAtPlace[]> {
  if (services.length === 0) return [];
  const owners = await findOwners(looking, place, services.map(asOwned));
  if (!owners) return [];
  const members = await listAuthorities(looking.kernel);
  const alike = await ownersOfAlike(
    looking,
    place,
    members,
    services.filter(({ key }) => !isNamed(owners.get(key))),
  );
  const found = services.map((service) => {
    const { authorityIds = [], decidedBy } = alike.get(service.key) ?? owners.get(service.key) ?? {};
    return { service, owners: members.filter(({ id }) => authorityIds.includes(id)), decidedBy };
  });
  const others = await othersServices(looking, found);
  return found.map((one) => ({ ...one, owned: ownedBy(one, others) }));
}

function asOwned({ key, definition }: PublishedService) {
  return { key, tiers: definition.tier };
}

function isNamed(owners: Owners | undefined): boolean {
  return (owners?.authorityIds.length ?? 0) > 0;
}

/** For services that no rule names: whoever is named for another council's service with the same LGSL number. */
async function ownersOfAlike(
  looking: Looking,
  place: Pick<Place, 'id' | 'ward'>,
  members: readonly Authority[],
  unnamed: readonly PublishedService[],
): Promise<ReadonlyMap<string, Owners>> {
  const numbers = [...new Set(unnamed.flatMap(({ definition }) => definition.lgsl))];
  const others = await readServicesOfLgsl(
    looking.db,
    members.map(({ id }) => id),
    numbers,
  );
  const owners = others.length === 0 ? undefined : await findOwners(looking, place, others.map(asOwned));
  const found = unnamed.flatMap((service) => {
    const alike = others.find((other) => isAlike(service, other) && isNamed(owners?.get(other.key)));
    const named = alike && owners?.get(alike.key);
    return named ? [[service.key, named] as const] : [];
  });
  return new Map(found);
}

function isAlike(one: PublishedService, other: PublishedService): boolean {
  return one.definition.lgsl.some((number) => other.definition.lgsl.includes(number));
}

type Owned = Omit<ServiceAtPlace, 'owned'>;

/** What the owners of others' services offer themselves: by key, and by number for those that have no such key. */
async function othersServices({ db, now }: Looking, found: readonly Owned[]): Promise<PublishedService[]> {
  const elsewhere = found.filter(isElsewhere);
  const byKey = await readServicesOfKeys(
    db,
    ownersIn(elsewhere),
    elsewhere.map(({ service }) => service.key),
  );
  const without = elsewhere.filter((one) => ownedBy(one, byKey) === undefined);
  const numbers = without.flatMap(({ service }) => service.definition.lgsl);
  const byNumber = await readServicesOfLgsl(db, ownersIn(without), numbers);
  return [...byKey, ...byNumber].filter((service) => isOffered(service, localDateAt(now)));
}

function isElsewhere({ service, owners: [owner, second] }: Owned): boolean {
  return owner !== undefined && second === undefined && owner.id !== service.authorityId;
}

function ownersIn(found: readonly Owned[]): number[] {
  return [...new Set(found.flatMap(({ owners }) => owners.map(({ id }) => id)))];
}

function ownedBy(
  { service, owners: [owner, second] }: Owned,
  others: readonly PublishedService[],
): PublishedService | undefined {
  if (owner === undefined || second !== undefined) return undefined;
  if (owner.id === service.authorityId) return service;
  const theirs = others.filter(({ authorityId }) => authorityId === owner.id);
  const sameKey = theirs.find(({ key }) => key === service.key);
  if (sameKey) return sameKey;
  const [alike, another] = theirs.filter((other) => isAlike(service, other));
  return another === undefined ? alike : undefined;
}

/** A service at a place, as the API says it. */
export interface ListedAtPlace {
  readonly key: string;
  readonly name: string;
  readonly lgsl: readonly number[];
  readonly owners: readonly { readonly authorityId: number; readonly name: string }[];
  readonly decidedBy: AreaKind | null;
  /** The owner's service, under which a case is logged. */
  readonly serviceId: string | null;
}

/** Who does what at a place: all services that the reader's councils offer, or those of one key or LGSL number. */
export const listServicesAt = defineQuery({
  name: 'services.list-services-at',
  permission: 'services.read',
  input: z.strictObject({
    placeId: uuidField,
    key: z.string().max(80).optional(),
    lgsl: z.coerce.number().int().optional(),
  }),
  run: async ({ db, kernel, now }, { placeId, key, lgsl }): Promise<ListedAtPlace[]> => {
    if (key !== undefined && lgsl !== undefined)
      throw badInput({ faults: [{ field: 'lgsl', message: 'Give a key or an LGSL number, not both' }] });
    const place = await getPlace(db, placeId);
    const offered = (await listOffered(db, localDateAt(now))).filter(
      (service) =>
        (key ?? service.key) === service.key && (lgsl === undefined || service.definition.lgsl.includes(lgsl)),
    );
    const listed = (await servicesAt({ db, kernel, now }, place, offered)).map(asListed);
    return listed.filter((one, index) => listed.findIndex((other) => isSame(one, other)) === index);
  },
});

function asListed({ service, owners, decidedBy, owned }: ServiceAtPlace): ListedAtPlace {
  const { key, name, definition } = owned ?? service;
  return {
    ...{ key, name, lgsl: definition.lgsl, decidedBy: decidedBy ?? null, serviceId: owned?.id ?? null },
    owners: owners.map(({ id, name: owner }) => ({ authorityId: id, name: owner })),
  };
}

/** Two councils' services of one key are one line: they have the same owner. */
function isSame(one: ListedAtPlace, other: ListedAtPlace): boolean {
  return one.serviceId === other.serviceId && one.key === other.key;
}
