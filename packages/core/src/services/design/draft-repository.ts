import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { Reads, Row, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { staleVersion } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ServiceDefinition } from '../types.js';

/** A service as its designers find it: what is published, and what is being written. */
export interface ServiceDesign {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
  readonly state: 'draft' | 'published';
  /** The first day on which no case can be logged; null while it is offered. */
  readonly withdrawnOn: LocalDate | null;
  /** Of the service: an edit names it. */
  readonly version: number;
  readonly publishedVersionId: string | null;
  readonly publishedNumber: number | null;
  readonly lastNumber: number;
  /** The draft; without one, what is published. */
  readonly definition: ServiceDefinition;
  /** Undefined: nothing has changed since it was published. */
  readonly draft: { readonly savedAt: Instant; readonly savedBy: string | undefined } | undefined;
}

interface DesignRow {
  id: string;
  authority_id: number;
  key: string;
  name: string;
  state: string;
  withdrawn_on: string | null;
  version: number;
  published_version_id: string | null;
  published_number: number | null;
  last_number: number | null;
  published: string | null;
  draft: string | null;
  saved_at: Instant | null;
  saved_by: string | null;
}

const designs = `select s.id, s.authority_id, s.key, s.name, s.state, s.withdrawn_on, s.version, s.published_version_id,
    v.number as published_number, v.definition as published, d.definition as draft, d.saved_at,
    p.display_name as saved_by,
    (select max(n.number) from @service_versions n where n.service_id = s.id) as last_number
  from @services s left join @service_versions v on v.id = s.published_version_id
    left join @service_drafts d on d.service_id = s.id left join people p on p.id = d.saved_by`;
const byId = statement<{ id: string }, DesignRow>(`${designs} where s.id = :id`);
const ofAuthority = statement<{ authority: number }, DesignRow>(
  `${designs} where s.authority_id = :authority order by s.name, s.id`,
);

/** Definitions were checked when they were saved; one of the two is always there. */
function toDesign(row: DesignRow): ServiceDesign {
  const { id, key, name, version, published_number: publishedNumber } = row;
  const definition = JSON.parse(row.draft ?? row.published ?? '{}') as ServiceDefinition;
  const draft =
    row.draft === null || row.saved_at === null
      ? undefined
      : { savedAt: row.saved_at, savedBy: row.saved_by ?? undefined };
  return {
    id,
    authorityId: row.authority_id,
    key,
    name: row.draft === null ? name : definition.name,
    state: row.state as ServiceDesign['state'],
    withdrawnOn: row.withdrawn_on as LocalDate | null,
    version,
    publishedVersionId: row.published_version_id,
    publishedNumber,
    lastNumber: row.last_number ?? 0,
    definition,
    draft,
  };
}

export async function findDesign(db: Reads, id: string): Promise<ServiceDesign | undefined> {
  const row = await db.first(byId, { id });
  return row && toDesign(row);
}

export async function listDesigns(db: Reads, authorityId: AuthorityId): Promise<ServiceDesign[]> {
  return (await db.all(ofAuthority, { authority: authorityId })).map(toDesign);
}

/** A new service, in draft alone. */
export async function insertService(
  db: Writes,
  { id, authorityId, definition, by, at, basedOn }: NewDraft,
): Promise<void> {
  await db.insert('services', {
    id,
    authority_id: authorityId,
    key: definition.key,
    name: definition.name,
    state: 'draft',
    restricted: definition.sensitivity === 'restricted',
    updated_at: at,
    version: 1,
    ...(basedOn === undefined ? {} : { shared_number: basedOn }),
  });
  await insertDraft(db, authorityId, { id, definition, by, at });
}

interface Draft {
  readonly id: string;
  readonly definition: ServiceDefinition;
  readonly by: string | null;
  readonly at: Instant;
}

interface NewDraft extends Draft {
  readonly authorityId: AuthorityId;
  /** The version of the partnership's service that it is taken from, if it is. */
  readonly basedOn?: number;
}

/** Keeps the draft of a service in place of the one before. @throws stale_version */
export async function keepDraft(db: Writes, design: ServiceDesign, draft: Omit<Draft, 'id'>): Promise<void> {
  await raiseVersion(db, design, draft.at);
  await db.remove('service_drafts', { service_id: design.id });
  await insertDraft(db, design.authorityId, { ...draft, id: design.id });
}

/** Gives the draft up. @throws stale_version */
export async function dropDraft(db: Writes, design: ServiceDesign, at: Instant): Promise<void> {
  await raiseVersion(db, design, at);
  await db.remove('service_drafts', { service_id: design.id });
}

/** The draft has become a version. */
export async function removeDraft(db: Writes, serviceId: string): Promise<void> {
  await db.remove('service_drafts', { service_id: serviceId });
}

async function insertDraft(db: Writes, authorityId: AuthorityId, { id, definition, by, at }: Draft): Promise<void> {
  await db.insert('service_drafts', {
    service_id: id,
    authority_id: authorityId,
    definition: JSON.stringify(definition),
    saved_at: at,
    saved_by: by,
  });
}

/** Sets the first day on which no case can be logged; null: cases can be logged again. @throws stale_version */
export async function saveWithdrawal(
  db: Writes,
  design: ServiceDesign,
  on: LocalDate | null,
  at: Instant,
): Promise<void> {
  await raiseVersion(db, design, at, { withdrawn_on: on });
}

/** Somebody else may have been faster since it was read. */
async function raiseVersion(db: Writes, { id, version }: ServiceDesign, at: Instant, changes: Row = {}): Promise<void> {
  const saved = await db.update('services', { id, version }, { ...changes, version: version + 1, updated_at: at });
  if (saved !== 1) throw staleVersion({ facts: { version: version + 1 } });
}
