import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement, type Params, type Statement } from '../kernel/db/statement.js';
import type { AreaKind, Responsibility } from './types.js';

interface Row {
  id: string;
  area_kind: AreaKind;
  area: string;
  service_key: string;
  responsible_authority_id: number;
  from_on: LocalDate;
  to_on: LocalDate | null;
  version: number;
}

const columns = 'id, area_kind, area, service_key, responsible_authority_id, from_on, to_on, version';

function toResponsibility(row: Row): Responsibility {
  return {
    id: row.id,
    areaKind: row.area_kind,
    area: row.area,
    serviceKey: row.service_key,
    authorityId: row.responsible_authority_id,
    fromOn: row.from_on,
    toOn: row.to_on,
    version: row.version,
  };
}

// Relies on responsibilities_area_service_key_idx.
const ofAreas = statement<{ areas: readonly string[] }, Row>(
  `select ${columns} from responsibilities where area in (:areas*) order by area, service_key, from_on, id`,
);
// Relies on responsibilities_area_service_key_idx.
const ofService = statement<{ area: string; service: string }, Row>(
  `select ${columns} from responsibilities where area = :area and service_key = :service order by from_on, id`,
);

// Relies on responsibilities_area_service_key_idx.
const ofServices = statement<{ areas: readonly string[]; services: readonly string[] }, Row>(
  `select ${columns} from responsibilities where area in (:areas*) and service_key in (:services*)
   order by area, service_key, from_on, id`,
);
// Relies on responsibilities_area_service_key_idx.
const anyOf = statement<{ areas: readonly string[] }, { id: string }>(
  'select id from responsibilities where area in (:areas*) limit 1',
);

/** The rules of these areas for these services, past and coming ones included. */
export async function listResponsibilitiesOf(
  db: Reads,
  areas: readonly string[],
  services: readonly string[],
): Promise<Responsibility[]> {
  return (await db.all(ofServices, { areas, services })).map(toResponsibility);
}

/** Whether anything at all was ever said of who answers there. */
export async function hasResponsibilities(db: Reads, areas: readonly string[]): Promise<boolean> {
  return (await db.first(anyOf, { areas })) !== undefined;
}

/** Every rule for these areas (see `areaKey`), past and coming ones included. */
export async function listResponsibilities(db: Reads, areas: readonly string[]): Promise<Responsibility[]> {
  return (await db.all(ofAreas, { areas })).map(toResponsibility);
}

export async function listResponsibilitiesFor(db: Reads, area: string, serviceKey: string): Promise<Responsibility[]> {
  return (await db.all(ofService, { area, service: serviceKey })).map(toResponsibility);
}

const written = ['id', 'area_kind', 'area', 'service_key', 'responsible_authority_id', 'from_on', 'to_on'] as const;

export async function insertResponsibilities(db: Writes, rules: readonly Responsibility[]): Promise<void> {
  const rows = rules.map((rule) => [
    ...[rule.id, rule.areaKind, rule.area, rule.serviceKey, rule.authorityId, rule.fromOn, rule.toOn],
  ]);
  await db.bulk('responsibilities', written, rows);
}

export async function endResponsibility(db: Writes, rule: Responsibility, toOn: LocalDate): Promise<void> {
  await db.update('responsibilities', { id: rule.id }, { to_on: toOn, version: rule.version + 1 });
}

export async function correctResponsibilityRow(
  db: Writes,
  { id, version }: Responsibility,
  { authorityId, fromOn, toOn }: Pick<Responsibility, 'authorityId' | 'fromOn' | 'toOn'>,
): Promise<void> {
  const row = { responsible_authority_id: authorityId, from_on: fromOn, to_on: toOn, version: version + 1 };
  await db.update('responsibilities', { id }, row);
}

const byId = statement<{ id: string }, Row>(`select ${columns} from responsibilities where id = :id`);

export async function findResponsibility(db: Reads, id: string): Promise<Responsibility | undefined> {
  const row = await db.first(byId, { id });
  return row && toResponsibility(row);
}

const ruled = statement<Record<string, never>, { service_key: string }>(
  'select distinct service_key from responsibilities order by service_key',
);

/** Every service that a rule was ever about, by key. */
export async function listRuledKeys(db: Reads): Promise<string[]> {
  return (await db.all(ruled, {})).map((row) => row.service_key);
}

const all = statement<Record<string, never>, Row>(
  `select ${columns} from responsibilities order by area, service_key, from_on, id`,
);

/** Every rule there is, past and coming ones included: some hundreds. For imports. */
export async function listEveryResponsibility(db: Reads): Promise<Responsibility[]> {
  return (await db.all(all, {})).map(toResponsibility);
}

/** Which rules: an absent part leaves all in. `area` is an authority's: its own, its wards' and its places'. */
export interface RuleFilter {
  readonly serviceKey?: string | undefined;
  readonly authorityId?: number | undefined;
  readonly areaAuthorityId?: number | undefined;
  /** Leaves out what ended on that day or before. */
  readonly notEndedOn?: LocalDate | undefined;
}

interface RuleParams extends Params {
  readonly service: string;
  readonly authority: number;
  readonly area: number;
  readonly areaKey: string;
  readonly wards: string;
  readonly on: string;
  readonly limit: number;
  readonly offset: number;
}

/** `area` is text, whatever it names; the key of a place is a uuid on PostgreSQL alone. */
const filtered = {
  sqlite: filteredBy("case when r.area_kind = 'place' then r.area end"),
  postgres: filteredBy("cast(case when r.area_kind = 'place' then r.area end as uuid)"),
};

// The gazetteer is read by its key, for rules of one place alone.
function filteredBy(placeId: string): Statement<RuleParams, Row> {
  return statement(
    `select r.id, r.area_kind, r.area, r.service_key, r.responsible_authority_id, r.from_on, r.to_on, r.version
     from responsibilities r
     left join authorities a on r.area_kind <> 'place'
       and (r.area = cast(a.id as text) or r.area like cast(a.id as text) || '/%')
     left join places p on p.id = ${placeId}
     where (:service = '' or r.service_key = :service)
       and (:authority = 0 or r.responsible_authority_id = :authority)
       and (:area = 0 or r.area = :areaKey or r.area like :wards or (r.area_kind = 'place' and r.area in
         (select cast(pa.place_id as text) from place_authorities pa where pa.authority_ref = :area)))
       and (:on = '' or r.to_on is null or r.to_on > :on)
     order by r.service_key, r.area_kind, lower(coalesce(a.short_name, p.sort_key)), lower(r.area), r.from_on, r.id
     limit :limit offset :offset`,
  );
}

/** A page of the rules, by service, kind of area and its name. */
export async function listRules(
  db: Reads,
  { serviceKey = '', authorityId = 0, areaAuthorityId = 0, notEndedOn }: RuleFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Responsibility[]> {
  const areas = { area: areaAuthorityId, areaKey: String(areaAuthorityId), wards: `${areaAuthorityId}/%` };
  const rows = await db.all(filtered[db.engine], {
    ...{ service: serviceKey, authority: authorityId, ...areas, on: notEndedOn ?? '', limit, offset },
  });
  return rows.map(toResponsibility);
}
