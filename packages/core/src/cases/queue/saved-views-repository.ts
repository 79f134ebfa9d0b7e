import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { QueueFilterFields } from './queue-address.js';

/** A filter of the queue under a name. */
export interface SavedView {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly filter: QueueFilterFields;
  /** Whoever saved it. */
  readonly personId: string;
  /** Null: the person's own, which nobody else sees. */
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly version: number;
}

/** As many as a person, or a team, may keep. */
export const savedViewsAtMost = 20;

interface ViewRow {
  id: string;
  authority_id: number;
  name: string;
  address: string;
  person_id: string;
  team_id: string | null;
  team_name: string | null;
  version: number;
}

const columns = `v.id, v.authority_id, v.name, v.address, v.person_id, v.team_id, t.name as team_name, v.version
  from @saved_views v left join @teams t on t.id = v.team_id`;

// Relies on saved_views_person_id_team_id_idx and saved_views_team_id_idx.
const viewsOfPerson = statement<{ person: string }, ViewRow>(
  `select ${columns} where v.person_id = :person and v.team_id is null
   union all
   select ${columns} where v.team_id in (select m.team_id from @team_members m where m.person_id = :person)`,
);
const viewById = statement<{ id: string }, ViewRow>(`select ${columns} where v.id = :id`);

function toView(row: ViewRow): SavedView {
  return {
    id: row.id,
    authorityId: row.authority_id,
    name: row.name,
    filter: JSON.parse(row.address) as QueueFilterFields,
    personId: row.person_id,
    teamId: row.team_id,
    teamName: row.team_name,
    version: row.version,
  };
}

/** A person's own views and those of their teams, by name. */
export async function listViewsOf(db: Reads, personId: string): Promise<SavedView[]> {
  const views = (await db.all(viewsOfPerson, { person: personId })).map(toView);
  return views.sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1));
}

export async function findView(db: Reads, id: string): Promise<SavedView | undefined> {
  const row = await db.first(viewById, { id });
  return row && toView(row);
}

export async function insertView(
  { db, now, newId }: CommandContext,
  view: Pick<SavedView, 'authorityId' | 'name' | 'filter' | 'personId' | 'teamId'>,
): Promise<string> {
  const id = newId();
  await db.insert('saved_views', {
    id,
    authority_id: view.authorityId,
    person_id: view.personId,
    team_id: view.teamId,
    name: view.name,
    address: JSON.stringify(view.filter),
    created_at: now,
    version: 1,
  });
  return id;
}

/** Changes a view that still has the version that was read. Answers whether it had. */
export async function updateView(
  { db }: CommandContext,
  { id, version }: SavedView,
  { name, filter }: Partial<Pick<SavedView, 'name' | 'filter'>>,
): Promise<boolean> {
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(filter === undefined ? {} : { address: JSON.stringify(filter) }),
    version: version + 1,
  };
  return (await db.update('saved_views', { id, version }, changes)) === 1;
}

export async function removeView({ db }: CommandContext, { id, version }: SavedView): Promise<boolean> {
  return (await db.remove('saved_views', { id, version })) === 1;
}
