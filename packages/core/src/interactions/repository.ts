import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { capturedFlag } from './captured/captured-repository.js';
import type { AvoidableReason, Channel, IdentityLevel, Interaction, Participant } from './types.js';

interface Row {
  id: string;
  authority_id: number;
  channel: string;
  line_id: string | null;
  caller: string | null;
  call_id: string | null;
  adviser_id: string | null;
  adviser_name: string | null;
  state: string;
  started_at: number;
  waited_seconds: number | null;
  ended_at: number | null;
  customer_id: string | null;
  participant: string;
  place_id: string | null;
  about_case_id: string | null;
  identity_level: string;
  avoidable: string | null;
  notes: string | null;
  is_captured: number;
  version: number;
}

// A case that is restricted to others is named to nobody else. Relies on the key of cases.
const columns = `i.id, i.authority_id, i.channel, i.line_id, i.caller, i.call_id, i.adviser_id,
  p.display_name as adviser_name, i.state, i.started_at, i.waited_seconds, i.ended_at, i.customer_id, i.participant, i.place_id,
  (select c.id from @cases c where c.id = i.about_case_id) as about_case_id, i.identity_level, i.avoidable, i.notes,
  ${capturedFlag} as is_captured, i.version`;
const interactions = `select ${columns} from @interactions i left join people p on p.id = i.adviser_id`;

/** Codes are cast: only this capability's commands write them, and they check each against its list. */
function toInteraction(row: Row): Interaction {
  return {
    id: row.id,
    authorityId: row.authority_id,
    channel: row.channel as Channel,
    lineId: row.line_id,
    caller: row.caller,
    callId: row.call_id,
    adviserId: row.adviser_id,
    adviserName: row.adviser_name,
    state: row.state as Interaction['state'],
    startedAt: row.started_at,
    waitedSeconds: row.waited_seconds,
    endedAt: row.ended_at,
    customerId: row.customer_id,
    participant: JSON.parse(row.participant) as Participant,
    placeId: row.place_id,
    aboutCaseId: row.about_case_id,
    identityLevel: row.identity_level as IdentityLevel,
    avoidable: row.avoidable as AvoidableReason | null,
    notes: row.notes,
    isCaptured: Number(row.is_captured) === 1,
    version: row.version,
  };
}

const byId = statement<{ id: string }, Row>(`${interactions} where i.id = :id`);
// Relies on interactions_authority_id_call_id_key.
const byCall = statement<{ authority: number; call: string }, Row>(
  `${interactions} where i.authority_id = :authority and i.call_id = :call`,
);
// Relies on interactions_authority_id_call_id_key, for each authority of the reader.
const ofCall = statement<{ call: string }, Row>(
  `${interactions} where i.call_id = :call order by i.started_at limit 10`,
);
// Relies on interactions_adviser_id_state_started_at_idx: the tabs of every page of the desk ask this.
const openOf = statement<{ adviser: string }, Row>(
  `${interactions} where i.adviser_id = :adviser and i.state = 'open' order by i.started_at, i.id`,
);
// Relies on interactions_customer_id_started_at_idx.
const ofCustomer = statement<{ customer: string; startedAt: Instant; id: string; limit: number }, Row>(
  `${interactions} where i.customer_id = :customer
     and (i.started_at < :startedAt or (i.started_at = :startedAt and i.id < :id))
   order by i.started_at desc, i.id desc limit :limit`,
);

export async function findInteraction(db: Reads, id: string): Promise<Interaction | undefined> {
  const row = await db.first(byId, { id });
  return row && toInteraction(row);
}

export async function findInteractionByCall(
  db: Reads,
  authorityId: AuthorityId,
  callId: string,
): Promise<Interaction | undefined> {
  const row = await db.first(byCall, { authority: authorityId, call: callId });
  return row && toInteraction(row);
}

/** The interactions of a call, in whichever authority it was answered as. */
export async function listOfCall(db: Reads, callId: string): Promise<Interaction[]> {
  return (await db.all(ofCall, { call: callId })).map(toInteraction);
}

export async function listOpenOf(db: Reads, adviserId: string): Promise<Interaction[]> {
  return (await db.all(openOf, { adviser: adviserId })).map(toInteraction);
}

/** Latest first, those that come after `from` in that order. */
export async function listOfCustomer(
  db: Reads,
  customer: string,
  { from, limit }: { from: { startedAt: Instant; id: string }; limit: number },
): Promise<Interaction[]> {
  return (await db.all(ofCustomer, { customer, ...from, limit })).map(toInteraction);
}

export type NewInteraction = Omit<
  Interaction,
  'adviserName' | 'state' | 'endedAt' | 'avoidable' | 'notes' | 'isCaptured' | 'version'
>;

// The telephone system may send a call twice at once; the second insert then waits, and does nothing.
const insertNew = statement<Record<string, string | number | null>, never>(
  `insert into interactions (id, authority_id, channel, line_id, caller, call_id, adviser_id, state, started_at,
     waited_seconds, customer_id, participant, place_id, about_case_id, identity_level)
   values (:id, :authority, :channel, :line, :caller, :call, :adviser, 'open', :startedAt,
     :waited, :customer, :participant, :place, :aboutCase, :identityLevel)
   on conflict (authority_id, call_id) do nothing`,
);

/** Answers how many rows were written: none when the authority has an interaction of that call already. */
export function insertInteraction(db: Writes, interaction: NewInteraction): Promise<number> {
  return db.run(insertNew, {
    id: interaction.id,
    authority: interaction.authorityId,
    channel: interaction.channel,
    line: interaction.lineId,
    caller: interaction.caller,
    call: interaction.callId,
    adviser: interaction.adviserId,
    startedAt: interaction.startedAt,
    waited: interaction.waitedSeconds,
    customer: interaction.customerId,
    participant: JSON.stringify(interaction.participant),
    place: interaction.placeId,
    aboutCase: interaction.aboutCaseId,
    identityLevel: interaction.identityLevel,
  });
}

export interface InteractionChanges {
  readonly state?: Interaction['state'];
  readonly ended_at?: Instant | null;
  readonly customer_id?: string | null;
  readonly participant?: string;
  readonly place_id?: string | null;
  readonly identity_level?: IdentityLevel;
  readonly avoidable?: AvoidableReason | null;
  readonly notes?: string | null;
}

/** Answers whether the interaction still had that version; it then has the next. */
export async function changeInteraction(
  db: Writes,
  { id, version }: Pick<Interaction, 'id' | 'version'>,
  changes: InteractionChanges,
): Promise<boolean> {
  return (await db.update('interactions', { id, version }, { ...changes, version: version + 1 })) === 1;
}

// Its authority was checked when it was read in the same transaction.
const hold = statement<{ id: string }, never>(
  "update interactions set version = version where id = :id and state = 'open'",
);

/** Holds the interaction open until the transaction ends: nobody finishes it meanwhile. False when it is finished. */
export async function holdOpen(db: Writes, id: string): Promise<boolean> {
  return (await db.run(hold, { id })) === 1;
}

/** Says which case a contact turned out to be about. */
export async function nameCase(db: Writes, id: string, caseId: string): Promise<void> {
  await db.update('interactions', { id }, { about_case_id: caseId });
}
