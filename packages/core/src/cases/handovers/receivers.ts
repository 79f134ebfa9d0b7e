import { z } from 'zod';
import { addWorkingMinutes, listAuthorities } from '../../authorities/index.js';
import { findTeam, listMembers, listTeamsOf, officeHours, type Team } from '../../directory/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { providersAgreed } from '../../partnerships/index.js';
import { handoverErrors } from './handover-errors.js';
import { workingMinutesFor } from './handover-rules.js';
import { listHandoverTimes } from './handover-times-repository.js';
import type { Receiver } from './handover-types.js';

/** To whom something is passed: one of the three. */
export const ReceiverInput = z.union(
  [
    z.strictObject({ personId: uuidField }),
    z.strictObject({ teamId: uuidField }),
    z.strictObject({ authorityId: z.coerce.number().int() }),
  ],
  { error: 'Choose whom to pass it to' },
);
export type ReceiverInput = z.output<typeof ReceiverInput>;

/** What the receiver's staff need in the council whose case or enquiry it is. */
export const neededFor = { case: 'cases.work', enquiry: 'interactions.handle' } as const;
export type PassedKind = keyof typeof neededFor;

/** What is passed on. */
export interface Passed {
  readonly kind: PassedKind;
  readonly authorityId: AuthorityId;
  readonly serviceId: string | null;
  /** Of a case: who has it. */
  readonly teamId: string | null;
}

/**
 * The receiver, if they may take it over: another council's need an agreement that says so.
 * @throws bad_input on `to`; handover_not_agreed
 */
export async function receiverFor(context: CommandContext, input: ReceiverInput, passed: Passed): Promise<Receiver> {
  const receiver = await find(context, input, passed);
  if (receiver.authorityId === passed.authorityId) return receiver;
  const agreed = await providersFor(context, passed);
  if (!agreed.has(receiver.authorityId))
    throw handoverErrors.notAgreed({ facts: { receiverId: passed.authorityId, providerId: receiver.authorityId } });
  return receiver;
}

/** The other councils that may take it over. */
export function providersFor(
  { db, now }: { readonly db: Reads; readonly now: Instant },
  { kind, authorityId: receiverId, serviceId }: Omit<Passed, 'teamId'>,
): Promise<ReadonlySet<AuthorityId>> {
  return providersAgreed(db, { receiverId, serviceId, permissions: ['cases.read', neededFor[kind]] }, now);
}

async function find(context: CommandContext, wanted: ReceiverInput, passed: Passed): Promise<Receiver> {
  if ('authorityId' in wanted) return await council(context, wanted.authorityId);
  if ('teamId' in wanted) return await teamNamed(context, wanted.teamId, passed);
  return await personNamed(context, wanted.personId, passed);
}

async function council({ kernel }: CommandContext, id: AuthorityId): Promise<Receiver> {
  const found = (await listAuthorities(kernel)).find((each) => each.id === id && each.kind === 'authority');
  if (!found) throw unknownReceiver('Choose a council of the partnership');
  return { authorityId: id, teamId: null, personId: null, name: found.shortName };
}

async function teamNamed({ db }: CommandContext, id: string, { teamId: ownTeamId }: Passed): Promise<Receiver> {
  if (id === ownTeamId) throw unknownReceiver('Choose another team: this one has it');
  const team = await findTeam(db.within(everyAuthority), id);
  if (!team) throw unknownReceiver('Choose a team of the directory');
  return { authorityId: team.authorityId, teamId: id, personId: null, name: team.name };
}

/** A person takes it over in the team that has it, if they are in it; else in the first of theirs. */
async function personNamed({ db, actor }: CommandContext, id: string, { teamId }: Passed): Promise<Receiver> {
  if (actor.kind === 'staff' && actor.staffId === id) throw unknownReceiver('Choose somebody else: this is you');
  const all = db.within(everyAuthority);
  const teams = await listTeamsOf(all, id);
  const team = teams.find((each) => each.id === teamId) ?? teams[0];
  const person = team && (await listMembers(all, team.id)).find(({ personId }) => personId === id);
  if (!person) throw unknownReceiver('Choose somebody who is in a team, or a team');
  return { authorityId: team.authorityId, teamId: team.id, personId: id, name: person.name };
}

function unknownReceiver(message: string): Error {
  return badInput({ faults: [{ field: 'to', message }] });
}

/** When an offer returns by itself: after so much of the receiver's office hours. */
export async function returnTime(
  { db, kernel, now }: CommandContext,
  { authorityId, teamId }: Receiver,
): Promise<Instant> {
  const set = await listHandoverTimes(db.within(everyAuthority), authorityId);
  return addWorkingMinutes(await officeHours(kernel, authorityId), now, workingMinutesFor(teamId, set));
}

/** The team in which the actor takes over what is offered to their council: the first of theirs there. */
export async function ownTeamAt(
  { db, actor }: { readonly db: Pick<Reads, 'within'>; readonly actor: Actor },
  authorityId: AuthorityId,
): Promise<Team | undefined> {
  if (actor.kind !== 'staff') return undefined;
  const teams = await listTeamsOf(db.within(everyAuthority), actor.staffId);
  return teams.find((team) => team.authorityId === authorityId);
}
