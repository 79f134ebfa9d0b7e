import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { colleagueIn } from './colleagues/colleague-key.js';
import { listTies } from './record/ties-repository.js';
import type {
  ContactPoint,
  ContactPointKind,
  Customer,
  CustomerKind,
  CustomerRecord,
  Formerly,
  ReachableCustomer,
  Identifier,
  Need,
  Occupancy,
  OccupancyRole,
  OtherName,
  PreferredChannel,
  Restriction,
} from './types.js';

export interface CustomerRow {
  id: string;
  authority_id: number;
  kind: string;
  title: string | null;
  first_name: string | null;
  middle_names: string | null;
  last_name: string | null;
  organisation_name: string | null;
  other_names: string;
  display_name: string;
  date_of_birth: string | null;
  died_on: string | null;
  language: string;
  preferred_channel: string | null;
  needs: string;
  place_id: string | null;
  address_line: string | null;
  postcode: string | null;
  telephone: string | null;
  restriction: string | null;
  merged_into_id: string | null;
  former_authority_id: number | null;
  taken_over_on: string | null;
  created_at: number;
  updated_at: number;
  version: number;
  source_key: string | null;
}

export const customerColumns = `c.id, c.authority_id, c.kind, c.title, c.first_name, c.middle_names, c.last_name,
  c.organisation_name, c.other_names, c.display_name, c.date_of_birth, c.died_on, c.language, c.preferred_channel,
  c.needs, c.place_id, c.address_line, c.postcode, c.telephone, c.restriction, c.merged_into_id,
  c.former_authority_id, c.taken_over_on,
  c.created_at, c.updated_at, c.version, c.source_key`;

/** Codes are cast: only this capability's commands and importer write them, and they check each against its list. */
export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    authorityId: row.authority_id,
    kind: row.kind as CustomerKind,
    title: row.title,
    firstName: row.first_name,
    middleNames: row.middle_names,
    lastName: row.last_name,
    organisationName: row.organisation_name,
    otherNames: listIn<OtherName>(row.other_names),
    displayName: row.display_name,
    bornOn: row.date_of_birth as LocalDate | null,
    diedOn: row.died_on as LocalDate | null,
    language: row.language,
    preferredChannel: row.preferred_channel as PreferredChannel | null,
    needs: listIn<Need>(row.needs),
    placeId: row.place_id,
    addressLine: row.address_line,
    postcode: row.postcode,
    telephone: row.telephone,
    restriction: row.restriction as Restriction | null,
    mergedIntoId: row.merged_into_id,
    formerly: formerlyIn(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
    colleagueId: colleagueIn(row.source_key),
  };
}

function formerlyIn({ former_authority_id: authorityId, taken_over_on: takenOverOn }: CustomerRow): Formerly | null {
  return authorityId === null || takenOverOn === null ? null : { authorityId, takenOverOn: takenOverOn as LocalDate };
}

/** Most customers have neither needs nor other names. */
function listIn<T>(json: string): T[] {
  return json === '[]' ? [] : (JSON.parse(json) as T[]);
}

// Relies on the primary key, as do all look-ups by id below.
const byId = statement<{ id: string }, CustomerRow>(`select ${customerColumns} from @customers c where c.id = :id`);
const byIds = statement<{ ids: readonly string[] }, CustomerRow>(
  `select ${customerColumns} from @customers c where c.id in (:ids*)`,
);

export interface ContactPointRow {
  id: string;
  customer_id: string;
  kind: string;
  value: string;
  postcode: string | null;
  place_id: string | null;
  label: string | null;
  preferred: number;
  verified_on: string | null;
  failing_since: number | null;
}
// Relies on contact_points_customer_id_idx.
export const contactPointsOf = statement<{ ids: readonly string[] }, ContactPointRow>(
  `select p.id, p.customer_id, p.kind, p.value, p.postcode, p.place_id, p.label, p.preferred, p.verified_on, p.failing_since
   from @contact_points p where p.customer_id in (:ids*) and p.ended_at is null
   order by p.customer_id, p.kind desc, p.preferred desc, p.id`,
);
const contactPointById = statement<{ id: string }, ContactPointRow & { ended_at: number | null }>(
  `select p.id, p.customer_id, p.kind, p.value, p.postcode, p.place_id, p.label, p.preferred, p.verified_on, p.failing_since, p.ended_at
   from @contact_points p where p.id = :id`,
);

type IdentifierRow = { id: string; customer_id: string; register: string; type: string; value: string };
// Relies on identifiers_customer_id_idx.
const identifiersOf = statement<{ ids: readonly string[] }, IdentifierRow>(
  `select i.id, i.customer_id, i.register, i.type, i.value from @identifiers i where i.customer_id in (:ids*)
   order by i.customer_id, i.register, i.type, i.value`,
);

// Relies on the unique index of identifiers, which begins with authority_id, register, type and value.
const holdersOf = statement<Holding & { authority: number; customer: string }, { customer_id: string }>(
  `select i.customer_id from @identifiers i
   where i.authority_id = :authority and i.register = :register and i.type = :type and i.value = :value
     and i.customer_id <> :customer order by i.customer_id limit 5`,
);

type Holding = { readonly register: string; readonly type: string; readonly value: string };

interface OccupancyRow {
  id: string;
  place_id: string;
  line: string;
  uprn: string | null;
  role: string;
  from_on: string | null;
  to_on: string | null;
}
// Relies on occupancies_customer_id_idx.
const occupanciesOf = statement<{ id: string }, OccupancyRow>(
  `select o.id, o.place_id, p.line, p.uprn, o.role, o.from_on, o.to_on
   from @occupancies o join places p on p.id = o.place_id where o.customer_id = :id
   order by case when o.to_on is null then 0 else 1 end, o.from_on desc, o.id`,
);

export async function findCustomer(db: Reads, id: string): Promise<Customer | undefined> {
  const row = await db.first(byId, { id });
  return row && toCustomer(row);
}

/** The customer of that id, or the one that it is part of since it was merged. */
export async function findCurrent(db: Reads, id: string): Promise<Customer | undefined> {
  let customer = await findCustomer(db, id);
  while (customer && customer.mergedIntoId !== null) customer = await findCustomer(db, customer.mergedIntoId);
  return customer;
}

// Relies on customer_merges_survivor_id_idx.
const partsOf = statement<{ ids: readonly string[] }, CustomerRow>(
  `select ${customerColumns} from @customer_merges m join @customers c on c.id = m.merged_id
   where m.survivor_id in (:ids*) and m.undone_at is null`,
);

/** The records that are part of this one since they were merged, and those that are part of them. */
export async function listPartsOf(db: Reads, id: string): Promise<Customer[]> {
  return (await listPartsOfEach(db, [id])).get(id) ?? [];
}

/** The same for several customers at once; those that nothing was merged into are left out. */
export async function listPartsOfEach(db: Reads, customerIds: readonly string[]): Promise<Map<string, Customer[]>> {
  const parts = new Map<string, Customer[]>();
  const whole = new Map(customerIds.map((id) => [id, id]));
  for (let ids = customerIds; ids.length > 0;) {
    const found = (await db.all(partsOf, { ids })).map(toCustomer);
    for (const part of found) {
      const id = whole.get(part.mergedIntoId ?? '') ?? '';
      whole.set(part.id, id);
      parts.set(id, [...(parts.get(id) ?? []), part]);
    }
    ids = found.map((part) => part.id);
  }
  return parts;
}

/** In no particular order; unknown ids and other authorities' are left out. */
export async function findCustomers(db: Reads, ids: readonly string[]): Promise<Customer[]> {
  return ids.length === 0 ? [] : (await db.all(byIds, { ids })).map(toCustomer);
}

/** The current record of each of those ids, by the id asked for: `findCurrent` of several at once. */
export async function findCurrentOfEach(db: Reads, ids: readonly string[]): Promise<Map<string, Customer>> {
  const current = new Map<string, Customer>();
  for (let waiting = new Map(ids.map((id) => [id, id])); waiting.size > 0;) {
    const found = new Map((await findCustomers(db, [...waiting.values()])).map((one) => [one.id, one]));
    const merged = new Map<string, string>();
    for (const [asked, id] of waiting) {
      const customer = found.get(id);
      if (customer?.mergedIntoId === null) current.set(asked, customer);
      else if (customer?.mergedIntoId) merged.set(asked, customer.mergedIntoId);
    }
    waiting = merged;
  }
  return current;
}

/** The customer with how they are reached; of a merged one, the record that it is part of. */
export async function findReachable(db: Reads, asked: string): Promise<ReachableCustomer | undefined> {
  const customer = await findCurrent(db, asked);
  return customer && { ...customer, contactPoints: await listContactPoints(db, [customer.id]) };
}

/** The customer with all that hangs on it; of a merged one, the record that it is part of. */
export async function findRecord(db: Reads, asked: string): Promise<CustomerRecord | undefined> {
  const customer = await findReachable(db, asked);
  if (!customer) return undefined;
  const { id } = customer;
  // One after another: inside a transaction there is one connection.
  const identifiers = await listIdentifiers(db, [id]);
  const ties = await listTies(db, id);
  const occupancies = await listOccupancies(db, id);
  return { ...customer, identifiers, ...ties, occupancies };
}

/** Those in use: telephone first, then postal, then mail; the preferred of each kind before the others. */
export async function listContactPoints(db: Reads, customerIds: readonly string[]): Promise<ContactPoint[]> {
  return (await db.all(contactPointsOf, { ids: customerIds })).map(toContactPoint);
}

export async function findContactPoint(
  db: Reads,
  id: string,
): Promise<(ContactPoint & { readonly ended: boolean }) | undefined> {
  const row = await db.first(contactPointById, { id });
  return row && { ended: row.ended_at !== null, ...toContactPoint(row) };
}

function toContactPoint(row: ContactPointRow): ContactPoint {
  return {
    id: row.id,
    customerId: row.customer_id,
    kind: row.kind as ContactPointKind,
    value: row.value,
    postcode: row.postcode,
    placeId: row.place_id,
    label: row.label,
    preferred: row.preferred === 1,
    verifiedOn: row.verified_on as LocalDate | null,
    failingSince: row.failing_since,
  };
}

export async function listIdentifiers(db: Reads, customerIds: readonly string[]): Promise<Identifier[]> {
  return (await db.all(identifiersOf, { ids: customerIds })).map(({ customer_id, ...row }) => ({
    customerId: customer_id,
    ...row,
  }));
}

/** Other customers of the same authority who have the number; five at most. */
export async function listHolders(
  db: Reads,
  { id: customer, authorityId: authority }: Pick<Customer, 'id' | 'authorityId'>,
  { register, type, value }: Holding,
): Promise<Customer[]> {
  const rows = await db.all(holdersOf, { authority, customer, register, type, value });
  return await findCustomers(
    db,
    rows.map(({ customer_id }) => customer_id),
  );
}

/** Those that go on first. */
export async function listOccupancies(db: Reads, id: string): Promise<Occupancy[]> {
  return (await db.all(occupanciesOf, { id })).map((row) => ({
    id: row.id,
    placeId: row.place_id,
    placeLine: row.line,
    uprn: row.uprn,
    role: row.role as OccupancyRole,
    fromOn: row.from_on as LocalDate | null,
    toOn: row.to_on as LocalDate | null,
  }));
}
