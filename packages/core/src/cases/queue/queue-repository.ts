import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement, type Params, type Statement } from '../../kernel/db/statement.js';
import { narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { summaryColumns, summaryJoins, toSummary, type SummaryRow } from '../summary-repository.js';
import type { CaseSummary } from '../types.js';

export const queueViews = ['due-today', 'unassigned', 'mine', 'waiting', 'late', 'all'] as const;
export type QueueView = (typeof queueViews)[number];

/** Which open cases. What is left out doesn't narrow. */
export interface QueueFilter {
  readonly teamIds?: readonly string[] | undefined;
  readonly authorityId?: AuthorityId | undefined;
  readonly serviceKey?: string | undefined;
  /** Part of the reference, title or name. */
  readonly words?: string | undefined;
  /** Whose cases are "mine". */
  readonly personId: string | null;
  readonly now: Instant;
  /** The London day that "due today" means: from its first instant to the next day's. */
  readonly dayStart: Instant;
  readonly dayEnd: Instant;
  /** Whether words are looked for in restricted cases: not where some of them would be of other people's teams. */
  readonly wordsIn: 'every-case' | 'ordinary-cases';
}

/** A place in a queue: due order, cases that wait without a due time last. */
export interface QueuePlace {
  readonly dueAt: Instant | null;
  readonly id: string;
}

/** Open cases of a view in due order, from a place on; those without a due time come last. */
export async function listOpenCases(
  db: Reads,
  view: QueueView,
  filter: QueueFilter,
  { limit, after }: { limit: number; after?: QueuePlace | undefined },
): Promise<CaseSummary[]> {
  const narrowed = within(db, filter);
  const params = paramsOf(filter);
  const dated =
    after?.dueAt === null
      ? []
      : await narrowed.all(datedCases(view, filter), {
          ...params,
          afterAt: after?.dueAt ?? -1,
          afterId: after?.id ?? lowestId,
          limit,
        });
  const left = limit - dated.length;
  if (left === 0 || view === 'due-today' || view === 'late') return dated.map(toSummary);
  const afterId = after?.dueAt === null ? after.id : lowestId;
  const undated = await narrowed.all(undatedCases(view, filter), { ...params, afterId, limit: left });
  return [...dated, ...undated].map(toSummary);
}

/** How many open cases each view has, in one query. Relies on cases_queue_idx. */
export async function countViews(db: Reads, filter: QueueFilter): Promise<Record<QueueView, number>> {
  const row = await within(db, filter).first(counts(filter), paramsOf(filter));
  const count = (name: string): number => Number(row?.[name] ?? 0);
  return {
    'due-today': count('today'),
    unassigned: count('unassigned'),
    mine: count('mine'),
    waiting: count('waiting'),
    late: count('late'),
    all: count('everything'),
  };
}

/** A view with more open cases than this shows just that there are more. */
export const countedAtMost = 999;

/** How many open cases a view has, counted no further than one beyond `countedAtMost`. */
export async function countView(db: Reads, view: QueueView, filter: QueueFilter): Promise<number> {
  const params = { ...paramsOf(filter), limit: countedAtMost + 1 };
  return Number((await within(db, filter).first(countOfView(view, filter), params))?.count ?? 0);
}

/** The oldest due case of the person's teams that nobody has. */
export async function findNextToTake(
  db: Reads,
  personId: string,
  teamId: string | undefined,
): Promise<CaseSummary | undefined> {
  const teams = (await db.all(teamsOf, { person: personId })).map((row) => row.team_id);
  const wanted = teamId === undefined ? teams : teams.filter((each) => each === teamId);
  if (wanted.length === 0) return undefined;
  const row = await db.first(nextToTake, { teams: wanted });
  return row && toSummary(row);
}

const lowestId = '00000000-0000-0000-0000-000000000000';

// Relies on team_members_person_id_idx.
const teamsOf = statement<{ person: string }, { team_id: string }>(
  'select m.team_id from @team_members m where m.person_id = :person',
);

// Relies on cases_queue_idx.
export const nextToTake = statement<{ teams: readonly string[] }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins}
   where c.status_kind <> 'closed' and c.status_kind = 'open' and c.team_id in (:teams*)
     and c.assignee_id is null and c.due_at is not null
   order by c.due_at, c.id limit 1`,
);

const conditionOf: Readonly<Record<QueueView, string>> = {
  'due-today': 'and c.due_at >= :dayStart and c.due_at < :dayEnd',
  unassigned: `and c.assignee_id is null and c.status_kind = 'open'`,
  mine: 'and c.assignee_id = :person',
  waiting: `and c.status_kind = 'waiting'`,
  late: 'and c.due_at < :now',
  all: '',
};

/** Conditions of the filter. Few combinations are used, so few texts are ever prepared. */
function conditions(filter: QueueFilter): string {
  return [
    "c.status_kind <> 'closed'",
    filter.teamIds && 'and c.team_id in (:teams*)',
    filter.serviceKey !== undefined && 'and s.key = :service',
    filter.words !== undefined &&
      `and (c.reference like :reference or (${filter.wordsIn === 'every-case' ? '' : 'c.restriction is null and '}
         (lower(c.title) like :words escape '~' or lower(c.participant_name) like :words escape '~')))`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Relies on cases_queue_idx, or on cases_mine_idx for `mine`. Exported for the test of its plan. */
export function datedCases(view: QueueView, filter: QueueFilter): Statement<Params, SummaryRow> {
  return statement(
    `select ${summaryColumns} ${summaryJoins}
     where ${conditions(filter)} ${conditionOf[view]}
       and c.due_at >= :afterAt and (c.due_at > :afterAt or c.id > :afterId)
     order by c.due_at, c.id limit :limit`,
  );
}

function undatedCases(view: QueueView, filter: QueueFilter): Statement<Params, SummaryRow> {
  return statement(
    `select ${summaryColumns} ${summaryJoins}
     where ${conditions(filter)} ${conditionOf[view]} and c.due_at is null and c.id > :afterId
     order by c.id limit :limit`,
  );
}

export function counts(filter: QueueFilter): Statement<Params, Record<string, number | null>> {
  return statement(
    `select count(*) as everything,
       sum(case when c.due_at >= :dayStart and c.due_at < :dayEnd then 1 else 0 end) as today,
       sum(case when c.assignee_id is null and c.status_kind = 'open' then 1 else 0 end) as unassigned,
       sum(case when c.assignee_id = :person then 1 else 0 end) as mine,
       sum(case when c.status_kind = 'waiting' then 1 else 0 end) as waiting,
       sum(case when c.due_at < :now then 1 else 0 end) as late
     from @cases c join @services s on s.id = c.service_id where ${conditions(filter)}`,
  );
}

/** Relies on cases_queue_idx, or on cases_mine_idx for `mine`. Exported for the test of its plan. */
export function countOfView(view: QueueView, filter: QueueFilter): Statement<Params, { count: number }> {
  return statement(
    `select count(*) as count from (
       select c.id from @cases c join @services s on s.id = c.service_id
       where ${conditions(filter)} ${conditionOf[view]} limit :limit) counted`,
  );
}

/** How many cases of a view were logged, and how many others changed, since then. */
export async function countSince(
  db: Reads,
  view: QueueView,
  filter: QueueFilter,
  since: Instant,
): Promise<{ fresh: number; changed: number }> {
  const row = await within(db, filter).first(changesSince(view, filter), { ...paramsOf(filter), since });
  const fresh = Number(row?.fresh ?? 0);
  return { fresh, changed: Number(row?.touched ?? 0) - fresh };
}

/** Relies on cases_queue_idx, or on cases_mine_idx for `mine`. Exported for the test of its plan. */
export function changesSince(
  view: QueueView,
  filter: QueueFilter,
): Statement<Params, { fresh: number | null; touched: number }> {
  return statement(
    `select sum(case when c.opened_at > :since then 1 else 0 end) as fresh, count(*) as touched
     from @cases c join @services s on s.id = c.service_id
     where ${conditions(filter)} ${conditionOf[view]} and c.updated_at > :since`,
  );
}

export function paramsOf(filter: QueueFilter): Params {
  const words = filter.words?.toLowerCase().replace(/[~%_]/g, '~$&');
  return {
    teams: filter.teamIds ?? [],
    service: filter.serviceKey ?? null,
    words: words === undefined ? null : `%${words}%`,
    reference: `%${(filter.words ?? '').toUpperCase().replace(/[^A-Z0-9-]/g, '')}%`,
    person: filter.personId,
    now: filter.now,
    dayStart: filter.dayStart,
    dayEnd: filter.dayEnd,
  };
}

function within(db: Reads, { authorityId }: QueueFilter): Reads {
  return authorityId === undefined ? db : db.within(narrowScope(db.scope, authorityId));
}
