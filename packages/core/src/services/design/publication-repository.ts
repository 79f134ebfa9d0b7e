import type { Instant } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import { staleVersion } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ServiceDefinition } from '../types.js';

/** A definition as it is published: the next version of a service. */
export interface Publication {
  readonly authorityId: AuthorityId;
  readonly serviceId: string;
  readonly versionId: string;
  readonly number: number;
  readonly definition: ServiceDefinition;
  readonly by: string | null;
  readonly at: Instant;
  /** Undefined for a service's first. */
  readonly before: { readonly version: number } | undefined;
  /** The version of the partnership's service that it was held against; undefined: as before. */
  readonly basedOn?: number | undefined;
}

/** Adds the version, points the service at it, and links the national list's entries anew. @throws stale_version */
export async function savePublication(db: Writes, publication: Publication): Promise<void> {
  const { serviceId, authorityId, definition, at, before } = publication;
  const base = publication.basedOn === undefined ? {} : { shared_number: publication.basedOn };
  const described = {
    ...{ name: definition.name, restricted: definition.sensitivity === 'restricted', updated_at: at },
    ...base,
  };
  if (!before)
    await db.insert('services', {
      id: serviceId,
      authority_id: authorityId,
      key: definition.key,
      state: 'draft',
      ...described,
    });
  const pointer = {
    ...{ published_version_id: publication.versionId, state: 'published', audience: definition.audience },
  };
  const [from, to] = [before?.version ?? 1, (before?.version ?? 0) + 1];
  const saved = await db.update(
    'services',
    { id: serviceId, version: from },
    { ...described, ...pointer, version: to },
  );
  if (saved !== 1) throw staleVersion({ facts: { version: to } });
  await insertVersion(db, publication);
  await linkLgsl(db, publication);
}

async function insertVersion(db: Writes, publication: Publication): Promise<void> {
  const { versionId, authorityId, serviceId, number, definition, at, by } = publication;
  await db.insert('service_versions', {
    id: versionId,
    authority_id: authorityId,
    service_id: serviceId,
    number,
    definition: JSON.stringify(definition),
    created_at: at,
    created_by: by,
    published_at: at,
  });
}

async function linkLgsl(db: Writes, { authorityId, serviceId, definition }: Publication): Promise<void> {
  await db.remove('service_lgsl', { service_id: serviceId });
  const ids = [...new Set(definition.lgsl)];
  const links = ids.map((id) => ({ authority_id: authorityId, service_id: serviceId, lgsl_id: id }));
  if (links.length > 0) await db.insert('service_lgsl', links);
}
