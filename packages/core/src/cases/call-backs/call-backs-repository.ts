import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { TimelinePlace } from '../../kernel/timeline.js';
import type { AttemptOutcome, CallBackState } from './call-back-rules.js';
import type { Attempt, CallBack } from './call-back-types.js';

interface CallBackRow {
  id: string;
  authority_id: number;
  case_id: string | null;
  reference: string | null;
  title: string | null;
  case_restriction: string | null;
  case_team_id: string | null;
  interaction_id: string | null;
  is_restricted: number;
  name: string | null;
  telephone: string;
  note: string | null;
  team_id: string | null;
  team_name: string | null;
  person_id: string | null;
  person_name: string | null;
  from_at: Instant;
  until_at: Instant;
  promised_by: string | null;
  promised_by_name: string;
  promised_at: Instant;
  state: string;
  missed_at: Instant | null;
  decided_at: Instant | null;
  ended_at: Instant | null;
  ended_by_name: string | null;
  result: string | null;
  taken_at: Instant | null;
  changed_at: Instant | null;
  changed_by_name: string | null;
  change_reason: string | null;
  version: number;
}

const columns = `b.id, b.authority_id, b.case_id, c.reference, c.title, c.restriction as case_restriction,
  c.team_id as case_team_id, b.interaction_id, case when k.restriction is null then 0 else 1 end as is_restricted,
  b.name, b.telephone, b.note, b.team_id, t.name as team_name, b.person_id, p.display_name as person_name, b.from_at,
  b.until_at, b.promised_by, b.promised_by_name, b.promised_at, b.state, b.missed_at, b.decided_at, b.ended_at, b.ended_by_name,
  b.result, b.taken_at, b.changed_at, b.changed_by_name, b.change_reason, b.version`;
// One whose case or contact is kept from the reader is kept from them too. Relies on the keys of all of these.
const joined = `from @call_backs b left join @cases c on c.id = b.case_id
  left join @interactions i on i.id = b.interaction_id
  left join @customers k on k.id = coalesce(c.customer_id, i.customer_id)
  left join @teams t on t.id = b.team_id left join people p on p.id = b.person_id`;
const isShown = '(c.id is not null or i.id is not null)';

/** A call-back, and what its case is restricted by: a query hides what the reader may not see. */
export interface FoundCallBack extends CallBack {
  readonly caseRestricted: boolean;
  readonly caseTeamId: string | null;
}

function toCallBack(row: CallBackRow): FoundCallBack {
  const isKeptBack = row.is_restricted === 1;
  const { name, telephone, note, result, change_reason: changeReason } = row;
  const words = { name, telephone, note, result, changeReason };
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    reference: row.reference,
    title: row.title,
    caseRestricted: row.case_restriction !== null,
    caseTeamId: row.case_team_id,
    interactionId: row.interaction_id,
    isKeptBack,
    caller: {
      ...{ teamId: row.team_id, teamName: row.team_name, personId: row.person_id, personName: row.person_name },
    },
    fromAt: row.from_at,
    untilAt: row.until_at,
    promisedById: row.promised_by,
    promisedByName: row.promised_by_name,
    promisedAt: row.promised_at,
    state: row.state as CallBackState,
    missedAt: row.missed_at,
    decidedAt: row.decided_at,
    endedAt: row.ended_at,
    endedByName: row.ended_by_name,
    ...{ takenAt: row.taken_at, changedAt: row.changed_at, changedByName: row.changed_by_name },
    version: row.version,
    ...(isKeptBack ? withoutWords : words),
  };
}

/** What nobody reads of somebody whose record is restricted. */
export const withoutWords = { name: null, telephone: null, note: null, result: null, changeReason: null } as const;

const byId = statement<{ id: string }, CallBackRow>(`select ${columns} ${joined} where b.id = :id and ${isShown}`);

export async function findCallBack(db: Reads, id: string): Promise<FoundCallBack | undefined> {
  const row = await db.first(byId, { id });
  return row && toCallBack(row);
}

const ofTeams = 'b.team_id in (select m.team_id from @team_members m where m.person_id = :person)';

// Relies on call_backs_person_id_ended_at_until_at_idx and call_backs_team_id_ended_at_until_at_idx.
const mine = statement<{ person: string; people: readonly string[]; limit: number }, CallBackRow>(
  `select ${columns} ${joined} where b.ended_at is null and ${isShown}
     and (b.person_id in (:people*) or (b.person_id is null and ${ofTeams})) order by b.until_at, b.id limit :limit`,
);

/** What somebody is to call, those for whom they stand in, and what nobody of their teams has taken: the first due first. */
export async function listCallsOf(
  db: Reads,
  person: string,
  covered: readonly string[],
  limit: number,
): Promise<FoundCallBack[]> {
  return (await db.all(mine, { person, people: [person, ...covered], limit })).map(toCallBack);
}

// Relies on call_backs_team_id_ended_at_until_at_idx.
const teams = statement<{ person: string; limit: number }, CallBackRow>(
  `select ${columns} ${joined} where b.ended_at is null and ${isShown} and ${ofTeams}
   order by b.until_at, b.id limit :limit`,
);

/** What somebody's teams are to call, whoever of them has taken it: the first due first. */
export async function listCallsOfTeams(db: Reads, person: string, limit: number): Promise<FoundCallBack[]> {
  return (await db.all(teams, { person, limit })).map(toCallBack);
}

// Relies on call_backs_authority_id_ended_at_until_at_idx.
const open = statement<{ limit: number }, CallBackRow>(
  `select ${columns} ${joined} where b.ended_at is null and ${isShown} order by b.until_at, b.id limit :limit`,
);

/** What is still to be called, of every council that the reader sees: the first due first. */
export async function listOpenCalls(db: Reads, limit: number): Promise<FoundCallBack[]> {
  return (await db.all(open, { limit })).map(toCallBack);
}

const ended = statement<{ since: Instant; limit: number }, CallBackRow>(
  `select ${columns} ${joined} where b.ended_at >= :since and ${isShown} order by b.ended_at desc, b.id desc limit :limit`,
);

/** What ended since an instant, the latest first. Relies on call_backs_authority_id_ended_at_until_at_idx. */
export async function listEndedCalls(db: Reads, since: Instant, limit: number): Promise<FoundCallBack[]> {
  return (await db.all(ended, { since, limit })).map(toCallBack);
}

// Relies on the customer's indexes of contacts and cases, call_backs_interaction_id_promised_at_idx and call_backs_case_id_promised_at_idx.
const ofCustomer = statement<{ customer: string; at: Instant; id: string; limit: number }, CallBackRow>(
  `select ${columns} ${joined} where ${isShown} and (b.promised_at, b.id) < (:at, :id)
     and (b.interaction_id in (select o.id from @interactions o where o.customer_id = :customer)
       or b.case_id in (select o.id from @cases o where o.customer_id = :customer))
   order by b.promised_at desc, b.id desc limit :limit`,
);

/** What a customer was promised, before a place in their timeline, the latest first. */
export async function listCallsToCustomer(
  db: Reads,
  customer: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<FoundCallBack[]> {
  return (await db.all(ofCustomer, { customer, at, id, limit })).map(toCallBack);
}

// Relies on call_backs_state_missed_at_until_at_idx.
const overdue = statement<{ now: Instant; limit: number }, { id: string }>(
  `select b.id from @call_backs b where b.state = 'promised' and b.missed_at is null and b.until_at < :now
   order by b.until_at, b.id limit :limit`,
);

export async function listToMiss(db: Reads, now: Instant, limit: number): Promise<string[]> {
  return (await db.all(overdue, { now, limit })).map(({ id }) => id);
}

export interface NewCallBack {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string | null;
  readonly interactionId: string | null;
  readonly name: string | null;
  readonly telephone: string;
  readonly note: string | null;
  readonly teamId: string | null;
  readonly personId: string | null;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly promisedById: string | null;
  readonly promisedByName: string;
  readonly promisedAt: Instant;
}

export function insertCallBack(db: Writes, one: NewCallBack): Promise<void> {
  return db.insert('call_backs', {
    ...{ id: one.id, authority_id: one.authorityId, case_id: one.caseId, interaction_id: one.interactionId },
    ...{ name: one.name, telephone: one.telephone, note: one.note, team_id: one.teamId, person_id: one.personId },
    ...{ from_at: one.fromAt, until_at: one.untilAt, promised_by: one.promisedById },
    ...{ promised_by_name: one.promisedByName, promised_at: one.promisedAt, state: 'promised', missed_at: null },
    ...{ decided_at: null, ended_at: null, ended_by: null, ended_by_name: null, result: null, version: 1 },
    ...{ taken_at: null, changed_at: null, changed_by_name: null, change_reason: null },
  });
}

export interface CallBackChanges {
  readonly personId?: string | null;
  readonly teamId?: string | null;
  readonly telephone?: string | null;
  readonly name?: string | null;
  readonly note?: string | null;
  readonly takenAt?: Instant | null;
  readonly fromAt?: Instant;
  readonly untilAt?: Instant;
  readonly missedAt?: Instant | null;
  readonly decidedAt?: Instant | null;
  readonly change?: { readonly at: Instant; readonly byName: string; readonly reason: string };
  readonly end?: {
    readonly state: Exclude<CallBackState, 'promised'>;
    readonly at: Instant;
    readonly byId: string | null;
    readonly byName: string;
    readonly result: string | null;
  };
}

/** Changes an open one. Answers false when it ended, or changed, since it was read. */
export async function updateCallBack(
  db: Writes,
  { id, version }: Pick<CallBack, 'id' | 'version'>,
  { personId, teamId, fromAt, untilAt, missedAt, decidedAt, change, end, ...changes }: CallBackChanges,
): Promise<boolean> {
  const row = {
    ...(personId === undefined ? {} : { person_id: personId }),
    ...(teamId === undefined ? {} : { team_id: teamId }),
    ...whomAndWhat(changes),
    ...(change && { changed_at: change.at, changed_by_name: change.byName, change_reason: change.reason }),
    ...(fromAt === undefined ? {} : { from_at: fromAt }),
    ...(untilAt === undefined ? {} : { until_at: untilAt }),
    ...(missedAt === undefined ? {} : { missed_at: missedAt }),
    ...(decidedAt === undefined ? {} : { decided_at: decidedAt }),
    ...(end && { state: end.state, ended_at: end.at, ended_by: end.byId, ended_by_name: end.byName }),
    ...(end && { result: end.result }),
    version: version + 1,
  };
  return (await db.update('call_backs', { id, version, state: 'promised' }, row)) === 1;
}

function whomAndWhat({ telephone, name, note, takenAt }: CallBackChanges) {
  return {
    ...(telephone === undefined ? {} : { telephone }),
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(takenAt === undefined ? {} : { taken_at: takenAt }),
  };
}

interface AttemptRow {
  id: string;
  at: Instant;
  by_name: string;
  outcome: string;
  note: string | null;
  next_from_at: Instant | null;
  next_until_at: Instant | null;
}

// Relies on call_back_attempts_call_back_id_at_idx.
const attemptsOf = statement<{ callBack: string }, AttemptRow>(
  `select a.id, a.at, a.by_name, a.outcome, a.note, a.next_from_at, a.next_until_at from @call_back_attempts a
   where a.call_back_id = :callBack order by a.at desc, a.id desc limit 100`,
);

/** Who rang, the latest first. */
export async function listAttempts(db: Reads, callBack: string): Promise<Attempt[]> {
  return (await db.all(attemptsOf, { callBack })).map((row) => ({
    ...{ id: row.id, at: row.at, byName: row.by_name, outcome: row.outcome as AttemptOutcome, note: row.note },
    next:
      row.next_from_at === null || row.next_until_at === null
        ? null
        : { fromAt: row.next_from_at, untilAt: row.next_until_at },
  }));
}

export function insertAttempt(
  db: Writes,
  { authorityId, callBackId, ...one }: Attempt & { readonly authorityId: AuthorityId; readonly callBackId: string },
): Promise<void> {
  return db.insert('call_back_attempts', {
    ...{ id: one.id, authority_id: authorityId, call_back_id: callBackId, at: one.at, by_name: one.byName },
    ...{ outcome: one.outcome, note: one.note },
    ...{ next_from_at: one.next?.fromAt ?? null, next_until_at: one.next?.untilAt ?? null },
  });
}
