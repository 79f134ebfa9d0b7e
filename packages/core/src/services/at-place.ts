import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { badInput } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import {
  getPlace,
  ownersAmong,
  readRulesAt,
  type AreaKind,
  type Owners,
  type Place,
  type RulesAtPlace,
} from '../places/index.js';
import { isForStaff, isOffered } from './flow/offer-rules.js';
import { listOffered, readServicesAlike, type PublishedService } from './repository.js';

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

export interface Looking {
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
  const members = await listAuthorities(looking.kernel);
  const related = await readServicesAlike(
    looking.db,
    members.map(({ id }) => id),
    services,
  );
  const keys = [...services, ...related].map(({ key }) => key);
  const rules = await readRulesAt(looking, place, keys);
  if (!rules) return [];
  const offered = related.filter((service) => isOffered(service, rules.on) && !isForStaff(service));
  return [...ownersOfEach(rules, services, related)].map(([service, { authorityIds, decidedBy }]) => {
    const owners = members.filter(({ id }) => authorityIds.includes(id));
    return { service, owners, decidedBy, owned: ownedBy(service, owners, offered) };
  });
}

function asOwned({ key, definition }: PublishedService) {
  return { key, tiers: definition.tier };
}

function isNamed(owners: Owners | undefined): boolean {
  return (owners?.authorityIds.length ?? 0) > 0;
}

/** Whoever a rule names; for a service that none names, whoever is named for one with the same LGSL number. */
export function ownersOfEach(
  rules: RulesAtPlace,
  services: readonly PublishedService[],
  related: readonly PublishedService[],
): Map<PublishedService, Owners> {
  const named = ownersAmong(rules, services.map(asOwned));
  const unnamed = services.filter(({ key }) => !isNamed(named.get(key)));
  const others = related.filter((other) => unnamed.some((service) => isAlike(service, other)));
  const namedOthers = ownersAmong(rules, others.map(asOwned));
  const ownersOf = (service: PublishedService): Owners => {
    const owners = named.get(service.key);
    if (owners && isNamed(owners)) return owners;
    const alike = others.find((other) => isAlike(service, other) && isNamed(namedOthers.get(other.key)));
    return (alike && namedOthers.get(alike.key)) ?? nobody;
  };
  return new Map(services.map((service) => [service, ownersOf(service)]));
}

const nobody: Owners = { authorityIds: [], decidedBy: undefined };

function isAlike(one: PublishedService, other: PublishedService): boolean {
  return one.definition.lgsl.some((number) => other.definition.lgsl.includes(number));
}

/** What the one owner offers itself: by key, else the only one with the same number. */
export function ownedBy(
  service: PublishedService,
  [owner, second]: readonly Authority[],
  offered: readonly PublishedService[],
): PublishedService | undefined {
  if (owner === undefined || second !== undefined) return undefined;
  if (owner.id === service.authorityId) return service;
  const theirs = offered.filter(({ authorityId }) => authorityId === owner.id);
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
