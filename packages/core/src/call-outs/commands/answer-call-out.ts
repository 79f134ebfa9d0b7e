import { z } from 'zod';
import { actorOf, refuseCardNumber } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { callOutErrors } from '../call-out-errors.js';
import { updateRing } from '../repository.js';
import { callOutToChange, note, peopleInvolved, ringNext, saveCallOut, type CallOutToChange } from '../ring.js';
import type { RingOutcome } from '../rules.js';
import type { Ring } from '../types.js';

const output = z.object({ id: z.string(), version: z.number() });
const words = optional(longText(500, 'what they said'));

/**
 * Accepts or declines a call-out: by somebody on its list, also before or after their turn. The first to accept has it.
 * @throws not_found; call_out_ended; call_out_of_others; stale_version; bad_input on `note`
 */
export const answerCallOut = defineCommand({
  name: 'call-outs.answer-call-out',
  permission: 'call-outs.read',
  input: z.strictObject({
    id: uuidField,
    answer: z.enum(['accepted', 'declined'], 'Accept it or decline it'),
    note: words,
  }),
  output,
  run: async (context, { id, answer, note: said = null }) => {
    const { actor } = context;
    const found = await callOutToChange(context, id);
    const own = found.rings.filter(({ personId }) => actor.kind === 'staff' && personId === actor.staffId);
    const ring = own.find(({ outcome }) => outcome === null) ?? own.at(-1);
    if (!ring) throw callOutErrors.notRung();
    return { id, version: await settle(context, found, ring, { outcome: answer, said }) };
  },
});

export const saidOutcomes = ['accepted', 'declined', 'not-reached'] as const;

/**
 * Says what came of ringing somebody on the list.
 * @throws not_found; call_out_ended; stale_version; bad_input on `personId` or `note`
 */
export const recordRing = defineCommand({
  name: 'call-outs.record-ring',
  permission: 'call-outs.start',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    /** Which place of the list, from 1. */
    place: z.coerce.number().int().min(1),
    outcome: z.enum(saidOutcomes, 'Choose what came of ringing them'),
    note: words,
  }),
  output,
  run: async (context, { id, expectedVersion, place, outcome, note: said = null }) => {
    const found = await callOutToChange(context, id, expectedVersion);
    const ring = found.rings.find((each) => each.place === place);
    if (!ring) throw notFound();
    return { id, version: await settle(context, found, ring, { outcome, said }) };
  },
});

/** The time to answer is over: the next is rung. @throws not_found; call_out_ended; stale_version */
export const passOverRing = defineCommand({
  name: 'call-outs.pass-over-ring',
  permission: 'call-outs.start',
  input: z.strictObject({ id: uuidField }),
  output,
  run: async (context, { id }) => {
    const found = await callOutToChange(context, id);
    const { callOut, rings } = found;
    const ring = rings.find(({ place }) => place === callOut.ringing);
    const isOver = callOut.dueAt !== null && callOut.dueAt <= context.now;
    if (!ring || !isOver) throw callOutErrors.ended();
    return { id, version: await settle(context, found, ring, { outcome: 'unanswered', said: null }) };
  },
});

interface Answer {
  readonly outcome: RingOutcome;
  readonly said: string | null;
}

async function settle(
  context: CommandContext,
  found: CallOutToChange,
  ring: Ring,
  { outcome, said }: Answer,
): Promise<number> {
  refuseCardNumber('note', said ?? undefined);
  const { callOut } = found;
  const byName = outcome === 'unanswered' ? null : actorOf(context).actorName;
  await updateRing(context.db, ring.id, { answer: { outcome, at: context.now, byName, note: said } });
  const { id, authorityId } = callOut;
  const details = { personId: ring.personId, place: ring.place };
  if (outcome === 'accepted') {
    const end = { at: context.now, byName: ring.personName, result: null };
    const version = await saveCallOut(context, callOut, { state: 'accepted', ringing: 0, dueAt: null, end });
    const tell = peopleInvolved(found).filter((one) => one !== ring.personId);
    await note(context, callOut, { event: 'accepted', tell, name: ring.personName, words: said, details });
    return version;
  }
  const personal = said === null ? {} : { personal: { words: said } };
  const subject = { kind: 'call-out', id };
  await context.audit({ authorityId, subject, details: { event: outcome, ...details }, ...personal });
  const rings = found.rings.map((each) => (each.id === ring.id ? { ...each, outcome } : each));
  if (callOut.ringing === ring.place) return await ringNext(context, { callOut, rings }, ring.place);
  const { state, dueAt } = callOut;
  return await saveCallOut(context, callOut, { state, dueAt });
}
