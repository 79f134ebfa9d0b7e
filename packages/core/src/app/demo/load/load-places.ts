import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { addressSortKey, areaKey, placeWords, type Area } from '../../../places/index.js';
import { addressLine } from '../world/address-lines.js';
import type { DemoPlace, DemoPropertyFact, DemoResponsibility, DemoWorld } from '../world/types.js';
import type { LoadedAuthorities } from './load-authorities.js';

export interface LoadedPlace {
  readonly id: string;
  readonly place: DemoPlace;
  readonly line: string;
}

/** Loaded places by the demo's key. */
export type LoadedPlaces = ReadonlyMap<string, LoadedPlace>;

const source = 'demo gazetteer';

export async function loadPlaces(
  kernel: Kernel,
  world: DemoWorld,
  authorities: LoadedAuthorities,
): Promise<LoadedPlaces> {
  const loaded = new Map<string, LoadedPlace>();
  for (const place of world.places) {
    const line = [addressLine(place), place.postcode].join(', ');
    loaded.set(place.key, { id: newId(kernel.clock, kernel.random), place, line });
  }
  await insertPlaces(kernel, [...loaded.values()]);
  await insertOwners(kernel, world, [...loaded.values()], authorities);
  await insertFacts(kernel, world, loaded, authorities);
  await insertResponsibilities(kernel, world, loaded, authorities);
  return loaded;
}

const columns = [
  ...['id', 'uprn', 'usrn', 'parent_uprn', 'line', 'organisation', 'sub_building', 'building', 'number', 'street'],
  ...['locality', 'town', 'postcode', 'sort_key', 'classification', 'state', 'ward', 'lat', 'lon', 'source'],
  ...['as_of_on', 'updated_at'],
];

async function insertPlaces(kernel: Kernel, places: readonly LoadedPlace[]): Promise<void> {
  const now = kernel.clock.now();
  const rows = places.map(({ id, place, line }) => {
    const parts = partsOf(place);
    return [
      ...[id, place.uprn, place.usrn, place.parentUprn, line, parts.organisation, parts.subBuilding, parts.building],
      ...[parts.number, parts.street, parts.locality, parts.town, parts.postcode, addressSortKey(parts)],
      ...[place.classification, place.status === 'live' ? 'current' : 'provisional', place.wardName],
      ...[place.latitude, place.longitude, source, localDateAt(now), now],
    ];
  });
  const tokens = places.flatMap(({ id, place }) => placeWords(partsOf(place)).map((word) => [word, id]));
  await kernel.db.write(everyAuthority, async (db) => {
    await db.bulk('places', columns, rows);
    await db.bulk('place_tokens', ['token', 'place_id'], tokens);
  });
}

function partsOf(place: DemoPlace) {
  return {
    organisation: place.organisationName ?? null,
    subBuilding: place.subBuilding ?? null,
    building: place.buildingName ?? null,
    number: place.number ?? null,
    street: place.street,
    locality: place.locality ?? null,
    town: place.town,
    postcode: place.postcode,
  };
}

/** An address in a district belongs to its county too. */
async function insertOwners(
  kernel: Kernel,
  world: DemoWorld,
  places: readonly LoadedPlace[],
  { ids }: LoadedAuthorities,
): Promise<void> {
  const parents = new Map(world.authorities.map(({ key, parentKey }) => [key, parentKey]));
  const rows = places.flatMap(({ id, place }) =>
    [place.areaKey, parents.get(place.areaKey)].flatMap((key) => (key === undefined ? [] : [[id, ids.get(key)]])),
  );
  await kernel.db.write(everyAuthority, (db) => db.bulk('place_authorities', ['place_id', 'authority_ref'], rows));
}

async function insertFacts(
  kernel: Kernel,
  world: DemoWorld,
  places: LoadedPlaces,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const rows = world.propertyFacts.flatMap((fact) => factRow(kernel, fact, places, ids));
  const named = ['id', 'authority_id', 'place_id', 'fact', 'value', 'source', 'as_of_at'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('property_facts', named, rows));
}

function factRow(
  kernel: Kernel,
  { placeKey, fact, value, source: system, asOfAt }: DemoPropertyFact,
  places: LoadedPlaces,
  ids: LoadedAuthorities['ids'],
) {
  const loaded = places.get(placeKey);
  if (!loaded) return [];
  return [[newId(kernel.clock, kernel.random), ids.get(loaded.place.areaKey), loaded.id, fact, value, system, asOfAt]];
}

async function insertResponsibilities(
  kernel: Kernel,
  world: DemoWorld,
  places: LoadedPlaces,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const rows = world.responsibilities.map((rule) => {
    const { serviceKey, authorityKey, fromOn, toOn } = rule;
    const area = areaOf(rule, places, ids);
    const answers = [serviceKey, ids.get(authorityKey), fromOn, toOn];
    return [newId(kernel.clock, kernel.random), area.kind, areaKey(area), ...answers];
  });
  const named = ['id', 'area_kind', 'area', 'service_key', 'responsible_authority_id', 'from_on', 'to_on'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('responsibilities', named, rows));
}

function areaOf(rule: DemoResponsibility, places: LoadedPlaces, ids: LoadedAuthorities['ids']): Area {
  const authorityId = ids.get(rule.areaKey) ?? 0;
  if (rule.placeKey !== undefined) return { kind: 'place', placeId: places.get(rule.placeKey)?.id ?? '' };
  if (rule.wardName !== undefined) return { kind: 'ward', authorityId, ward: rule.wardName };
  return { kind: 'authority', authorityId };
}
