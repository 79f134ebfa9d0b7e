import type { Knex } from 'knex';
import { everyAuthority } from '#core/kernel/scope.js';
import { partnership } from './fixtures.js';
import type { Partnership } from './partnership.js';

/** The rows of a table that match, as the database has them. */
export async function rowsOf<R>(
  { kernel }: Partnership,
  table: string,
  where: Readonly<Record<string, string | number | null>> = {},
  more: (rows: Knex.QueryBuilder) => Knex.QueryBuilder = (rows) => rows,
): Promise<R[]> {
  const db = kernel.db.read(everyAuthority);
  return db.rows<R>(more(db.from(table).where(where)));
}

/** The one row that matches, or the first of several. @throws when there is none */
export async function rowOf<R>(...about: Parameters<typeof rowsOf>): Promise<R> {
  const [row] = await rowsOf<R>(...about);
  if (row === undefined) throw new Error(`the partnership has no row in ${about[1]} with ${JSON.stringify(about[2])}`);
  return row;
}

/** The address of the form that logs a case of one of Dunmere's services. */
export function logOf(key: string): () => Promise<string> {
  return async () => {
    const { id: authorityId } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
    const { id } = await rowOf<{ id: string }>(partnership(), 'services', { key, authority_id: authorityId });
    return `/desk/cases/log?service=${id}`;
  };
}

export interface CustomerRow {
  readonly id: string;
  readonly authority_id: number;
  readonly display_name: string;
  readonly telephone: string | null;
  readonly place_id: string | null;
  readonly postcode: string | null;
  readonly address_line: string | null;
}

export function customerNamed(partnership: Partnership, name: string): Promise<CustomerRow> {
  return rowOf<CustomerRow>(partnership, 'customers', {}, (rows) => rows.where('display_name', 'like', `%${name}%`));
}

/** A number as an adviser reads it off the telephone: 01632 960123. */
export function asDialled(telephone: string): string {
  return telephone.replace(/^\+44/, '0');
}

/**
 * Somebody of a council whom their number alone tells from everyone else, and whose rubbish was last collected on a
 * date: then it can be reported as missed. `passOver` leaves out the first so many, about whom other journeys report:
 * the same bin isn't logged twice.
 */
export async function callerCollectedOn(
  partnership: Partnership,
  { authority, on, passOver = 0 }: { authority: string; on: string; passOver?: number },
): Promise<CustomerRow & { readonly telephone: string; readonly postcode: string }> {
  const { id } = await rowOf<{ id: number }>(partnership, 'authorities', { slug: authority });
  const facts = await rowsOf<{ place_id: string }>(partnership, 'property_facts', {
    fact: 'last-collection',
    value: on,
  });
  const customers = await rowsOf<CustomerRow>(partnership, 'customers', { authority_id: id, kind: 'person' });
  const points = await rowsOf<{ value: string }>(partnership, 'contact_points', { kind: 'telephone' });
  const collected = new Set(facts.map(({ place_id }) => place_id));
  const homes = new Set<string>();
  const fitting = customers.filter(({ telephone, place_id: home }) => {
    if (home === null || homes.has(home) || !collected.has(home)) return false;
    const isOnly = points.filter(({ value }) => value === telephone).length === 1;
    if (isOnly) homes.add(home);
    return isOnly;
  });
  const found = fitting[passOver];
  if (!found?.telephone || !found.postcode) throw new Error(`nobody of ${authority} was collected from on ${on}`);
  return { ...found, telephone: found.telephone, postcode: found.postcode };
}

interface PlaceRow {
  readonly line: string;
  readonly id: string;
  readonly number: string;
  readonly postcode: string;
}

/** A house of a town whose rubbish was last collected on a date. */
export async function houseCollectedOn(
  partnership: Partnership,
  { town, on }: { town: string; on: string },
): Promise<PlaceRow> {
  const facts = await rowsOf<{ place_id: string }>(partnership, 'property_facts', {
    fact: 'last-collection',
    value: on,
  });
  const collected = new Set(facts.map(({ place_id }) => place_id));
  const houses = await rowsOf<PlaceRow>(partnership, 'places', { town, sub_building: null }, (rows) =>
    rows.whereNotNull('number').orderBy('sort_key'),
  );
  const house = houses.find(({ id }) => collected.has(id));
  if (!house) throw new Error(`no house in ${town} was collected from on ${on}`);
  return house;
}
