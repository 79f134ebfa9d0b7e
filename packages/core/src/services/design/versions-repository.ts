import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { ServiceDefinition } from '../types.js';

/** A version of a service as it was published. */
export interface ServiceVersion {
  readonly id: string;
  readonly number: number;
  readonly publishedAt: Instant;
  /** Undefined: loaded from a file. */
  readonly publishedBy: string | undefined;
  readonly definition: ServiceDefinition;
}

interface Row {
  id: string;
  number: number;
  created_at: Instant;
  by_name: string | null;
  definition: string;
}

const columns = `v.id, v.number, v.created_at, v.definition, p.display_name as by_name
  from @service_versions v left join people p on p.id = v.created_by`;
// Each relies on service_versions_service_id_number_key.
const newestFirst = statement<{ service: string }, Row>(
  `select ${columns} where v.service_id = :service order by v.number desc limit 200`,
);
const ofNumber = statement<{ service: string; number: number }, Row>(
  `select ${columns} where v.service_id = :service and v.number = :number`,
);

function toVersion(row: Row): ServiceVersion {
  const { id, number, created_at: publishedAt } = row;
  // Checked when it was published.
  const definition = JSON.parse(row.definition) as ServiceDefinition;
  return { id, number, publishedAt, publishedBy: row.by_name ?? undefined, definition };
}

/** The newest two hundred. */
export async function listServiceVersions(db: Reads, serviceId: string): Promise<ServiceVersion[]> {
  return (await db.all(newestFirst, { service: serviceId })).map(toVersion);
}

export async function findServiceVersion(
  db: Reads,
  serviceId: string,
  number: number,
): Promise<ServiceVersion | undefined> {
  const row = await db.first(ofNumber, { service: serviceId, number });
  return row && toVersion(row);
}
