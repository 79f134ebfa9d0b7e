import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { actorOf } from '../record-event.js';
import type { Case, CaseTask, OwnTask } from '../types.js';

interface TaskRow {
  id: string;
  case_id: string;
  kind: string;
  title: string;
  team_id: string | null;
  team_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  due_on: string | null;
  state: string;
  created_at: Instant;
  finished_at: Instant | null;
  finished_by_name: string | null;
  version: number;
}

const columns = `k.id, k.case_id, k.kind, k.title, k.team_id, t.name as team_name, k.owner_id,
  p.display_name as owner_name, k.due_on, k.state, k.created_at, k.finished_at, k.finished_by_name, k.version`;
const joined = `from @case_tasks k left join people p on p.id = k.owner_id left join @teams t on t.id = k.team_id`;

// Relies on case_tasks_case_id_idx.
export const tasksOfCase = statement<{ case: string }, TaskRow>(
  `select ${columns} ${joined} where k.case_id = :case order by k.state desc, k.due_on, k.created_at, k.id`,
);
const taskById = statement<{ id: string; case: string }, TaskRow>(
  `select ${columns} ${joined} where k.id = :id and k.case_id = :case`,
);

function toTask(row: TaskRow): CaseTask {
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind as CaseTask['kind'],
    title: row.title,
    teamId: row.team_id,
    teamName: row.team_name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueOn: row.due_on as LocalDate | null,
    state: row.state as CaseTask['state'],
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    finishedByName: row.finished_by_name,
    version: row.version,
  };
}

/** A case's tasks and checklist: what is to do first, then what has ended. */
export async function listTasks(db: Reads, caseId: string): Promise<CaseTask[]> {
  return (await db.all(tasksOfCase, { case: caseId })).map(toTask);
}

export async function findTask(db: Reads, caseId: string, id: string): Promise<CaseTask | undefined> {
  const row = await db.first(taskById, { id, case: caseId });
  return row && toTask(row);
}

interface OwnTaskRow extends TaskRow {
  authority_id: number;
  reference: string;
  case_team_id: string;
  restricted: number;
}

const ownColumns = `${columns}, k.authority_id, c.reference, c.team_id as case_team_id,
  case when c.restriction is null then 0 else 1 end as restricted`;
const firstDueFirst = 'order by case when k.due_on is null then 1 else 0 end, k.due_on, k.id limit :limit';

// Relies on case_tasks_mine_idx.
export const tasksOfOwner = statement<{ owner: string; limit: number }, OwnTaskRow>(
  `select ${ownColumns} ${joined} join @cases c on c.id = k.case_id
   where k.owner_id = :owner and k.state = 'to-do' ${firstDueFirst}`,
);
// Relies on case_tasks_team_idx and team_members_person_id_idx.
export const tasksForTeamsOf = statement<{ person: string; limit: number }, OwnTaskRow>(
  `select ${ownColumns} ${joined} join @cases c on c.id = k.case_id
   where k.team_id in (select m.team_id from @team_members m where m.person_id = :person)
     and k.state = 'to-do' and k.owner_id is null and c.status_kind <> 'closed' ${firstDueFirst}`,
);

/** What somebody has to do, by the day on which it is due. */
export async function listTasksOf(db: Reads, owner: string, limit: number): Promise<OwnTask[]> {
  return (await db.all(tasksOfOwner, { owner, limit })).map(toOwnTask);
}

/** What was given to somebody's teams, on cases of other teams too, and nobody has taken yet. */
export async function listTasksForTeamsOf(db: Reads, person: string, limit: number): Promise<OwnTask[]> {
  return (await db.all(tasksForTeamsOf, { person, limit })).map(toOwnTask);
}

function toOwnTask(row: OwnTaskRow): OwnTask {
  return {
    authorityId: row.authority_id,
    reference: row.reference,
    caseTeamId: row.case_team_id,
    restricted: row.restricted === 1,
    veiled: false,
    ...toTask(row),
  };
}

export async function insertTask(
  context: CommandContext,
  { id: caseId, authorityId }: Pick<Case, 'id' | 'authorityId'>,
  task: Pick<CaseTask, 'title' | 'ownerId' | 'dueOn'> & Partial<Pick<CaseTask, 'kind' | 'teamId'>>,
): Promise<string> {
  const id = context.newId();
  await context.db.insert('case_tasks', {
    id,
    authority_id: authorityId,
    case_id: caseId,
    kind: task.kind ?? 'task',
    title: task.title,
    team_id: task.teamId ?? null,
    owner_id: task.ownerId,
    due_on: task.dueOn,
    state: 'to-do',
    created_at: context.now,
    version: 1,
  });
  return id;
}

/** Ends a task, or opens it again, if it still has the version that was read. Answers whether it had. */
export async function setTaskState(
  context: CommandContext,
  { id, version }: CaseTask,
  state: CaseTask['state'],
): Promise<boolean> {
  const isOpen = state === 'to-do';
  const changes = {
    state,
    finished_at: isOpen ? null : context.now,
    finished_by_name: isOpen ? null : actorOf(context).actorName,
    told_step: null,
    version: version + 1,
  };
  return (await context.db.update('case_tasks', { id, version }, changes)) === 1;
}

/** Changes a task if it still has the version that was read. A moved due date is told anew. Answers whether it had. */
export async function updateTask(
  { db }: CommandContext,
  { id, version }: CaseTask,
  { title, teamId, ownerId, dueOn }: Pick<CaseTask, 'title' | 'teamId' | 'ownerId' | 'dueOn'>,
): Promise<boolean> {
  const changes = {
    ...{ title, team_id: teamId, owner_id: ownerId, due_on: dueOn },
    ...{ told_step: null, version: version + 1 },
  };
  return (await db.update('case_tasks', { id, version }, changes)) === 1;
}

// Relies on case_tasks_case_id_idx.
const takeBack = statement<{ case: string }, never>(
  `update case_tasks set team_id = null, owner_id = null, told_step = null, version = version + 1
   where case_id = :case and team_id is not null and state = 'to-do'`,
);

/** Leaves what other teams have to do on a case to the case's own. Answers how many tasks that were. */
export async function takeBackTasks({ db }: Pick<CommandContext, 'db'>, caseId: string): Promise<number> {
  return await db.run(takeBack, { case: caseId });
}

export type DueStep = 'due' | 'overdue';

// Relies on case_tasks_due_idx.
export const tasksToTell = statement<{ today: string; limit: number }, { id: string; case_id: string; due_on: string }>(
  `select k.id, k.case_id, k.due_on from @case_tasks k join @cases c on c.id = k.case_id
   where k.state = 'to-do' and k.kind = 'task' and k.due_on <= :today and c.status_kind <> 'closed'
     and (k.told_step is null or (k.told_step = 'due' and k.due_on < :today))
   order by k.due_on, k.id limit :limit`,
);

/** Tasks of open cases that are due or overdue, which nobody was told of yet in this step. */
export async function listTasksToTell(
  db: Reads,
  today: LocalDate,
  limit: number,
): Promise<{ taskId: string; caseId: string }[]> {
  const rows = await db.all(tasksToTell, { today, limit });
  return rows.map(({ id: taskId, case_id: caseId }) => ({ taskId, caseId }));
}

const tellFirst = statement<{ id: string; step: string }, never>(
  `update case_tasks set told_step = :step
   where id = :id and state = 'to-do' and (told_step is null or told_step <> :step)`,
);

/** Keeps that the owner was told; no edit, so the version stays. False: they were told before, or it has ended. */
export async function markTold({ db }: CommandContext, id: string, step: DueStep): Promise<boolean> {
  return (await db.run(tellFirst, { id, step })) === 1;
}
