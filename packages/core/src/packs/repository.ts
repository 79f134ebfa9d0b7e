import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { staleVersion } from '../kernel/errors.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Pack, TeamsChosen } from './types.js';

/** A pack as an authority, or the partnership, installed it last. */
export interface Installation {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly serviceKey: string;
  /** Of the file's content (`packDigest`). */
  readonly digest: string;
  readonly pack: Pack;
  readonly teams: TeamsChosen;
  readonly installedAt: Instant;
  /** Null: the command line did. */
  readonly installedBy: string | null;
  readonly version: number;
}

interface Row {
  id: string;
  authority_id: number;
  name: string;
  service_key: string;
  digest: string;
  content: string;
  teams: string;
  installed_at: number;
  by_name: string | null;
  version: number;
}

const installed = `select i.id, i.authority_id, i.name, i.service_key, i.digest, i.content, i.teams, i.installed_at,
    p.display_name as by_name, i.version
  from @pack_installations i left join people p on p.id = i.installed_by`;
const byId = statement<{ id: string }, Row>(`${installed} where i.id = :id`);
// Relies on pack_installations_authority_id_name_key.
const byName = statement<{ authority: number; name: string }, Row>(
  `${installed} where i.authority_id = :authority and i.name = :name`,
);
// Relies on pack_installations_authority_id_service_key_key.
const byService = statement<{ authority: number; service: string }, Row>(
  `${installed} where i.authority_id = :authority and i.service_key = :service`,
);
// Relies on pack_installations_authority_id_name_key, whose order it is.
const page = statement<{ authority: number; name: string; limit: number }, Row>(
  `${installed} where i.authority_id > :authority or (i.authority_id = :authority and i.name > :name)
   order by i.authority_id, i.name limit :limit`,
);

function toInstallation(row: Row): Installation {
  return {
    id: row.id,
    authorityId: row.authority_id,
    name: row.name,
    serviceKey: row.service_key,
    digest: row.digest,
    // Checked when it was installed.
    pack: JSON.parse(row.content) as Pack,
    teams: JSON.parse(row.teams) as TeamsChosen,
    installedAt: row.installed_at,
    installedBy: row.by_name,
    version: row.version,
  };
}

export async function findInstallation(
  db: Reads,
  authority: AuthorityId,
  name: string,
): Promise<Installation | undefined> {
  const row = await db.first(byName, { authority, name });
  return row && toInstallation(row);
}

export async function findInstallationById(db: Reads, id: string): Promise<Installation | undefined> {
  const row = await db.first(byId, { id });
  return row && toInstallation(row);
}

/** The pack that an authority's service came from. */
export async function findInstallationOf(
  db: Reads,
  authority: AuthorityId,
  service: string,
): Promise<Installation | undefined> {
  const row = await db.first(byService, { authority, service });
  return row && toInstallation(row);
}

/** Where a page of the list goes on. */
export interface PlaceInList {
  readonly authorityId: AuthorityId;
  readonly name: string;
}

/** By authority and name, those after a place. */
export async function listInstallations(db: Reads, limit: number, after?: PlaceInList): Promise<Installation[]> {
  const { authorityId: authority, name } = after ?? { authorityId: 0, name: '' };
  return (await db.all(page, { authority, name, limit })).map(toInstallation);
}

/** What is kept of an installation: in place of the one before, if there is one. */
export interface NewInstallation {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly digest: string;
  readonly pack: Pack;
  readonly teams: TeamsChosen;
  readonly at: Instant;
  readonly by: string | null;
  readonly before: Pick<Installation, 'id' | 'version'> | undefined;
}

/** @throws stale_version when somebody else installed it meanwhile */
export async function saveInstallation(db: Writes, installation: NewInstallation): Promise<void> {
  const { id, authorityId, digest, pack, teams, at, by, before } = installation;
  const said = {
    ...{ pack_version: pack.version, service_key: pack.service.key, digest, installed_at: at, installed_by: by },
    ...{ content: JSON.stringify(pack), teams: JSON.stringify(teams) },
  };
  if (!before)
    return await db.insert('pack_installations', { id, authority_id: authorityId, name: pack.name, ...said });
  const key = { id: before.id, version: before.version };
  const saved = await db.update('pack_installations', key, { ...said, version: before.version + 1 });
  if (saved !== 1) throw staleVersion({ facts: { version: before.version + 1 } });
}
