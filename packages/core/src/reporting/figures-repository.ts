import { avoidableReasons } from '../interactions/index.js';
import type { Reads } from '../kernel/db/database.js';
import { statement, type Params, type Value } from '../kernel/db/statement.js';
import { STOP_OUTCOMES } from '../services/index.js';
import type { FigureFilter, Grouping } from './types.js';

/** A statement and what it is asked with: what is run, and what is printed for auditors. */
export interface Question {
  readonly sql: string;
  readonly params: Readonly<Record<string, Exclude<Value, Buffer | undefined | boolean>>>;
}

/** Numbers by the name of their column. */
export type Counts = Readonly<Record<string, number>>;
export interface CountedGroup {
  readonly grouped: string | null;
  readonly counts: Counts;
}

type Filter = FigureFilter & {
  readonly by?: Grouping | undefined;
  /** Of what a question counts; undefined: all of it. */
  readonly columns?: ReadonlySet<string> | undefined;
};

const groupedBy: Readonly<Record<Grouping, string>> = {
  service: 'e.service_id',
  channel: 'i.channel',
  team: 'm.team_id',
};

/** Who answered, and how they were reached, stands in the contact: it is joined only where it is asked for. */
function joinsOf({ by, channel, teamId }: Filter, mustJoin: boolean): string {
  const joins = mustJoin || by === 'channel' || by === 'team' || channel !== undefined || teamId !== undefined;
  const contact = joins ? '\njoin @interactions i on i.id = e.interaction_id' : '';
  return by === 'team' ? `${contact}\njoin @team_members m on m.person_id = i.adviser_id` : contact;
}

function contactConditions({ channel, teamId }: Filter): string {
  const ofTeam = 'exists (select 1 from @team_members t where t.team_id = :team and t.person_id = i.adviser_id)';
  return `${channel === undefined ? '' : '\n  and i.channel = :channel'}${teamId === undefined ? '' : `\n  and ${ofTeam}`}`;
}

function paramsOf({ authorityId, from, until, serviceId, channel, teamId }: Filter): Question['params'] {
  return {
    ...{ authority: authorityId, from, until },
    ...(serviceId === undefined ? {} : { service: serviceId }),
    ...(channel === undefined ? {} : { channel }),
    ...(teamId === undefined ? {} : { team: teamId }),
  };
}

function grouping({ by }: Filter): { first: string; last: string } {
  if (by === undefined) return { first: '', last: '' };
  return { first: `${groupedBy[by]} as grouped, `, last: `\ngroup by ${groupedBy[by]}` };
}

const tally = (condition: string, name: string): string => `sum(case when ${condition} then 1 else 0 end) as ${name}`;

/** What is counted, a line each, without the columns that nobody asked for. */
function counted({ columns }: Pick<Filter, 'columns'>, all: readonly (readonly [name: string, sql: string])[]): string {
  const asked = all.filter(([name]) => columns === undefined || columns.has(name));
  return asked.map(([, sql]) => sql).join(',\n  ');
}

const tallied = (condition: string, name: string) => [name, tally(condition, name)] as const;

const outcomeCounts = [
  ['closed', 'count(*) as closed'],
  tallied(`e.outcome = 'resolved' and e.case_id is null`, 'resolved'),
  tallied(`e.outcome = 'resolved' and e.case_id is not null`, 'told'),
  tallied(`e.outcome = 'logged'`, 'logged'),
  tallied(`e.outcome = 'passed'`, 'passed'),
  tallied(`e.outcome = 'abandoned'`, 'abandoned'),
  tallied('e.stop is not null', 'stopped'),
  ...STOP_OUTCOMES.map((stop) => tallied(`e.stop = '${stop}'`, columnOf(stop))),
] as const;

/** How enquiries ended. Relies on enquiries_authority_id_closed_at_idx. */
export function outcomesQuestion(filter: Filter): Question {
  const { first, last } = grouping(filter);
  const sql = `select ${first}${counted(filter, outcomeCounts)}
from @enquiries e${joinsOf(filter, false)}
where e.authority_id = :authority and e.closed_at >= :from and e.closed_at < :until${
    filter.serviceId === undefined ? '' : '\n  and e.service_id = :service'
  }${contactConditions(filter)}${last}`;
  return { sql, params: paramsOf(filter) };
}

/**
 * Which declared resolutions held: no further contact by the same customer on the same service within the window.
 * Relies on enquiries_authority_id_closed_at_idx, interactions_customer_id_started_at_idx and
 * enquiries_interaction_id_idx. `until` leaves out those whose window has not passed.
 */
export function repeatsQuestion(filter: Filter, windowMs: number): Question {
  const { first, last } = grouping(filter);
  const sql = `select ${first}count(*) as followed,
  ${tally(
    `not exists (
    select 1 from @interactions again
    join @enquiries further on further.interaction_id = again.id
    where again.customer_id = i.customer_id and again.id <> i.id
      and again.started_at >= e.closed_at and again.started_at < e.closed_at + :within
      and further.service_id = e.service_id)`,
    'held',
  )}
from @enquiries e${joinsOf(filter, true)}
where e.authority_id = :authority and e.closed_at >= :from and e.closed_at < :until
  and e.outcome = 'resolved' and e.case_id is null and e.service_id is not null and i.customer_id is not null${
    filter.serviceId === undefined ? '' : '\n  and e.service_id = :service'
  }${contactConditions(filter)}${last}`;
  return { sql, params: { ...paramsOf(filter), within: windowMs } };
}

const avoidableCounts = [
  ['contacts', 'count(*) as contacts'],
  ['avoidable', 'count(i.avoidable) as avoidable'],
  ...avoidableReasons.map((reason) => tallied(`i.avoidable = '${reason}'`, columnOf(reason))),
] as const;

/** Contacts, and those of low value by reason. Relies on interactions_authority_id_started_at_idx. */
export function avoidableQuestion(filter: Filter): Question {
  const ofService = 'exists (select 1 from @enquiries e where e.interaction_id = i.id and e.service_id = :service)';
  const sql = `select ${counted(filter, avoidableCounts)}
from @interactions i
where i.authority_id = :authority and i.started_at >= :from and i.started_at < :until and i.state = 'finished'${
    filter.serviceId === undefined ? '' : `\n  and ${ofService}`
  }${contactConditions(filter)}`;
  return { sql, params: paramsOf(filter) };
}

const surveyGroups: Readonly<Record<Grouping, string>> = { ...groupedBy, service: 's.service_id' };

/** Answers to the survey. Relies on surveys_authority_id_drawn_at_idx. */
export function surveyQuestion(filter: Filter): Question {
  const { by, channel, teamId, serviceId } = filter;
  const joins = by === 'channel' || by === 'team' || channel !== undefined || teamId !== undefined;
  const sql = `select ${by === undefined ? '' : `${surveyGroups[by]} as grouped, `}count(*) as drawn,
  count(s.answered_at) as answered, count(s.asked_at) as asked,
  ${tally('s.answer >= 4', 'satisfied')}
from @surveys s${joins ? '\njoin @interactions i on i.id = s.interaction_id' : ''}${
    by === 'team' ? '\njoin @team_members m on m.person_id = i.adviser_id' : ''
  }
where s.authority_id = :authority and s.drawn_at >= :from and s.drawn_at < :until${
    serviceId === undefined ? '' : '\n  and s.service_id = :service'
  }${contactConditions(filter)}${by === undefined ? '' : `\ngroup by ${surveyGroups[by]}`}`;
  return { sql, params: paramsOf(filter) };
}

/** Call-backs that were kept or missed. Relies on call_backs_authority_id_decided_at_idx. */
export function callBacksQuestion(filter: FigureFilter): Question {
  const { serviceId, channel, teamId } = filter;
  const ofService = `(exists (select 1 from @cases c where c.id = b.case_id and c.service_id = :service)
    or exists (select 1 from @enquiries e where e.interaction_id = b.interaction_id and e.service_id = :service))`;
  const byChannel = 'exists (select 1 from @interactions i where i.id = b.interaction_id and i.channel = :channel)';
  const sql = `select count(*) as decided, ${tally('b.missed_at is null', 'kept')}
from @call_backs b
where b.authority_id = :authority and b.decided_at >= :from and b.decided_at < :until${
    serviceId === undefined ? '' : `\n  and ${ofService}`
  }${channel === undefined ? '' : `\n  and ${byChannel}`}${teamId === undefined ? '' : '\n  and b.team_id = :team'}`;
  return { sql, params: paramsOf(filter) };
}

const isCall = (filter: FigureFilter): string => {
  const ofService = 'exists (select 1 from @enquiries e where e.interaction_id = i.id and e.service_id = :service)';
  return `i.authority_id = :authority and i.started_at >= :from and i.started_at < :until and i.channel in ('telephone', 'chat')${
    filter.serviceId === undefined ? '' : `\n  and ${ofService}`
  }${contactConditions(filter)}`;
};

/**
 * How many calls and chats waited how many seconds, by the line that was dialled; -1: it isn't known how long. Relies on
 * interactions_authority_id_started_at_idx.
 */
export function waitsQuestion(filter: FigureFilter): Question {
  const sql = `select i.line_id as grouped, coalesce(i.waited_seconds, -1) as seconds, count(*) as calls
from @interactions i
where ${isCall(filter)}
group by i.line_id, i.waited_seconds`;
  return { sql, params: paramsOf(filter) };
}

/** How many calls and chats were answered in time, of those of which it is known. Relies on the same index. */
export function inTimeQuestion(filter: FigureFilter, targetSeconds: number): Question {
  const sql = `select count(i.waited_seconds) as known, ${tally('i.waited_seconds <= :target', 'in_time')}
from @interactions i
where ${isCall(filter)}`;
  return { sql, params: { ...paramsOf(filter), target: targetSeconds } };
}

/** The column that counts a reason, or a kind of stop. */
export function columnOf(kind: string): string {
  return kind.replaceAll('-', '_');
}

type CountRow = Readonly<Record<string, string | number | null>>;

/** One row for each group; without a grouping one row, of `null`. */
export async function countGroups(db: Reads, { sql, params }: Question): Promise<CountedGroup[]> {
  const rows = await db.all(statement<Params, CountRow & { readonly grouped?: string | null }>(sql), params);
  return rows.map(({ grouped = null, ...row }) => ({ grouped, counts: countsOf(row) }));
}

function countsOf(row: CountRow): Counts {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value ?? 0)]));
}

/** The statement as anybody may run it on either database: tables by their own names, values written out. */
export function printQuestion({ sql, params }: Question): string {
  return sql.replaceAll(/@([a-z_]+)/g, '$1').replaceAll(/(?<!:):([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the query asks for ${name}, which it was not given`);
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
}
