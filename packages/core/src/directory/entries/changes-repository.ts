import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { subjectKey } from './entries-repository.js';
import type { ChangeState, EntryChange, EntryContent, EntrySubject } from './entry-types.js';

interface ChangeRow {
  id: string;
  authority_id: number;
  person_id: string | null;
  team_id: string | null;
  subject_name: string;
  content: string;
  fields: string;
  base_version: number;
  state: ChangeState;
  written_by: string | null;
  written_at: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  version: number;
}

const selected = `select c.id, c.authority_id, c.person_id, c.team_id, coalesce(p.display_name, t.name) as subject_name,
  c.content, c.fields, c.base_version, c.state, w.display_name as written_by, c.written_at, d.display_name as decided_by,
  c.decided_at, c.reason, c.version
  from @directory_changes c left join people p on p.id = c.person_id left join @teams t on t.id = c.team_id
  left join people w on w.id = c.written_by left join people d on d.id = c.decided_by`;

const byId = statement<{ id: string }, ChangeRow>(`${selected} where c.id = :id`);
// Relies on directory_changes_authority_id_state_idx.
const waiting = statement<Record<string, never>, ChangeRow>(
  `${selected} where c.state = 'waiting' order by c.written_at, c.id`,
);
// Rely on directory_changes_person_id_idx and directory_changes_team_id_idx.
const ofPerson = statement<{ id: string; limit: number }, ChangeRow>(
  `${selected} where c.person_id = :id order by c.written_at desc, c.id desc limit :limit`,
);
const ofTeam = statement<{ id: string; limit: number }, ChangeRow>(
  `${selected} where c.team_id = :id order by c.written_at desc, c.id desc limit :limit`,
);

function toChange(row: ChangeRow): EntryChange {
  return {
    id: row.id,
    authorityId: row.authority_id,
    subject: row.team_id === null ? { kind: 'person', id: row.person_id ?? '' } : { kind: 'team', id: row.team_id },
    subjectName: row.subject_name,
    content: JSON.parse(row.content) as EntryContent,
    fields: JSON.parse(row.fields) as string[],
    baseVersion: row.base_version,
    state: row.state,
    writtenBy: row.written_by,
    writtenAt: row.written_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
    version: row.version,
  };
}

export async function findChange(db: Reads, id: string): Promise<EntryChange | undefined> {
  const row = await db.first(byId, { id });
  return row && toChange(row);
}

/** Those that wait for an editor, the oldest first. */
export async function listWaiting(db: Reads): Promise<EntryChange[]> {
  return (await db.all(waiting, {})).map(toChange);
}

/** The latest changes of an entry, whatever became of them. */
export async function listChangesOf(db: Reads, { kind, id }: EntrySubject, limit: number): Promise<EntryChange[]> {
  return (await db.all(kind === 'person' ? ofPerson : ofTeam, { id, limit })).map(toChange);
}

export interface NewChange {
  readonly id: string;
  readonly authorityId: number;
  readonly subject: EntrySubject;
  readonly content: EntryContent;
  readonly fields: readonly string[];
  readonly baseVersion: number;
  readonly state: 'waiting' | 'approved';
  readonly writtenBy: string | undefined;
  readonly now: Instant;
}

export async function insertChange(db: Writes, change: NewChange): Promise<void> {
  const isDecided = change.state === 'approved';
  await db.insert('directory_changes', {
    id: change.id,
    authority_id: change.authorityId,
    ...subjectKey(change.subject),
    content: JSON.stringify(change.content),
    fields: JSON.stringify(change.fields),
    base_version: change.baseVersion,
    state: change.state,
    written_by: change.writtenBy,
    written_at: change.now,
    ...(isDecided ? { decided_by: change.writtenBy, decided_at: change.now } : {}),
    version: 1,
  });
}

export interface Decision {
  readonly state: 'approved' | 'declined' | 'replaced';
  readonly decidedBy: string | undefined;
  readonly reason?: string | undefined;
  readonly now: Instant;
}

/** Decides a change that waits in that version. False: somebody was faster. */
export async function decideChange(db: Writes, id: string, version: number, decision: Decision): Promise<boolean> {
  const { state, decidedBy, reason, now } = decision;
  const changes = { state, decided_by: decidedBy, decided_at: now, reason, version: version + 1 };
  return (await db.update('directory_changes', { id, version, state: 'waiting' }, changes)) === 1;
}
