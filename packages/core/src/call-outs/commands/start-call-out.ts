import { z } from 'zod';
import { actorOf, caseToChange, definitionOf, refuseCardNumber } from '../../cases/index.js';
import { planRinging } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, longText, optional, uuidField } from '../../kernel/input.js';
import { isInScope, may } from '../../kernel/scope.js';
import { keepWork } from '../../partnerships/index.js';
import { findCallOut, insertCallOut, insertRings, listRings } from '../repository.js';
import { note, ringNext } from '../ring.js';

const ofCouncil = z.strictObject({
  authorityId: z.coerce.number().int(),
  /** By this rota; else by the one that fits most closely. */
  rotaId: uuidField.optional(),
});
const about = z.union([z.strictObject({ caseId: uuidField }), ofCouncil], {
  error: 'Name the case or the council that it is about',
});

/**
 * Calls out whoever is on duty now: the first of the list is rung at once, the others one after the other until somebody
 * accepts. Where nobody is on duty, those in charge are rung at once.
 * @throws not_found; case_reason_needed; bad_input on `reason` or `place`
 */
export const startCallOut = defineCommand({
  name: 'call-outs.start-call-out',
  permission: 'call-outs.start',
  input: z.strictObject({
    about,
    reason: longText(1000, 'what has happened'),
    place: optional(line(300, 'where it is')),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { about: of, reason, place = null }) => {
    refuseCardNumber('reason', reason);
    refuseCardNumber('place', place ?? undefined);
    const { authorityId, caseId, ...matter } = await matterOf(context, of);
    const { rota, people, isGap, answerMinutes } = await planRinging(context.kernel, authorityId, matter);
    if (matter.rotaId !== undefined && rota === null) throw notFound();
    const { actorId: startedById, actorName: startedByName } = actorOf(context);
    const id = context.newId();
    const teamId = matter.teamIds[0] ?? rota?.teamId ?? null;
    const started = { startedById, startedByName, startedAt: context.now };
    await insertCallOut(context.db, {
      ...{ id, authorityId, caseId, rotaId: rota?.id ?? null, teamId, reason, place, ...started, isGap },
    });
    const rings = people.map((one, at) => ({ id: context.newId(), place: at + 1, ...one, minutes: answerMinutes }));
    await insertRings(context.db, { id, authorityId }, rings);
    await keepWork(context, { authorityId, kind: 'call-out', subjectId: id });
    const details = { isGap, rotaId: rota?.id ?? null, people: people.length };
    const words = place === null ? reason : `${reason}\n${place}`;
    await note(context, { id, authorityId, caseId }, { event: 'started', tell: [], words, details });
    const callOut = await findCallOut(context.db, id, startedById);
    if (!callOut) throw notFound();
    const version = await ringNext(context, { callOut, rings: await listRings(context.db, id) }, 0);
    return { id, version };
  },
});

async function matterOf(context: CommandContext, of: z.output<typeof about>) {
  if (!('caseId' in of)) {
    if (!isInScope(context.db.scope, of.authorityId)) throw notFound();
    return { authorityId: of.authorityId, caseId: null, rotaId: of.rotaId, teamIds: [], lgsl: [] };
  }
  const found = await caseToChange(context, of.caseId);
  const { authorityId, id, teamId, serviceVersionId } = found;
  if (!may(context.actor, 'cases.read', authorityId)) throw notFound();
  const { lgsl } = await definitionOf(context.db, serviceVersionId);
  return { authorityId, caseId: id, rotaId: undefined, teamIds: [teamId], lgsl };
}
