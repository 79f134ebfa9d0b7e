import { z } from 'zod';
import { actorOf, refuseCardNumber } from '../../cases/index.js';
import { planRinging } from '../../directory/index.js';
import { defineCommand } from '../../kernel/command.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { insertRings, listRings } from '../repository.js';
import { callOutToChange, note, peopleInvolved, ringNext, saveCallOut } from '../ring.js';

const seen = { id: uuidField, expectedVersion: versionField };
const output = z.object({ id: z.string(), version: z.number() });

/** Nobody has to go: whoever was rung is told. @throws not_found; call_out_ended; stale_version; bad_input on `reason` */
export const standDown = defineCommand({
  name: 'call-outs.stand-down',
  permission: 'call-outs.start',
  input: z.strictObject({ ...seen, reason: line(500, 'why nobody has to go') }),
  output,
  run: async (context, { id, expectedVersion, reason }) => {
    refuseCardNumber('reason', reason);
    const found = await callOutToChange(context, id, expectedVersion);
    const { callOut } = found;
    const end = { at: context.now, byName: actorOf(context).actorName, result: reason };
    const version = await saveCallOut(context, callOut, { state: 'stood-down', ringing: 0, dueAt: null, end });
    await note(context, callOut, { event: 'stood-down', tell: peopleInvolved(found), words: reason });
    return { id, version };
  },
});

/** Rings everybody who is to be rung now once more, below those who were. @throws not_found; call_out_ended; stale_version */
export const ringAgain = defineCommand({
  name: 'call-outs.ring-again',
  permission: 'call-outs.start',
  input: z.strictObject(seen),
  output,
  run: async (context, { id, expectedVersion }) => {
    const { callOut, rings } = await callOutToChange(context, id, expectedVersion);
    const { authorityId, rotaId, teamId } = callOut;
    const matter = { rotaId: rotaId ?? undefined, teamIds: teamId === null ? [] : [teamId], lgsl: [] };
    const { people, answerMinutes } = await planRinging(context.kernel, authorityId, matter);
    const after = rings.length;
    const more = people.map((one, at) => ({ id: context.newId(), place: after + at + 1, ...one }));
    await insertRings(
      context.db,
      callOut,
      more.map((one) => ({ ...one, minutes: answerMinutes })),
    );
    const all = await listRings(context.db, id);
    return { id, version: await ringNext(context, { callOut, rings: all }, after) };
  },
});
