import { z } from 'zod';
import { findLineByNumber, listAuthorities } from '../../authorities/index.js';
import { readTelephone } from '../../customers/index.js';
import { SECOND_MS, type Instant } from '../../kernel/clock.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { coversOf, isInScope, type AuthorityId } from '../../kernel/scope.js';
import { keepWork } from '../../partnerships/index.js';
import { findPlace } from '../../places/index.js';
import { attachedCustomer } from '../attached-customer.js';
import { findInteractionByCall, insertInteraction } from '../repository.js';
import { channels } from '../types.js';

/** Longer than that nobody waited: the telephone system's clock is wrong. */
const longestWaitSeconds = 86_400;

const InstantInput = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{10,15}$/)
    .transform(Number),
  z.iso.datetime({ offset: true, error: 'Enter when the call began to ring' }).transform((text) => Date.parse(text)),
]);

const StartInput = z.strictObject({
  channel: z.enum(channels),
  authorityId: z.coerce.number().int().optional(),
  /** The number that the customer dialled. */
  called: line(40).optional(),
  /** The number that they call from, or how the telephone system writes a withheld one. */
  caller: line(60).optional(),
  callId: line(120).optional(),
  /** How long they waited before somebody answered. */
  waitedSeconds: z.coerce.number().int().min(0).max(longestWaitSeconds).optional(),
  /** Since when the call rings, in place of how long they waited: epoch milliseconds, or ISO 8601 with its offset. */
  ringingSince: InstantInput.optional(),
  customerId: uuidField.optional(),
  placeId: uuidField.optional(),
  aboutCaseId: uuidField.optional(),
});

const Started = z.object({ id: z.string(), authorityId: z.number(), version: z.number(), isNew: z.boolean() });

/**
 * Starts an interaction for the actor, answered as the authority of the dialled line, else the one given, else the
 * actor's only one. The same call sent twice is one interaction.
 */
export const startInteraction = defineCommand({
  name: 'interactions.start-interaction',
  permission: 'interactions.handle',
  input: StartInput,
  output: Started,
  run: async (context, input): Promise<z.infer<typeof Started>> => {
    if (context.actor.kind !== 'staff') throw notAllowed();
    const { authorityId, lineId } = await answeredAs(context, input);
    refuseNotCovered(context, { authorityId, lineId, channel: input.channel });
    const id = context.newId();
    const attached = await attachedCustomer(context, authorityId, input.customerId);
    if (input.placeId && !(await findPlace(context.db, input.placeId)))
      throw badInput({ faults: [{ field: 'placeId', message: 'Choose an address of the gazetteer' }] });
    const written = await insertInteraction(context.db, {
      id,
      authorityId,
      channel: input.channel,
      lineId,
      caller: callerOf(input.caller),
      callId: input.callId ?? null,
      adviserId: context.actor.staffId,
      startedAt: context.now,
      waitedSeconds: waitedOf(input, context.now),
      ...attached,
      placeId: input.placeId ?? attached.placeId,
      aboutCaseId: input.aboutCaseId ?? null,
      identityLevel: 'none',
    });
    if (written === 0) return await sameCall(context, authorityId, input.callId ?? '');
    await keepWork(context, { authorityId, kind: 'interaction', subjectId: id });
    const { channel } = input;
    const details = { channel, lineId, customerId: attached.customerId, callId: input.callId ?? null };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    await context.emit({ authorityId, topic: 'interaction.started', subjectId: id, payload: { channel } });
    return { id, authorityId, version: 1, isNew: true };
  },
});

type StartInput = z.output<typeof StartInput>;

/** Null: not known, or no waiting time at all by the telephone system's clock. */
function waitedOf({ waitedSeconds, ringingSince }: StartInput, now: Instant): number | null {
  if (waitedSeconds !== undefined) return waitedSeconds;
  if (ringingSince === undefined) return null;
  const waited = Math.round((now - ringingSince) / SECOND_MS);
  return waited >= 0 && waited <= longestWaitSeconds ? waited : null;
}

async function answeredAs(
  context: CommandContext,
  { called, authorityId }: StartInput,
): Promise<{ authorityId: AuthorityId; lineId: string | null }> {
  const number = called === undefined ? undefined : readTelephone(called);
  const dialled = number?.kind === 'number' ? await findLineByNumber(context.db, number.e164) : undefined;
  if (dialled) return { authorityId: dialled.authorityId, lineId: dialled.id };
  const own = (await listAuthorities(context.kernel)).filter(
    ({ id, kind }) => kind === 'authority' && isInScope(context.db.scope, id),
  );
  const chosen = authorityId === undefined && own.length === 1 ? own[0] : own.find(({ id }) => id === authorityId);
  if (chosen) return { authorityId: chosen.id, lineId: null };
  throw badInput({ faults: [{ field: 'authorityId', message: 'Choose which authority you answer as' }] });
}

/** @throws bad_input where the agreement by which the actor answers as the authority is for other channels or lines */
function refuseNotCovered(
  { db: { scope } }: CommandContext,
  { authorityId, channel, lineId }: { authorityId: AuthorityId; channel: StartInput['channel']; lineId: string | null },
): void {
  if (!coversOf(scope, authorityId, { channels: channel })) throw notCoveredBy('channel', 'way of getting in touch');
  if (!coversOf(scope, authorityId, { channels: channel, lines: lineId })) throw notCoveredBy('called', 'line');
}

function notCoveredBy(field: string, what: string): Error {
  const message = `Choose another council, or a ${what} that your agreement with this one covers`;
  return badInput({ faults: [{ field, message }] });
}

function callerOf(typed: string | undefined): string | null {
  const read = typed === undefined ? undefined : readTelephone(typed);
  if (!read) return null;
  return read.kind === 'withheld' ? 'withheld' : read.e164;
}

async function sameCall(context: CommandContext, authorityId: AuthorityId, callId: string) {
  const before = await findInteractionByCall(context.db, authorityId, callId);
  if (!before) throw new Error('an interaction with that call was refused and can’t be found');
  await context.audit({
    authorityId,
    subject: { kind: 'interaction', id: before.id },
    action: 'interactions.open-same-call',
  });
  return { id: before.id, authorityId, version: before.version, isNew: false };
}
