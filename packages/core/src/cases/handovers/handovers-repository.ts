import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { TimelinePlace } from '../../kernel/timeline.js';
import type { HandoverState } from './handover-rules.js';
import type { Handover } from './handover-types.js';

interface HandoverRow {
  id: string;
  authority_id: number;
  case_id: string | null;
  reference: string | null;
  title: string | null;
  status_kind: string | null;
  enquiry_id: string | null;
  interaction_id: string | null;
  words: string | null;
  is_restricted: number;
  from_person_id: string | null;
  from_name: string;
  from_team_id: string | null;
  to_authority_id: number;
  to_team_id: string | null;
  to_person_id: string | null;
  to_name: string;
  note: string | null;
  state: string;
  offered_at: Instant;
  return_at: Instant;
  ended_at: Instant | null;
  ended_by: string | null;
  ended_by_name: string | null;
  reason: string | null;
  result: string | null;
  finished_at: Instant | null;
  version: number;
}

const columns = `h.id, h.authority_id, h.case_id, c.reference, c.title, c.status_kind, h.enquiry_id, h.interaction_id,
  e.words, case when k.restriction is null then 0 else 1 end as is_restricted, h.from_person_id, h.from_name,
  h.from_team_id, h.to_authority_id, h.to_team_id, h.to_person_id, h.to_name, h.note, h.state, h.offered_at, h.return_at,
  h.ended_at, h.ended_by, h.ended_by_name, h.reason, h.result, h.finished_at, h.version`;
// One whose case or enquiry is kept from the reader is kept from them too. Relies on the keys of cases, enquiries, contacts and customers.
const joined = `from @handovers h left join @cases c on c.id = h.case_id left join @enquiries e on e.id = h.enquiry_id
  left join @interactions i on i.id = h.interaction_id left join @customers k on k.id = i.customer_id`;
const isShown = '(c.id is not null or e.id is not null)';

function toHandover(row: HandoverRow): Handover {
  const isKeptBack = row.is_restricted === 1;
  const words = isKeptBack ? { about: null, note: null, result: null } : { note: row.note, result: row.result };
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    reference: row.reference,
    enquiryId: row.enquiry_id,
    interactionId: row.interaction_id,
    about: row.title ?? row.words,
    isKeptBack,
    fromPersonId: row.from_person_id,
    fromName: row.from_name,
    fromTeamId: row.from_team_id,
    to: {
      ...{ authorityId: row.to_authority_id, teamId: row.to_team_id, personId: row.to_person_id, name: row.to_name },
    },
    state: row.state as HandoverState,
    offeredAt: row.offered_at,
    returnAt: row.return_at,
    endedAt: row.ended_at,
    endedById: row.ended_by,
    endedByName: row.ended_by_name,
    reason: row.reason,
    finishedAt: row.finished_at,
    caseStatus: row.status_kind as Handover['caseStatus'],
    version: row.version,
    ...words,
  };
}

const byId = statement<{ id: string }, HandoverRow>(`select ${columns} ${joined} where h.id = :id and ${isShown}`);

export async function findHandover(db: Reads, id: string): Promise<Handover | undefined> {
  const row = await db.first(byId, { id });
  return row && toHandover(row);
}

// Relies on handovers_to_person_id_state_idx, handovers_to_team_id_state_idx and handovers_to_authority_id_state_idx.
const offeredTo = statement<{ person: string; limit: number }, HandoverRow>(
  `select ${columns} ${joined} where h.state = 'offered' and ${isShown} and (h.to_person_id = :person
     or (h.to_person_id is null
       and h.to_team_id in (select m.team_id from @team_members m where m.person_id = :person))
     or (h.to_team_id is null
       and h.to_authority_id in (select m.authority_id from @team_members m where m.person_id = :person)))
   order by h.return_at, h.id limit :limit`,
);

/** What is offered to somebody, a team of theirs or their council, the first to return first. */
export async function listOfferedTo(db: Reads, person: string, limit: number): Promise<Handover[]> {
  return (await db.all(offeredTo, { person, limit })).map(toHandover);
}

// Relies on handovers_from_person_id_offered_at_id_idx.
const passedBy = statement<{ person: string; at: Instant; id: string; limit: number }, HandoverRow>(
  `select ${columns} ${joined} where h.from_person_id = :person and (h.offered_at, h.id) < (:at, :id) and ${isShown}
   order by h.offered_at desc, h.id desc limit :limit`,
);

/** What somebody passed on, the latest first. */
export async function listPassedBy(
  db: Reads,
  person: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<Handover[]> {
  return (await db.all(passedBy, { person, at, id, limit })).map(toHandover);
}

// Relies on handovers_ended_by_state_finished_at_idx.
const takenBy = statement<{ person: string; limit: number }, HandoverRow>(
  `select ${columns} ${joined} where h.ended_by = :person and h.state = 'accepted' and h.finished_at is null
     and h.enquiry_id is not null order by h.ended_at, h.id limit :limit`,
);

/** Enquiries that somebody accepted and hasn't finished, the oldest first. */
export async function listTakenBy(db: Reads, person: string, limit: number): Promise<Handover[]> {
  return (await db.all(takenBy, { person, limit })).map(toHandover);
}

// Relies on interactions_customer_id_started_at_id_idx and handovers_interaction_id_offered_at_idx.
const ofCustomer = statement<{ customer: string; at: Instant; id: string; limit: number }, HandoverRow>(
  `select ${columns} ${joined} where h.interaction_id in (select o.id from @interactions o where o.customer_id = :customer)
     and e.id is not null and (h.offered_at, h.id) < (:at, :id) order by h.offered_at desc, h.id desc limit :limit`,
);

/** Enquiries of a customer that were passed on, before a place in their timeline, the latest first. */
export async function listOfCustomer(
  db: Reads,
  customer: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<Handover[]> {
  return (await db.all(ofCustomer, { customer, at, id, limit })).map(toHandover);
}

// Relies on handovers_state_return_at_idx.
const dueToReturn = statement<{ now: Instant; limit: number }, { id: string }>(
  `select h.id from @handovers h where h.state = 'offered' and h.return_at <= :now order by h.return_at, h.id limit :limit`,
);

export async function listToReturn(db: Reads, now: Instant, limit: number): Promise<string[]> {
  return (await db.all(dueToReturn, { now, limit })).map(({ id }) => id);
}

export type NewHandover = Pick<
  Handover,
  | ('id' | 'authorityId' | 'caseId' | 'enquiryId' | 'interactionId' | 'fromPersonId' | 'fromName' | 'fromTeamId')
  | ('to' | 'note' | 'offeredAt' | 'returnAt')
>;

// Two may offer the same at once; the second insert then waits, and does nothing.
const insertNew = statement<Record<string, string | number | null>, never>(
  `insert into handovers (id, authority_id, case_id, enquiry_id, interaction_id, open_subject_id, from_person_id,
     from_name, from_team_id, to_authority_id, to_team_id, to_person_id, to_name, note, state, offered_at, return_at)
   values (:id, :authority, :case, :enquiry, :interaction, :subject, :from, :fromName, :fromTeam, :toAuthority, :toTeam,
     :toPerson, :toName, :note, 'offered', :offeredAt, :returnAt)
   on conflict (open_subject_id) do nothing`,
);

/** Answers false when it is offered to somebody already. */
export async function insertHandover(db: Writes, one: NewHandover): Promise<boolean> {
  const { to } = one;
  const written = await db.run(insertNew, {
    ...{ id: one.id, authority: one.authorityId, case: one.caseId, enquiry: one.enquiryId },
    ...{ interaction: one.interactionId, subject: one.caseId ?? one.enquiryId, from: one.fromPersonId },
    ...{ fromName: one.fromName, fromTeam: one.fromTeamId, toAuthority: to.authorityId, toTeam: to.teamId },
    ...{ toPerson: to.personId, toName: to.name, note: one.note, offeredAt: one.offeredAt, returnAt: one.returnAt },
  });
  return written === 1;
}

export interface HandoverEnd {
  readonly state: Exclude<HandoverState, 'offered'>;
  readonly at: Instant;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly reason?: string | undefined;
}

/** Ends an offer. Answers false when it ended, or changed, since it was read. */
export async function endHandover(
  db: Writes,
  { id, version }: Pick<Handover, 'id' | 'version'>,
  { state, at, byId: by, byName, reason }: HandoverEnd,
): Promise<boolean> {
  const end = { state, open_subject_id: null, ended_at: at, ended_by: by, ended_by_name: byName };
  const row = { ...end, reason: reason ?? null, version: version + 1 };
  return (await db.update('handovers', { id, version, state: 'offered' }, row)) === 1;
}

/** Keeps what became of an accepted enquiry. Answers false when somebody did so since it was read. */
export async function keepResult(
  db: Writes,
  { id, version }: Pick<Handover, 'id' | 'version'>,
  result: string,
  at: Instant,
): Promise<boolean> {
  return (await db.update('handovers', { id, version }, { result, finished_at: at, version: version + 1 })) === 1;
}
