import type { RingingRole } from '../directory/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { RingChannel, RingMessageState } from './ring-message.js';
import type { CallOutState, RingOutcome } from './rules.js';
import type { CallOut, Ring } from './types.js';

interface CallOutRow {
  id: string;
  authority_id: number;
  case_id: string | null;
  reference: string | null;
  case_restriction: string | null;
  rota_id: string | null;
  rota_name: string | null;
  team_id: string | null;
  reason: string;
  place: string | null;
  started_by: string | null;
  started_by_name: string;
  started_at: Instant;
  is_gap: number;
  state: string;
  place_in_list: number;
  due_at: Instant | null;
  exhausted_at: Instant | null;
  ended_at: Instant | null;
  ended_by_name: string | null;
  result: string | null;
  version: number;
}

const columns = `o.id, o.authority_id, o.case_id, c.reference, c.restriction as case_restriction, o.rota_id,
  r.name as rota_name, o.team_id, o.reason, o.place, o.started_by, o.started_by_name, o.started_at, o.is_gap, o.state,
  o.place_in_list, o.due_at, o.exhausted_at, o.ended_at, o.ended_by_name, o.result, o.version`;
// Relies on the keys of cases and rotas.
const joined = `from @call_outs o left join @cases c on c.id = o.case_id left join @duty_rotas r on r.id = o.rota_id`;
// One whose case is kept from the reader is kept from them too, unless they began it or are on its list.
const isShown = `(o.case_id is null or c.id is not null or o.started_by = :reader
  or exists (select 1 from @call_out_rings m where m.call_out_id = o.id and m.person_id = :reader))`;

/** A call-out, and whether its case is restricted: a query hides what the reader may not see. */
export interface FoundCallOut extends CallOut {
  readonly caseIsRestricted: boolean;
}

function toCallOut(row: CallOutRow): FoundCallOut {
  return {
    ...{ id: row.id, authorityId: row.authority_id, caseId: row.case_id, reference: row.reference },
    caseIsRestricted: row.case_restriction !== null,
    ...{ rotaId: row.rota_id, rotaName: row.rota_name, teamId: row.team_id, reason: row.reason, place: row.place },
    ...{ startedById: row.started_by, startedByName: row.started_by_name, startedAt: row.started_at },
    ...{ isGap: row.is_gap === 1, state: row.state as CallOutState, ringing: row.place_in_list },
    ...{ dueAt: row.due_at, exhaustedAt: row.exhausted_at, endedAt: row.ended_at },
    ...{ endedByName: row.ended_by_name, result: row.result, version: row.version },
  };
}

const byId = statement<{ id: string; reader: string | null }, CallOutRow>(
  `select ${columns} ${joined} where o.id = :id and ${isShown}`,
);

/** `reader`: the id of the person who looks; null for none. */
export async function findCallOut(db: Reads, id: string, reader: string | null): Promise<FoundCallOut | undefined> {
  const row = await db.first(byId, { id, reader });
  return row && toCallOut(row);
}

// Relies on call_outs_authority_id_ended_at_started_at_idx.
const open = statement<{ reader: string | null; limit: number }, CallOutRow>(
  `select ${columns} ${joined} where o.ended_at is null and ${isShown} order by o.started_at, o.id limit :limit`,
);
const before = `(o.ended_at < :endedAt or (o.ended_at = :endedAt and o.id < :id)) and ${isShown}
   order by o.ended_at desc, o.id desc limit :limit`;
type Ended = { reader: string | null; endedAt: Instant; id: string; limit: number };
const ended = statement<Ended & { since: Instant }, CallOutRow>(
  `select ${columns} ${joined} where o.ended_at >= :since and ${before}`,
);
// Relies on call_outs_rota_id_ended_at_idx.
const endedOfRota = statement<Ended & { rota: string }, CallOutRow>(
  `select ${columns} ${joined} where o.rota_id = :rota and o.ended_at <= :endedAt and ${before}`,
);

/** Those that are open, the oldest first. */
export async function listOpenCallOuts(db: Reads, reader: string | null, limit: number): Promise<FoundCallOut[]> {
  return (await db.all(open, { reader, limit })).map(toCallOut);
}

/** Which of those that ended: since an instant, or all that one rota had. */
export type EndedOf = { readonly since: Instant } | { readonly rotaId: string };

/** Where a list goes on. */
export interface AfterEnded {
  readonly endedAt: Instant;
  readonly id: string;
}
const fromTheLatest: AfterEnded = { endedAt: Number.MAX_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' };

/** The latest first. */
export async function listEndedCallOuts(
  db: Reads,
  reader: string | null,
  of: EndedOf,
  { after = fromTheLatest, limit }: { readonly after?: AfterEnded | undefined; readonly limit: number },
): Promise<FoundCallOut[]> {
  const asked = { reader, endedAt: after.endedAt, id: after.id, limit };
  const rows =
    'rotaId' in of
      ? await db.all(endedOfRota, { ...asked, rota: of.rotaId })
      : await db.all(ended, { ...asked, since: of.since });
  return rows.map(toCallOut);
}

// Relies on call_out_rings_person_id_outcome_idx.
const mine = statement<{ reader: string; limit: number }, CallOutRow>(
  `select ${columns} ${joined} where o.ended_at is null and o.id in (select m.call_out_id from @call_out_rings m
     where m.person_id = :reader and m.outcome is null and m.rung_at is not null)
   order by o.started_at, o.id limit :limit`,
);

/** Those in which somebody is rung, and hasn't answered. */
export async function listCallOutsFor(db: Reads, reader: string, limit: number): Promise<FoundCallOut[]> {
  return (await db.all(mine, { reader, limit })).map(toCallOut);
}

// Relies on call_outs_state_due_at_idx.
const unanswered = statement<{ now: Instant; limit: number }, { id: string }>(
  `select o.id from @call_outs o where o.state = 'ringing' and o.due_at <= :now order by o.due_at, o.id limit :limit`,
);

export async function listUnanswered(db: Reads, now: Instant, limit: number): Promise<string[]> {
  return (await db.all(unanswered, { now, limit })).map(({ id }) => id);
}

interface RingRow {
  id: string;
  place_in_list: number;
  person_id: string;
  person_name: string;
  role: string;
  minutes: number;
  rung_at: Instant | null;
  outcome: string | null;
  outcome_at: Instant | null;
  said_by_name: string | null;
  note: string | null;
  message_channel: string | null;
  message_state: string | null;
  message_at: Instant | null;
  message_detail: string | null;
}

// Relies on the unique index of call_out_rings.
const ringsOf = statement<{ callOut: string }, RingRow>(
  `select m.id, m.place_in_list, m.person_id, p.display_name as person_name, m.role, m.minutes, m.rung_at, m.outcome,
     m.outcome_at, m.said_by_name, m.note, m.message_channel, m.message_state, m.message_at, m.message_detail
   from @call_out_rings m join people p on p.id = m.person_id where m.call_out_id = :callOut order by m.place_in_list`,
);

function messageOf(row: RingRow): Ring['message'] {
  const { message_channel: channel, message_state: state, message_at: at, message_detail: detail } = row;
  if (state === null) return null;
  return { channel: channel as RingChannel | null, state: state as RingMessageState, at: at ?? 0, detail };
}

/** Codes are cast: only commands write them, and they check each against its list. */
export async function listRings(db: Reads, callOut: string): Promise<Ring[]> {
  return (await db.all(ringsOf, { callOut })).map((row) => ({
    ...{ id: row.id, place: row.place_in_list, personId: row.person_id, personName: row.person_name },
    ...{ role: row.role as RingingRole, minutes: row.minutes, rungAt: row.rung_at },
    ...{ outcome: row.outcome as RingOutcome | null, outcomeAt: row.outcome_at },
    ...{ saidByName: row.said_by_name, note: row.note, message: messageOf(row) },
  }));
}

export type NewCallOut = Pick<
  CallOut,
  | 'id'
  | 'authorityId'
  | 'caseId'
  | 'rotaId'
  | 'teamId'
  | 'place'
  | 'startedById'
  | 'startedByName'
  | 'startedAt'
  | 'isGap'
> & { readonly reason: string };

/** Written as exhausted: the first ring, in the same transaction, makes it ring. */
export function insertCallOut(db: Writes, one: NewCallOut): Promise<void> {
  return db.insert('call_outs', {
    ...{ id: one.id, authority_id: one.authorityId, case_id: one.caseId, rota_id: one.rotaId, team_id: one.teamId },
    ...{ reason: one.reason, place: one.place, started_by: one.startedById, started_by_name: one.startedByName },
    ...{ started_at: one.startedAt, is_gap: one.isGap ? 1 : 0, state: 'exhausted', place_in_list: 0, due_at: null },
    ...{ exhausted_at: null, ended_at: null, ended_by_name: null, result: null, version: 1 },
  });
}

export interface NewRing {
  readonly id: string;
  readonly place: number;
  readonly personId: string;
  readonly role: RingingRole;
  readonly minutes: number;
}

export async function insertRings(
  db: Writes,
  { id, authorityId }: { readonly id: string; readonly authorityId: AuthorityId },
  rings: readonly NewRing[],
): Promise<void> {
  if (rings.length === 0) return;
  await db.insert(
    'call_out_rings',
    rings.map((ring) => ({
      ...{ id: ring.id, authority_id: authorityId, call_out_id: id, place_in_list: ring.place },
      ...{ person_id: ring.personId, role: ring.role, minutes: ring.minutes, rung_at: null, outcome: null },
      ...{ outcome_at: null, said_by_name: null, note: null },
    })),
  );
}

export interface CallOutChanges {
  readonly state: CallOutState;
  readonly ringing?: number;
  readonly dueAt: Instant | null;
  readonly exhaustedAt?: Instant;
  readonly end?: { readonly at: Instant; readonly byName: string; readonly result: string | null };
}

/** Answers false when it changed since it was read. */
export async function updateCallOut(
  db: Writes,
  { id, version, state: before }: Pick<CallOut, 'id' | 'version' | 'state'>,
  { state, ringing, dueAt, exhaustedAt, end }: CallOutChanges,
): Promise<boolean> {
  const row = {
    ...{ state, due_at: dueAt, version: version + 1 },
    ...(ringing === undefined ? {} : { place_in_list: ringing }),
    ...(exhaustedAt === undefined ? {} : { exhausted_at: exhaustedAt }),
    ...(end && { ended_at: end.at, ended_by_name: end.byName, result: end.result }),
  };
  return (await db.update('call_outs', { id, version, state: before }, row)) === 1;
}

export interface RingChanges {
  readonly rungAt?: Instant;
  /** With `rungAt`: how they are written to; null: there is nowhere. */
  readonly channel?: RingChannel | null;
  readonly answer?: {
    readonly outcome: RingOutcome;
    readonly at: Instant;
    readonly byName: string | null;
    readonly note: string | null;
  };
}

export async function updateRing(
  db: Writes,
  id: string,
  { rungAt, channel = null, answer }: RingChanges,
): Promise<void> {
  await db.update(
    'call_out_rings',
    { id },
    {
      ...(rungAt === undefined ? {} : { rung_at: rungAt, ...messageColumns(channel, rungAt) }),
      ...(answer && { outcome: answer.outcome, outcome_at: answer.at }),
      ...(answer && { said_by_name: answer.byName, note: answer.note }),
    },
  );
}

const messageColumns = (channel: RingChannel | null, at: Instant) => ({
  ...{ message_channel: channel, message_at: at, message_detail: null },
  message_state: channel === null ? 'no-address' : 'waiting',
});

/** Those that pages and the job ask again and again, with the index that each relies on. */
export const hotCallOuts = { open, ended, endedOfRota, mine, unanswered, ringsOf };
