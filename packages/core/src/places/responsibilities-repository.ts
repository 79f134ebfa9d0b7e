import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AreaKind, Responsibility } from './types.js';

interface Row {
  id: string;
  area_kind: AreaKind;
  area: string;
  service_key: string;
  responsible_authority_id: number;
  from_on: LocalDate;
  to_on: LocalDate | null;
}

const columns = 'id, area_kind, area, service_key, responsible_authority_id, from_on, to_on';

function toResponsibility(row: Row): Responsibility {
  return {
    id: row.id,
    areaKind: row.area_kind,
    area: row.area,
    serviceKey: row.service_key,
    authorityId: row.responsible_authority_id,
    fromOn: row.from_on,
    toOn: row.to_on,
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

export async function insertResponsibility(db: Writes, rule: Responsibility): Promise<void> {
  await db.insert('responsibilities', {
    id: rule.id,
    area_kind: rule.areaKind,
    area: rule.area,
    service_key: rule.serviceKey,
    responsible_authority_id: rule.authorityId,
    from_on: rule.fromOn,
    to_on: rule.toOn,
  });
}

export async function endResponsibility(db: Writes, id: string, toOn: LocalDate): Promise<void> {
  await db.update('responsibilities', { id }, { to_on: toOn });
}
