import { z } from 'zod';
import { findTeam, listMembers, listTeamsOf, officeHours } from '../../directory/index.js';
import { nextOpening } from '../../authorities/index.js';
import { findInteraction } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { line, longText, optional, uuidField } from '../../kernel/input.js';
import { agreementFor, everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { readTelephone } from '../../kernel/telephone.js';
import { keepWork } from '../../partnerships/index.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { actorOf, doneBy, recordEvent } from '../record-event.js';
import { isInOfficeHours, windowFault } from './call-back-rules.js';
import type { Caller, CallWindow } from './call-back-types.js';
import { insertCallBack } from './call-backs-repository.js';

const about = z.union([z.strictObject({ caseId: uuidField }), z.strictObject({ interactionId: uuidField })], {
  error: 'Name the case or the contact that it is about',
});
export const callerField = z.union([z.strictObject({ personId: uuidField }), z.strictObject({ teamId: uuidField })], {
  error: 'Choose who calls',
});
type About = z.output<typeof about>;

/** A telephone number in any spelling, kept in E.164. */
export const ringField = z.string('Enter the number to ring').transform((text, context) => {
  const read = readTelephone(text);
  if (read?.kind === 'number') return read.e164;
  const message = text.trim() === '' ? 'Enter the number to ring' : 'Enter a telephone number, like 01632 960001';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const instant = z.number().int().nonnegative();
/** From when until when; a time alone is the same twice. */
export const windowFields = { fromAt: instant, untilAt: instant };

/**
 * Promises a customer that they are called, by the actor, a colleague or a team, within a window of time; a team's is
 * in its council's office hours. For another council by agreement, one of its own teams calls.
 * @throws not_found; case_reason_needed; bad_input on `by`, `telephone`, `fromAt`, `untilAt`, `name` or `note`
 */
export const promiseCallBack = defineCommand({
  name: 'cases.promise-call-back',
  permission: 'cases.promise-call-backs',
  input: z.strictObject({
    about,
    by: callerField,
    telephone: ringField,
    /** Whom to ask for. */
    name: optional(line(200, 'whom to ask for')),
    /** What it is about. */
    note: optional(longText(500, 'what it is about')),
    ...windowFields,
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { about: of, by, telephone, name = null, note = null, fromAt, untilAt }) => {
    refuseCardNumber('note', note ?? undefined);
    const subject = await subjectOf(context, of);
    const { authorityId, caseId } = subject;
    const calls = await callerOf(context, by, authorityId);
    refuseWindow({ fromAt, untilAt }, context.now);
    if (calls.personId === null) await refuseOutsideHours(context, authorityId, { fromAt, untilAt });
    const id = context.newId();
    const { actorId: promisedById, actorName: promisedByName } = actorOf(context);
    const promise = { name, telephone, note, fromAt, untilAt, promisedById, promisedByName, promisedAt: context.now };
    await insertCallBack(context.db, { id, ...subject, ...calls, ...promise });
    await keepWork(context, { authorityId, kind: 'call-back', subjectId: id });
    const data = { callBackId: id, callBack: 'promised' } as const;
    if (caseId !== null)
      await recordEvent(context, { id: caseId, authorityId }, { kind: 'call-back', data, ...(note && { body: note }) });
    const details = { ...subject, ...calls, fromAt, untilAt };
    const personal = { telephone, name, note };
    await context.audit({ authorityId, subject: { kind: 'call-back', id }, details, personal });
    const tell = await toldOfCaller(context, calls);
    const payload = { ...(caseId === null ? {} : { caseId }), tell, by: doneBy(context) };
    await context.emit({ authorityId, topic: 'call-back.promised', subjectId: id, payload });
    return { id };
  },
});

async function subjectOf(context: CommandContext, of: About) {
  if ('caseId' in of) {
    const { authorityId, id: caseId } = await caseToChange(context, of.caseId);
    return { authorityId, caseId, interactionId: null };
  }
  const contact = await findInteraction(context.db, of.interactionId);
  if (!contact) throw notFound();
  return { authorityId: contact.authorityId, caseId: null, interactionId: contact.id };
}

/** @throws bad_input on `by` */
export async function callerOf(context: CommandContext, by: z.output<typeof callerField>, authorityId: AuthorityId) {
  const { actor, db } = context;
  const all = db.within(everyAuthority);
  if ('teamId' in by) {
    const team = await findTeam(all, by.teamId);
    if (team?.authorityId !== authorityId) throw wrongCaller('Choose a team of the council that it is for');
    return { teamId: team.id, personId: null };
  }
  if (agreementFor(db.scope, authorityId) !== undefined)
    throw wrongCaller('Choose a team of the council: your access by agreement may have ended by then');
  const { personId } = by;
  const team = (await listTeamsOf(all, personId)).find((each) => each.authorityId === authorityId);
  const isSelf = actor.kind === 'staff' && actor.staffId === personId;
  if (!team && !isSelf) throw wrongCaller('Choose somebody who is in a team of the council');
  return { teamId: team?.id ?? null, personId };
}

function wrongCaller(message: string): Error {
  return badInput({ faults: [{ field: 'by', message }] });
}

/** @throws bad_input on `fromAt` or `untilAt` */
export function refuseWindow(window: CallWindow, now: number): void {
  const fault = windowFault(window, now);
  if (fault) throw badInput({ faults: [fault] });
}

/** @throws bad_input on `fromAt`, saying when the offices open next */
export async function refuseOutsideHours(
  { kernel, now }: CommandContext,
  authorityId: AuthorityId,
  window: CallWindow,
): Promise<void> {
  const hours = await officeHours(kernel, authorityId);
  if (isInOfficeHours(hours, window)) return;
  const opens = formatDateTime(nextOpening(hours, window.fromAt), { now });
  throw badInput({ faults: [{ field: 'fromAt', message: `Choose office hours for a team. The next begin ${opens}` }] });
}

/** Who is told that they or their team are to call: the person, else who leads the team. */
export async function toldOfCaller(
  context: CommandContext,
  { teamId, personId }: Pick<Caller, 'teamId' | 'personId'>,
): Promise<string[]> {
  return personId === null ? await leadersOf(context, teamId) : [personId];
}

/** Who leads a team. */
export async function leadersOf({ db }: CommandContext, teamId: string | null): Promise<string[]> {
  if (teamId === null) return [];
  const members = await listMembers(db.within(everyAuthority), teamId);
  return members.filter(({ leads }) => leads).map(({ personId }) => personId);
}
