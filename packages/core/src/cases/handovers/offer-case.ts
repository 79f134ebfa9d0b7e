import { z } from 'zod';
import { listMembers } from '../../directory/index.js';
import { endEnquiry, holdOwnEnquiry } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { everyAuthority } from '../../kernel/scope.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, refuseClash, saveCase } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { noteLength } from '../log/log-input.js';
import { actorOf, doneBy, recordEvent } from '../record-event.js';
import { handoverErrors } from './handover-errors.js';
import type { Receiver } from './handover-types.js';
import { insertHandover, type NewHandover } from './handovers-repository.js';
import { ReceiverInput, receiverFor, returnTime } from './receivers.js';

const Offered = z.object({ id: z.string(), returnAt: z.number() });
type Offered = z.output<typeof Offered>;

/**
 * Passes a case to a person, a team or a council, who accept it, decline it, or let it return. Until they accept, it
 * stays with its team.
 * @throws stale_version; bad_input on `to` or `note`; handover_offered; handover_not_agreed; handover_restricted
 */
export const offerCase = defineCommand({
  name: 'cases.offer-case',
  permission: 'cases.assign',
  input: z.strictObject({
    caseId: uuidField,
    to: ReceiverInput,
    /** What the receiver needs to know. */
    note: longText(noteLength, 'what they need to know'),
    expectedVersion: versionField,
  }),
  output: Offered,
  run: async (context, { caseId, to, note, expectedVersion }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'teamId', { expectedVersion });
    if (current.restricted) throw handoverErrors.restricted();
    if (current.statusKind === 'closed') throw caseErrors.closed();
    refuseCardNumber('note', note);
    const { authorityId, serviceId, teamId } = current;
    const receiver = await receiverFor(context, to, { kind: 'case', authorityId, serviceId, teamId });
    const about = { authorityId, caseId, enquiryId: null, interactionId: null, fromTeamId: teamId };
    const offered = await offer(context, about, receiver, note);
    await saveCase(context, current, {});
    const data = { handoverId: offered.id, handover: 'offered', name: receiver.name } as const;
    await recordEvent(context, current, { kind: 'handover', body: note, data });
    return offered;
  },
});

/**
 * Ends an enquiry of the actor's own contact by passing it to a person, a team or a council. Whoever took the contact
 * answers for it until they accept.
 * @throws not_found; interaction_of_another; interaction_finished; enquiry_closed; bad_input on `to` or `note`;
 * handover_not_agreed
 */
export const passEnquiry = defineCommand({
  name: 'cases.pass-enquiry',
  permission: 'interactions.handle',
  input: z.strictObject({
    enquiryId: uuidField,
    to: ReceiverInput,
    /** What the receiver needs to know. */
    note: optional(longText(4000)),
  }),
  output: Offered,
  run: async (context, { enquiryId, to, note }) => {
    refuseCardNumber('note', note);
    const { enquiry } = await holdOwnEnquiry(context, enquiryId);
    const { authorityId, interactionId, serviceId } = enquiry;
    const receiver = await receiverFor(context, to, { kind: 'enquiry', authorityId, serviceId, teamId: null });
    const passedToTeamId = receiver.teamId ?? undefined;
    await endEnquiry(context, { enquiryId, outcome: 'passed', passedToTeamId, note });
    const about = { authorityId, caseId: null, enquiryId, interactionId, fromTeamId: null };
    return await offer(context, about, receiver, note ?? null);
  },
});

type About = Pick<NewHandover, 'authorityId' | 'caseId' | 'enquiryId' | 'interactionId' | 'fromTeamId'>;

async function offer(context: CommandContext, about: About, to: Receiver, note: string | null): Promise<Offered> {
  const { db, now } = context;
  const id = context.newId();
  const { actorId: fromPersonId, actorName: fromName } = actorOf(context);
  const returnAt = await returnTime(context, to);
  const row = { id, ...about, fromPersonId, fromName, to, note, offeredAt: now, returnAt };
  if (!(await insertHandover(db, row))) throw handoverErrors.offered();
  const { authorityId, caseId, enquiryId } = about;
  const { teamId: toTeamId, personId: toPersonId, authorityId: toAuthorityId } = to;
  const details = { caseId, enquiryId, toAuthorityId, toTeamId, toPersonId, returnAt };
  const personal = note === null ? {} : { note };
  await context.audit({ authorityId, subject: { kind: 'handover', id }, details, personal });
  const { caseId: _case, ...rest } = details;
  const payload = { ...rest, ...ofCase(caseId), tell: await audienceOf(context, to), by: doneBy(context) };
  await context.emit({ authorityId, topic: 'handover.offered', subjectId: id, payload });
  return { id, returnAt };
}

/** Of a restricted case only its team hears. */
function ofCase(caseId: string | null): { caseId?: string } {
  return caseId === null ? {} : { caseId };
}

/** The person; of a team, who leads it, else everybody in it. A council's staff find it in their work. */
async function audienceOf({ db }: CommandContext, { personId, teamId }: Receiver): Promise<string[]> {
  if (personId !== null) return [personId];
  if (teamId === null) return [];
  const members = await listMembers(db.within(everyAuthority), teamId);
  const leaders = members.filter(({ leads }) => leads);
  return (leaders.length > 0 ? leaders : members).map((member) => member.personId);
}
