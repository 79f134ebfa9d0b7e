import { createCustomer, getCustomer, recordDeath, restrictCustomer } from '../../../customers/index.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoCustomer, DemoOccupancyRole, DemoRepresentation, DemoWorld } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedPlaces } from './load-places.js';

/** Ids by the demo's key. */
export type LoadedCustomers = ReadonlyMap<string, { readonly id: string; readonly customer: DemoCustomer }>;

const atOnce = 64;

export async function loadCustomers(
  kernel: Kernel,
  world: DemoWorld,
  authorities: LoadedAuthorities,
  places: LoadedPlaces,
): Promise<LoadedCustomers> {
  const loaded = new Map<string, { id: string; customer: DemoCustomer }>();
  for (let from = 0; from < world.customers.length; from += atOnce) {
    const part = world.customers.slice(from, from + atOnce);
    const made = await Promise.all(part.map((customer) => load(kernel, customer, authorities, places)));
    for (const [index, id] of made.entries()) {
      const customer = part[index];
      if (customer) loaded.set(customer.key, { id, customer });
    }
  }
  await markSpecialCases(kernel, [...loaded.values()]);
  await loadOccupancies(kernel, loaded, authorities, places);
  await loadRepresentations(kernel, world, loaded, authorities);
  await loadRelationships(kernel, world, loaded, authorities);
  return loaded;
}

async function load(
  kernel: Kernel,
  customer: DemoCustomer,
  { ids }: LoadedAuthorities,
  places: LoadedPlaces,
): Promise<string> {
  const { contactPoints, preferences } = customer;
  const valuesOf = (...kinds: string[]): string[] =>
    [...contactPoints]
      .filter(({ kind }) => kinds.includes(kind))
      .sort((a, b) => Number(b.preferred) - Number(a.preferred))
      .map(({ value }) => value);
  const home = places.get(homeKey(customer) ?? '');
  const input = {
    authorityId: ids.get(customer.authorityKey),
    kind: customer.kind,
    title: customer.title,
    firstName: customer.givenName || undefined,
    lastName: customer.familyName,
    organisationName: customer.organisationName,
    otherNames: customer.alsoKnownAs.map(otherName),
    bornOn: customer.bornOn,
    language: customer.language,
    preferredChannel: preferences.channel,
    needs: needsOf(customer),
    telephones: valuesOf('mobile', 'landline'),
    emails: valuesOf('email'),
    ...(home ? { address: { placeId: home.id }, occupancyRole: roles[homeRole(customer)] } : {}),
    identifiers: customer.identifiers.map(({ register, value }) => ({ register, type: 'account', value })),
    confirmedNew: true,
  };
  return (await runCommand(kernel, demoActor, createCustomer, input)).id;
}

const roles: Readonly<Record<DemoOccupancyRole, 'occupier' | 'owner' | 'tenant' | 'landlord' | 'trader'>> = {
  'owner-occupier': 'owner',
  tenant: 'tenant',
  'household-member': 'occupier',
  landlord: 'landlord',
  ratepayer: 'trader',
  'former-occupier': 'occupier',
};

/** "Siân Price" is known by that surname too. */
function otherName(name: string): { firstNames?: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  const lastName = words.pop() ?? name;
  return words.length > 0 ? { firstNames: words.join(' '), lastName } : { lastName };
}

function needsOf({ preferences }: DemoCustomer): string[] {
  const { largePrint, textRelay, interpreter } = preferences;
  return [
    ...(largePrint ? ['large-print'] : []),
    ...(textRelay ? ['text-relay'] : []),
    ...(interpreter ? ['interpreter'] : []),
  ];
}

function current({ occupancies }: DemoCustomer) {
  return occupancies.find(({ role, toOn }) => toOn === undefined && role !== 'landlord' && role !== 'former-occupier');
}

function homeKey(customer: DemoCustomer): string | undefined {
  return current(customer)?.placeKey ?? customer.contactPoints.find(({ kind }) => kind === 'post')?.value;
}

function homeRole(customer: DemoCustomer): DemoOccupancyRole {
  return current(customer)?.role ?? 'household-member';
}

/** Who died, and whose record only a few may open. */
async function markSpecialCases(
  kernel: Kernel,
  customers: readonly { id: string; customer: DemoCustomer }[],
): Promise<void> {
  for (const { id, customer } of customers) {
    const record = (): Promise<{ version: number }> => runQuery(kernel, demoActor, getCustomer, { id });
    if (customer.diedOn) {
      const { version: expectedVersion } = await record();
      await runCommand(kernel, demoActor, recordDeath, { id, expectedVersion, diedOn: customer.diedOn });
    }
    if (customer.restriction) {
      const { version: expectedVersion } = await record();
      const reason = customer.restriction.reason;
      await runCommand(kernel, demoActor, restrictCustomer, {
        id,
        expectedVersion,
        restriction: 'concealed-address',
        reason,
      });
    }
  }
}

/** Beyond the home: a landlord's properties, where somebody lived before. */
async function loadOccupancies(
  kernel: Kernel,
  customers: LoadedCustomers,
  { ids }: LoadedAuthorities,
  places: LoadedPlaces,
): Promise<void> {
  const rows = [...customers.values()].flatMap(({ id, customer }) =>
    customer.occupancies
      .filter((occupancy) => occupancy !== current(customer))
      .flatMap(({ placeKey, role, fromOn, toOn }) => {
        const place = places.get(placeKey);
        if (!place) return [];
        return [
          [newId(kernel.clock, kernel.random), ids.get(customer.authorityKey), id, place.id, roles[role], fromOn, toOn],
        ];
      }),
  );
  const named = ['id', 'authority_id', 'customer_id', 'place_id', 'role', 'from_on', 'to_on'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('occupancies', named, rows));
}

async function loadRepresentations(
  kernel: Kernel,
  world: DemoWorld,
  customers: LoadedCustomers,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const rowOf = ({ customerKey, representativeKey, role, serviceKeys, evidence, fromOn, toOn }: DemoRepresentation) => {
    const [customer, representative] = [customers.get(customerKey), customers.get(representativeKey)];
    if (!customer || !representative) return [];
    const covers =
      serviceKeys.length === 0 ? 'Everything' : serviceKeys.map((key) => key.replaceAll('-', ' ')).join(', ');
    const authority = ids.get(customer.customer.authorityKey);
    const who = [newId(kernel.clock, kernel.random), authority, customer.id, representative.id];
    return [[...who, role, covers, evidence, fromOn, fromOn, toOn]];
  };
  const rows = world.representations.flatMap(rowOf);
  const whose = ['id', 'authority_id', 'customer_id', 'representative_id'];
  const named = [...whose, 'role', 'covers', 'evidence_kind', 'evidence_seen_on', 'from_on', 'to_on'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('representations', named, rows));
}

async function loadRelationships(
  kernel: Kernel,
  { relationships }: DemoWorld,
  customers: LoadedCustomers,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const rows = relationships.flatMap(({ customerKey, otherKey, relation, fromOn }) => {
    const [customer, other] = [customers.get(customerKey), customers.get(otherKey)];
    if (!customer || !other) return [];
    const authority = ids.get(customer.customer.authorityKey);
    return [[newId(kernel.clock, kernel.random), authority, customer.id, other.id, relation, fromOn]];
  });
  const named = ['id', 'authority_id', 'customer_id', 'other_id', 'relation', 'from_on'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('relationships', named, rows));
}
