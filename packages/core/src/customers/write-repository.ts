import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { notFound } from '../kernel/errors.js';
import type { AuthorityId } from '../kernel/scope.js';
import { asMatchable } from './search/as-matchable.js';
import { displayNameOf, sortNameOf } from './customer-names.js';
import { customerTokens } from './matching/search-tokens.js';
import { findCustomer, listContactPoints, listIdentifiers, listPartsOf } from './repository.js';
import { customerTokenIndex } from './search/token-index.js';
import { joinTokens } from './search/token-lines.js';
import type { ContactPoint, ContactPointKind, Customer, Occupancy, OccupancyRole } from './types.js';

/** What a person states of a customer; the rest of the row follows from it. */
export type StatedFields = Pick<
  Customer,
  | 'title'
  | 'firstName'
  | 'middleNames'
  | 'lastName'
  | 'organisationName'
  | 'otherNames'
  | 'bornOn'
  | 'language'
  | 'preferredChannel'
  | 'needs'
>;

export interface NewCustomerRow extends StatedFields {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly kind: Customer['kind'];
  readonly sourceKey?: string;
}

/** Without contact points yet, so version 0: `keepInStep` completes the row when they are in. */
export async function insertCustomer(db: Writes, customer: NewCustomerRow, now: Instant): Promise<void> {
  await db.insert('customers', {
    id: customer.id,
    authority_id: customer.authorityId,
    kind: customer.kind,
    ...statedColumns(customer),
    display_name: displayNameOf(customer),
    sort_name: sortNameOf(customer),
    search_tokens: '',
    source_key: customer.sourceKey ?? null,
    created_at: now,
    updated_at: now,
    version: 0,
  });
}

/** Writes some of the fields that a merge chooses, or takes back. */
export async function writeFields(
  db: Writes,
  customer: Customer,
  changes: Partial<StatedFields & Pick<Customer, 'diedOn' | 'restriction'>>,
): Promise<void> {
  const { diedOn, restriction, ...stated } = changes;
  if (Object.keys(stated).length > 0) await updateStated(db, customer.id, { ...customer, ...stated });
  if (diedOn !== undefined) await markDied(db, customer.id, diedOn);
  if (restriction !== undefined) await setRestriction(db, customer.id, restriction);
}

export async function updateStated(db: Writes, id: string, fields: StatedFields): Promise<void> {
  await db.update('customers', { id }, statedColumns(fields));
}

function statedColumns(fields: StatedFields) {
  return {
    title: fields.title,
    first_name: fields.firstName,
    middle_names: fields.middleNames,
    last_name: fields.lastName,
    organisation_name: fields.organisationName,
    other_names: JSON.stringify(fields.otherNames),
    date_of_birth: fields.bornOn,
    language: fields.language,
    preferred_channel: fields.preferredChannel,
    needs: JSON.stringify(fields.needs),
  };
}

/**
 * Takes the row for this transaction, so that two changes of one customer stand in line, and reads it as it is then.
 * @throws not_found, also for another authority's
 */
export async function holdCustomer(db: Writes, id: string, now: Instant): Promise<Customer> {
  const held = await db.update('customers', { id }, { updated_at: now });
  const customer = held === 0 ? undefined : await findCustomer(db, id);
  if (!customer) throw notFound();
  return customer;
}

/**
 * Brings what follows from a customer's parts back in step after a change: names, the address and number shown in
 * lists, and the search tokens. Answers the new version.
 */
export async function keepInStep(db: Writes, id: string): Promise<number> {
  const customer = await findCustomer(db, id);
  if (!customer) throw notFound();
  const points = await listContactPoints(db, [id]);
  const home = preferredOf(points, 'postal');
  const version = customer.version + 1;
  await db.update(
    'customers',
    { id },
    {
      display_name: displayNameOf(customer),
      sort_name: sortNameOf(customer),
      telephone: preferredOf(points, 'telephone')?.value ?? null,
      place_id: home?.placeId ?? null,
      address_line: home?.value ?? null,
      postcode: home?.postcode ?? null,
      version,
    },
  );
  await replaceTokens(db, customer, await tokensFor(db, customer, points));
  return version;
}

/** A merged record is found through the one that it is part of, which is found by the merged one's names as well. */
async function tokensFor(db: Writes, customer: Customer, points: readonly ContactPoint[]): Promise<string[]> {
  if (customer.mergedIntoId !== null) return [];
  const tokens = new Set(customerTokens(asMatchable(customer, points, await listIdentifiers(db, [customer.id]))));
  for (const part of await listPartsOf(db, customer.id))
    for (const token of customerTokens(asMatchable(part, points, []))) tokens.add(token);
  return [...tokens];
}

/** The preferred one of a kind; without a preference, the first on record. */
function preferredOf(points: readonly ContactPoint[], kind: ContactPointKind): ContactPoint | undefined {
  const ofKind = points.filter((point) => point.kind === kind);
  return ofKind.find(({ preferred }) => preferred) ?? ofKind[0];
}

const tokensOf = statement<{ id: string }, { number: number; search_tokens: string }>(
  'select c.number, c.search_tokens from @customers c where c.id = :id',
);

/** The row and the index say the same: this is the only place that changes either, but for the importer's inserts. */
async function replaceTokens(db: Writes, { id, authorityId }: Customer, wanted: readonly string[]): Promise<void> {
  const stored = await db.first(tokensOf, { id });
  const lines = joinTokens(wanted);
  if (!stored || stored.search_tokens === lines) return;
  const before = { number: stored.number, lines: stored.search_tokens };
  await customerTokenIndex.replace(db, authorityId, before, lines);
  await db.update('customers', { id }, { search_tokens: lines });
}

export interface NewContactPoint {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly kind: ContactPointKind;
  readonly value: string;
  readonly postcode: string | null;
  readonly placeId: string | null;
  readonly label: string | null;
  readonly preferred: boolean;
}

// Relies on contact_points_customer_id_idx.
const sameKind = statement<{ customer: string; kind: string }, { id: string }>(
  `select p.id from @contact_points p
   where p.customer_id = :customer and p.kind = :kind and p.preferred = 1 and p.ended_at is null`,
);

/** A preferred one takes the preference from the others of its kind. */
export async function insertContactPoint(db: Writes, point: NewContactPoint, now: Instant): Promise<void> {
  if (point.preferred) await clearPreference(db, point.customerId, point.kind);
  await db.insert('contact_points', {
    id: point.id,
    authority_id: point.authorityId,
    customer_id: point.customerId,
    kind: point.kind,
    value: point.value,
    postcode: point.postcode,
    place_id: point.placeId,
    label: point.label,
    preferred: point.preferred,
    created_at: now,
  });
}

export async function preferContactPoint(db: Writes, point: ContactPoint): Promise<void> {
  await clearPreference(db, point.customerId, point.kind);
  await db.update('contact_points', { id: point.id }, { preferred: true });
}

async function clearPreference(db: Writes, customerId: string, kind: ContactPointKind): Promise<void> {
  const before = await db.all(sameKind, { customer: customerId, kind });
  for (const { id } of before) await unpreferContactPoint(db, id);
}

export async function unpreferContactPoint(db: Writes, id: string): Promise<void> {
  await db.update('contact_points', { id }, { preferred: false });
}

export async function markVerified(db: Writes, contactPointId: string, on: LocalDate): Promise<void> {
  await db.update('contact_points', { id: contactPointId }, { verified_on: on, failing_since: null });
}

export async function markFailing(db: Writes, contactPointId: string, since: Instant | null): Promise<void> {
  await db.update('contact_points', { id: contactPointId }, { failing_since: since });
}

export async function endContactPoint(db: Writes, contactPointId: string, now: Instant): Promise<void> {
  await db.update('contact_points', { id: contactPointId }, { ended_at: now, preferred: false });
}

export interface NewIdentifier {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly register: string;
  readonly type: string;
  readonly value: string;
}

export async function insertIdentifier(db: Writes, identifier: NewIdentifier): Promise<void> {
  const { id, authorityId, customerId, register, type, value } = identifier;
  const row = { id, authority_id: authorityId, customer_id: customerId, register, type, value };
  await db.insert('identifiers', row);
}

export async function updateIdentifier(
  db: Writes,
  { id, register, type, value }: Pick<NewIdentifier, 'id' | 'register' | 'type' | 'value'>,
): Promise<void> {
  await db.update('identifiers', { id }, { register, type, value });
}

export async function removeIdentifier(db: Writes, id: string): Promise<void> {
  await db.remove('identifiers', { id });
}

export interface NewOccupancy {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly placeId: string;
  readonly role: OccupancyRole;
  readonly fromOn: LocalDate | null;
  /** The last day; absent while it goes on. */
  readonly toOn?: LocalDate | null;
}

export async function insertOccupancy(db: Writes, occupancy: NewOccupancy): Promise<void> {
  await db.insert('occupancies', {
    id: occupancy.id,
    authority_id: occupancy.authorityId,
    customer_id: occupancy.customerId,
    place_id: occupancy.placeId,
    role: occupancy.role,
    from_on: occupancy.fromOn,
    to_on: occupancy.toOn ?? null,
  });
}

export async function updateOccupancy(
  db: Writes,
  { id, role, fromOn, toOn }: Pick<Occupancy, 'id' | 'role' | 'fromOn' | 'toOn'>,
): Promise<void> {
  await db.update('occupancies', { id }, { role, from_on: fromOn, to_on: toOn });
}

export async function removeOccupancy(db: Writes, id: string): Promise<void> {
  await db.remove('occupancies', { id });
}

export async function endOccupancy(db: Writes, id: string, on: LocalDate): Promise<void> {
  await db.update('occupancies', { id }, { to_on: on });
}

export async function markDied(db: Writes, id: string, on: LocalDate | null): Promise<void> {
  await db.update('customers', { id }, { died_on: on });
}

export async function setRestriction(db: Writes, id: string, restriction: Customer['restriction']): Promise<void> {
  await db.update('customers', { id }, { restriction });
}
