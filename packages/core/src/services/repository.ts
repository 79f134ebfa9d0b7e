import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { isOffered } from './flow/offer-rules.js';
import type { Audience, ServiceDefinition } from './types.js';

/** A service at one authority, with the version that is published (or that a case was logged under). */
export interface PublishedService {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
  readonly versionId: string;
  readonly versionNumber: number;
  /** The first day on which no case can be logged; null while it is offered. */
  readonly withdrawnOn: LocalDate | null;
  readonly definition: ServiceDefinition;
}

interface Row {
  id: string;
  authority_id: number;
  key: string;
  name: string;
  version_id: string;
  number: number;
  definition: string;
  withdrawn_on: string | null;
}

const columns = 's.id, s.authority_id, s.key, s.name, s.withdrawn_on, v.id as version_id, v.number, v.definition';
const published = `select ${columns} from @services s join @service_versions v on v.id = s.published_version_id
  where s.state = 'published'`;
const byId = statement<{ id: string }, Row>(`${published} and s.id = :id`);
const byIds = statement<{ ids: readonly string[] }, Row>(`${published} and s.id in (:ids*)`);
// Relies on services_authority_id_key_key.
const byKey = statement<{ authority: number; key: string }, Row>(
  `${published} and s.authority_id = :authority and s.key = :key`,
);
// Relies on services_authority_id_key_key.
const byKeys = statement<{ authorities: readonly number[]; keys: readonly string[] }, Row>(
  `${published} and s.authority_id in (:authorities*) and s.key in (:keys*)`,
);
// Relies on services_authority_id_key_key and service_lgsl_authority_id_lgsl_id_idx.
const alike = statement<{ authorities: readonly number[]; keys: readonly string[]; numbers: readonly number[] }, Row>(
  `${published} and s.id in (
     select k.id from @services k where k.authority_id in (:authorities*) and k.key in (:keys*)
     union
     select l.service_id from @service_lgsl l where l.authority_id in (:authorities*) and l.lgsl_id in (:numbers*))
   order by s.authority_id, s.key`,
);
const everyPublished = statement<Record<string, never>, Row>(`${published} order by s.name, s.id`);
const byVersion = statement<{ version: string }, Row>(
  `select ${columns} from @service_versions v join @services s on s.id = v.service_id where v.id = :version`,
);

/** Versions never change, so a definition is parsed once for as long as it is in use. */
const parsed = new Map<string, ServiceDefinition>();
const parsedAtMost = 5000;

function toService(row: Row): PublishedService {
  const { id, key, name, number: versionNumber } = row;
  const definition = definitionOf(row);
  const withdrawnOn = row.withdrawn_on as LocalDate | null;
  return {
    id,
    authorityId: row.authority_id,
    key,
    name,
    versionId: row.version_id,
    versionNumber,
    withdrawnOn,
    definition,
  };
}

function definitionOf(row: Row): ServiceDefinition {
  let definition = parsed.get(row.version_id);
  if (!definition) {
    if (parsed.size >= parsedAtMost) parsed.clear();
    // Checked when it was published, and immutable since.
    definition = JSON.parse(row.definition) as ServiceDefinition;
    parsed.set(row.version_id, definition);
  }
  return definition;
}

export async function getPublishedService(db: Reads, serviceId: string): Promise<PublishedService | undefined> {
  const row = await db.first(byId, { id: serviceId });
  return row && toService(row);
}

/** Those of the ids that are published, in no particular order. */
export async function readPublishedServices(db: Reads, ids: readonly string[]): Promise<PublishedService[]> {
  return ids.length === 0 ? [] : (await db.all(byIds, { ids })).map(toService);
}

/** The published services of these councils that have one of the keys. */
export async function readServicesOfKeys(
  db: Reads,
  authorities: readonly AuthorityId[],
  keys: readonly string[],
): Promise<PublishedService[]> {
  if (authorities.length === 0 || keys.length === 0) return [];
  return (await db.all(byKeys, { authorities, keys })).map(toService);
}

/**
 * The published services of these councils that have a key, or a number of the Local Government Service List, in common
 * with one of these.
 */
export async function readServicesAlike(
  db: Reads,
  authorities: readonly AuthorityId[],
  services: readonly Pick<PublishedService, 'key' | 'definition'>[],
): Promise<PublishedService[]> {
  if (authorities.length === 0 || services.length === 0) return [];
  const keys = [...new Set(services.map(({ key }) => key))];
  const numbers = [...new Set(services.flatMap(({ definition }) => definition.lgsl))];
  return (await db.all(alike, { authorities, keys, numbers })).map(toService);
}

export async function findServiceByKey(
  db: Reads,
  authorityId: AuthorityId,
  key: string,
): Promise<PublishedService | undefined> {
  const row = await db.first(byKey, { authority: authorityId, key });
  return row && toService(row);
}

/** The version that a case was logged under, published or not any more. */
export async function getServiceVersion(db: Reads, versionId: string): Promise<PublishedService | undefined> {
  const row = await db.first(byVersion, { version: versionId });
  return row && toService(row);
}

/** Every published one, those that are no longer offered too, by name. */
export async function listPublished(db: Reads): Promise<PublishedService[]> {
  return (await db.all(everyPublished, {})).map(toService);
}

/** Those under which cases can be logged on a day, for residents unless it says otherwise. */
export async function listOffered(
  db: Reads,
  on: LocalDate,
  audience: Audience | 'all' = 'residents',
): Promise<PublishedService[]> {
  const isTheirs = ({ definition }: PublishedService): boolean =>
    audience === 'all' || definition.audience === audience;
  return (await listPublished(db)).filter((service) => isOffered(service, on) && isTheirs(service));
}

// Relies on services_authority_id_audience_idx.
export const forStaff = statement<{ on: LocalDate }, { id: string }>(
  `select s.id from @services s where s.audience = 'staff' and s.state = 'published'
     and (s.withdrawn_on is null or s.withdrawn_on > :on) limit 1`,
);

/** Whether a council of the scope has a service desk: anything that colleagues may ask on a day. */
export async function hasServiceDesk(db: Reads, on: LocalDate): Promise<boolean> {
  return (await db.first(forStaff, { on })) !== undefined;
}

const stored = statement<
  { authority: number; key: string },
  { id: string; state: string; version: number; published_version_id: string | null; last_number: number | null }
>(
  `select s.id, s.state, s.version, s.published_version_id,
     (select max(v.number) from @service_versions v where v.service_id = s.id) as last_number
   from @services s where s.authority_id = :authority and s.key = :key`,
);

export interface StoredService {
  readonly id: string;
  readonly version: number;
  readonly publishedVersionId: string | null;
  readonly lastNumber: number;
}

export async function findStoredService(
  db: Reads,
  authorityId: AuthorityId,
  key: string,
): Promise<StoredService | undefined> {
  const row = await db.first(stored, { authority: authorityId, key });
  if (!row) return undefined;
  const { id, version, published_version_id: publishedVersionId, last_number: lastNumber } = row;
  return { id, version, publishedVersionId, lastNumber: lastNumber ?? 0 };
}

// Changes with every publication: what is built from services (the search index) asks for it before each use.
const stamp = statement<Record<string, never>, { count: number; versions: number | null }>(
  'select count(*) as count, sum(version) as versions from @services',
);

export async function servicesStamp(db: Reads): Promise<string> {
  const row = await db.first(stamp, {});
  return `${row?.count ?? 0}.${row?.versions ?? 0}`;
}
