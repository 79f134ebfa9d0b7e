import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { HandoverTime } from './handover-types.js';

interface TimeRow {
  id: string;
  team_id: string | null;
  working_minutes: number;
  version: number;
}

// Relies on handover_times_authority_id_key_key.
const timesOf = statement<{ authority: number }, TimeRow>(
  `select t.id, t.team_id, t.working_minutes, t.version from @handover_times t where t.authority_id = :authority
   order by t.id`,
);

/** The times that a council has set: its own, and those of single teams. */
export async function listHandoverTimes(db: Reads, authority: AuthorityId): Promise<HandoverTime[]> {
  const rows = await db.all(timesOf, { authority });
  return rows.map((row) => {
    return { id: row.id, teamId: row.team_id, workingMinutes: row.working_minutes, version: row.version };
  });
}

const insertNew = statement<Record<string, string | number | null>, never>(
  `insert into handover_times (id, authority_id, team_id, key, working_minutes)
   values (:id, :authority, :team, :key, :minutes) on conflict (authority_id, key) do nothing`,
);

/** Answers false when somebody set one at the same moment. */
export async function insertHandoverTime(
  db: Writes,
  { id, authorityId, teamId, workingMinutes }: Omit<HandoverTime, 'version'> & { authorityId: AuthorityId },
): Promise<boolean> {
  const key = teamId ?? 'council';
  return (await db.run(insertNew, { id, authority: authorityId, team: teamId, key, minutes: workingMinutes })) === 1;
}

/** Answers false when somebody changed it since it was read. */
export async function updateHandoverTime(
  db: Writes,
  { id, version }: Pick<HandoverTime, 'id' | 'version'>,
  workingMinutes: number,
): Promise<boolean> {
  const row = { working_minutes: workingMinutes, version: version + 1 };
  return (await db.update('handover_times', { id, version }, row)) === 1;
}

/** Answers false when somebody changed it since it was read. */
export async function removeHandoverTime(
  db: Writes,
  { id, version }: Pick<HandoverTime, 'id' | 'version'>,
): Promise<boolean> {
  return (await db.remove('handover_times', { id, version })) === 1;
}
