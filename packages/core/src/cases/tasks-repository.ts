import type { Instant, LocalDate } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Case, CaseTask } from './types.js';

interface TaskRow {
  id: string;
  case_id: string;
  title: string;
  owner_id: string | null;
  owner_name: string | null;
  due_on: string | null;
  state: string;
  created_at: Instant;
  version: number;
}

const columns = `k.id, k.case_id, k.title, k.owner_id, p.display_name as owner_name, k.due_on, k.state, k.created_at,
  k.version from @case_tasks k left join people p on p.id = k.owner_id`;

// Relies on case_tasks_case_id_idx.
export const tasksOfCase = statement<{ case: string }, TaskRow>(
  `select ${columns} where k.case_id = :case order by k.state desc, k.due_on, k.created_at, k.id`,
);
const taskById = statement<{ id: string; case: string }, TaskRow>(
  `select ${columns} where k.id = :id and k.case_id = :case`,
);

function toTask(row: TaskRow): CaseTask {
  return {
    id: row.id,
    caseId: row.case_id,
    title: row.title,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueOn: row.due_on as LocalDate | null,
    state: row.state as CaseTask['state'],
    createdAt: row.created_at,
    version: row.version,
  };
}

/** A case's tasks: those to do first, then the ended ones. */
export async function listTasks(db: Reads, caseId: string): Promise<CaseTask[]> {
  return (await db.all(tasksOfCase, { case: caseId })).map(toTask);
}

export async function findTask(db: Reads, caseId: string, id: string): Promise<CaseTask | undefined> {
  const row = await db.first(taskById, { id, case: caseId });
  return row && toTask(row);
}

export async function insertTask(
  context: CommandContext,
  { id: caseId, authorityId }: Pick<Case, 'id' | 'authorityId'>,
  task: { title: string; ownerId: string | null; dueOn: LocalDate | null },
): Promise<string> {
  const id = context.newId();
  await context.db.insert('case_tasks', {
    id,
    authority_id: authorityId,
    case_id: caseId,
    title: task.title,
    owner_id: task.ownerId,
    due_on: task.dueOn,
    state: 'to-do',
    created_at: context.now,
    version: 1,
  });
  return id;
}

/** Ends a task if it still has the version that was read. Answers whether it had. */
export async function endTask(
  context: CommandContext,
  { id, version }: CaseTask,
  state: 'done' | 'dropped',
): Promise<boolean> {
  const changes = { state, finished_at: context.now, version: version + 1 };
  return (await context.db.update('case_tasks', { id, version }, changes)) === 1;
}
