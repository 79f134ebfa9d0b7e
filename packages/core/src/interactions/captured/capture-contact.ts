import { z } from 'zod';
import { readTelephone } from '../../customers/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed, type FieldFault } from '../../kernel/errors.js';
import { formatTime } from '../../kernel/format-time.js';
import { coversOf, type Scope } from '../../kernel/scope.js';
import { keepWork } from '../../partnerships/index.js';
import { insertEnquiry } from '../enquiries-repository.js';
import { contactEnteredBefore } from '../interaction-errors.js';
import { findInteraction } from '../repository.js';
import type { Interaction, Participant } from '../types.js';
import { CapturedForm, TakenBy, writtenDown } from './captured-contact.js';
import { insertCaptured } from './captured-repository.js';

const Captured = z.object({ id: z.string(), authorityId: z.number(), isNew: z.boolean() });

/**
 * Enters a contact that was taken while the desk stood in: under way, of the adviser who took it, with what they wrote
 * down as its notes and its enquiry. The same one twice is one. `takenBy` is for the system alone.
 */
export const captureContact = defineCommand({
  name: 'interactions.capture-contact',
  permission: 'interactions.handle',
  input: CapturedForm.extend({ takenBy: TakenBy.optional() }),
  output: Captured,
  run: async (context, { takenBy, ...form }): Promise<z.infer<typeof Captured>> => {
    const taken = takerOf(context, takenBy);
    refuseNotCovered(context.db.scope, form);
    const { id, authorityId, channel } = form;
    const participant = participantOf(form);
    const notes = notesOf(form, taken);
    const about = { id, authorityId, channel, participant, notes };
    const written = await insertCaptured(context.db, { ...about, adviserId: taken.staffId, startedAt: taken.at });
    if (written === 0) return await enteredBefore(context, form, taken, takenBy !== undefined);
    await insertEnquiry(context.db, { ...emptyEnquiry, ...enquiryOf(context, form, taken.at) });
    await keepWork(context, { authorityId, kind: 'interaction', subjectId: id }, takenBy);
    const details = { channel, capturedAt: taken.at, capturedBy: taken.staffId, urgent: form.urgent };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    await context.emit({ authorityId, topic: 'interaction.started', subjectId: id, payload: { channel } });
    return { id, authorityId, isNew: true };
  },
});

function takerOf({ actor, now }: CommandContext, takenBy: z.output<typeof TakenBy> | undefined) {
  if (actor.kind === 'system' && takenBy) return takenBy;
  if (actor.kind !== 'staff' || takenBy) throw notAllowed();
  return { staffId: actor.staffId, name: actor.name, at: now };
}

/** @throws bad_input where the actor may not take such a contact for that authority */
export function refuseNotCovered(
  scope: Scope,
  { authorityId, channel }: Pick<CapturedForm, 'authorityId' | 'channel'>,
): void {
  const refuse = (field: string, message: string): Error => badInput({ faults: [{ field, message }] });
  if (!coversOf(scope, authorityId, {})) throw refuse('authorityId', 'Choose whom you answer as');
  if (!coversOf(scope, authorityId, { channels: channel, lines: null }))
    throw refuse('channel', 'Choose a way of getting in touch that your agreement with this council covers');
}

/**
 * A contact that was sent again.
 * @throws contact_entered_before where it says something else now; what a file has of the time when it began is older
 */
async function enteredBefore(
  { db, audit }: CommandContext,
  form: CapturedForm,
  { staffId, at }: { staffId: string; at: number },
  isOfFile: boolean,
) {
  const { id, authorityId } = form;
  const before = await findInteraction(db, id);
  if (!before?.isCaptured || before.authorityId !== authorityId || before.adviserId !== staffId)
    throw badInput({ faults: [{ field: 'id', message: 'Take a new id: another record has this one' }] });
  const faults = isOfFile && at <= before.startedAt ? [] : differences(before, form);
  if (faults.length > 0) throw contactEnteredBefore({ faults, facts: { id } });
  const subject = { kind: 'interaction', id };
  await audit({ authorityId, subject, action: 'interactions.open-captured-before' });
  return { id, authorityId, isNew: false };
}

/** What was sent that the contact doesn't say, by field. */
function differences(before: Interaction, { channel, name, reach, what, where, urgent }: CapturedForm): FieldFault[] {
  const says = (words: string): boolean => `\n${before.notes ?? ''}\n`.includes(`\n${words}\n`);
  const isNamed = before.customerId !== null || before.participant.name === name;
  const missing = {
    channel: channel !== before.channel,
    name: name !== undefined && !isNamed,
    reach: reach !== undefined && !says(`How to reach them: ${reach}`),
    what: !says(what),
    where: where !== undefined && !says(`Where: ${where}`),
    urgent: urgent && !says('URGENT'),
  };
  const fields = Object.keys(missing).filter((field) => missing[field as keyof typeof missing]);
  return fields.map((field) => ({ field, message: `${labels[field as keyof typeof missing]} is not in the contact` }));
}

const labels = {
  ...{ channel: 'This way of getting in touch', name: 'This name', reach: 'This way to reach them' },
  ...{ what: 'What you wrote here', where: 'This place', urgent: 'That it is urgent' },
};

function participantOf({ name, reach }: CapturedForm): Participant {
  const read = reach === undefined ? undefined : readTelephone(reach);
  const email = reach !== undefined && /^\S+@\S+$/.test(reach) ? { email: reach } : {};
  const telephone = read?.kind === 'number' ? { telephone: read.e164 } : {};
  return { ...(name ? { name } : {}), ...telephone, ...email };
}

function notesOf(form: CapturedForm, { name, at }: { name: string; at: number }): string {
  return [
    ...(form.urgent ? ['URGENT'] : []),
    ...writtenDown(form),
    `Taken by ${name} at ${formatTime(at)} while Moothall was being upgraded.`,
  ].join('\n');
}

const emptyEnquiry = {
  ...{ serviceId: null, articleId: null, outcome: null, caseId: null, stop: null },
  ...{ passedToTeamId: null, note: null, closedAt: null, version: 1 },
};

function enquiryOf({ newId }: CommandContext, { id, authorityId, what, urgent }: CapturedForm, openedAt: number) {
  const words = `${urgent ? 'Urgent: ' : ''}${what.replace(/\s+/g, ' ')}`.slice(0, 300);
  return { id: newId(), interactionId: id, authorityId, interactionAuthorityId: authorityId, words, openedAt };
}
