import {
  authoritiesByKey,
  ownOne,
  sharedOne,
  type OwnColumns,
  type Pair,
  type SharedColumns,
  type Variant,
} from '../../authorities/index.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { staleVersion } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ServiceDefinition } from '../types.js';

interface SharedRow extends SharedColumns, OwnColumns {
  shared_id: string;
  key: string;
  definition: string;
  own_state: string | null;
  own_definition: string | null;
}

// Relies on services_authority_id_key_key, for the partnership's and for the council's own.
const shared = `select s.id as shared_id, s.key, v.number, v.definition, v.created_at, p.display_name as by_name,
    o.id as own_id, o.state as own_state, o.version as own_version, o.shared_number as based_on,
    coalesce(ov.definition, od.definition) as own_definition
  from @services s join @service_versions v on v.id = s.published_version_id
    left join people p on p.id = v.created_by
    left join @services o on o.authority_id = :authority and o.key = s.key
    left join @service_versions ov on ov.id = o.published_version_id
    left join @service_drafts od on od.service_id = o.id
  where s.authority_id = :partnership and s.state = 'published' and s.withdrawn_on is null`;
const every = statement<Pair, SharedRow>(`${shared} order by s.name, s.id`);
const ofKey = statement<Pair & { key: string }, SharedRow>(`${shared} and s.key = :key`);

/** A service that the partnership defined, and what one authority has of it. */
export interface SharedService extends Variant {
  readonly sharedId: string;
  readonly definition: ServiceDefinition;
  /** As it is published; of one that isn't, its draft. Undefined: the authority doesn't offer it. */
  readonly ownDefinition: ServiceDefinition | undefined;
}

/** Definitions were checked when they were saved. */
function toShared(row: SharedRow): SharedService {
  const definition = JSON.parse(row.definition) as ServiceDefinition;
  const ownDefinition = row.own_definition === null ? undefined : (JSON.parse(row.own_definition) as ServiceDefinition);
  const inUse = row.own_state === 'published';
  return {
    ...{ key: row.key, title: definition.name, sharedId: row.shared_id, definition, ownDefinition },
    shared: sharedOne(row),
    own: ownOne(row, { inUse, isSame: inUse && row.own_definition === row.definition }),
  };
}

/** What the partnership has published and not withdrawn, by name. */
export async function listSharedServices(db: Reads, pair: Pair): Promise<SharedService[]> {
  return (await db.all(every, pair)).map(toShared);
}

export async function findSharedService(db: Reads, pair: Pair, key: string): Promise<SharedService | undefined> {
  const row = await db.first(ofKey, { ...pair, key });
  return row && toShared(row);
}

/** Ours has been held against this version of the partnership's. @throws stale_version */
export async function saveBasedOn(
  db: Writes,
  { id, version }: { readonly id: string; readonly version: number },
  basedOn: number,
): Promise<void> {
  const saved = await db.update('services', { id, version }, { shared_number: basedOn, version: version + 1 });
  if (saved !== 1) throw staleVersion({ facts: { version: version + 1 } });
}

const differing = statement<{ partnership: AuthorityId }, { key: string; authority_id: number }>(
  `select o.key, o.authority_id from @services s
     join @service_versions v on v.id = s.published_version_id
     join @services o on o.key = s.key join @service_versions ov on ov.id = o.published_version_id
   where s.authority_id = :partnership and s.state = 'published' and s.withdrawn_on is null
     and o.authority_id <> :partnership and o.state = 'published' and ov.definition <> v.definition
   order by o.key, o.authority_id`,
);

/** Which authorities offer a shared service otherwise than the partnership defined it, by its key. */
export async function listDiffering(db: Reads, partnership: AuthorityId): Promise<Map<string, AuthorityId[]>> {
  return authoritiesByKey(await db.all(differing, { partnership }));
}
