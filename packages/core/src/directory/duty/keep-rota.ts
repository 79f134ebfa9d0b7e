import { z } from 'zod';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, defineError, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { isInScope, everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { findTeam } from '../repository.js';
import {
  areAllKnown,
  findRota,
  insertRota,
  insertSwap,
  removeSwap,
  updateRota,
  type RotaContent,
} from './duty-repository.js';
import { usualAnswerMinutes } from './duty-rules.js';
import type { DutyRota, RotaWithSwaps } from './duty-types.js';

const permission = 'directory.keep-rotas';
/** What changes of a rota say once it has ended. */
export const rotaEnded = defineError(
  'rota_ended',
  409,
  'This rota has ended: nobody is on duty by it. Add another instead.',
);

const minute = z.number().int().min(0);
const period = z.strictObject({ fromMinute: minute.max(1439), toMinute: minute.max(1440) });
const hours = z.strictObject(
  Object.fromEntries(WEEKDAYS.map((day) => [day, z.array(period).max(10)])) as Record<
    (typeof WEEKDAYS)[number],
    z.ZodArray<typeof period>
  >,
);
const day = (what: string) => z.string().refine(isLocalDate, `Enter ${what} as year, month and day, like 2026-11-24`);
const mostPerWeek = 20;

/** What a rota says. */
const content = {
  name: line(100, 'what the rota is called'),
  /** None: for every team of the council. */
  teamId: uuidField.nullable().default(null),
  lgsl: z.array(z.number().int().min(1)).max(50).default([]),
  /** None on any day: whenever the office is shut. */
  hours,
  /** Of each week, who is rung first, second and so on. */
  weeks: z.array(z.array(uuidField).max(mostPerWeek)).min(1, 'Name who is on duty').max(53),
  startsOn: day('the first day of the first week'),
  changesAtMinute: minute.max(1439),
  /** How long each who is rung in a call-out has to answer. */
  answerMinutes: z.number('Enter a number of minutes, like 10').int().min(1).max(120).default(usualAnswerMinutes),
  /** Who is rung after all who are on duty. */
  escalatesToId: uuidField.nullable().default(null),
};
const output = z.object({ id: z.string(), version: z.number() });

/** @throws not_found; bad_input on `teamId` or `weeks` */
export const addRota = defineCommand({
  name: 'directory.add-rota',
  permission,
  input: z.strictObject({ authorityId: z.coerce.number().int(), ...content }),
  output,
  run: async (context, { authorityId, ...said }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const rota = await checked(context, authorityId, said);
    const id = context.newId();
    await insertRota(context.db, { id, authorityId }, rota, context.now);
    await noted(context, { id, authorityId }, { weeks: rota.weeks.length, teamId: rota.teamId });
    return { id, version: 1 };
  },
});

/** @throws not_found; rota_ended; stale_version; bad_input as for `addRota` */
export const changeRota = defineCommand({
  name: 'directory.change-rota',
  permission,
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, ...content }),
  output,
  run: async (context, { id, expectedVersion, ...said }) => {
    const rota = await rotaToChange(context, id, expectedVersion);
    const changed = await checked(context, rota.authorityId, said);
    if (!(await updateRota(context.db, rota, { content: changed }, context.now))) throw staleVersion();
    await noted(context, rota, { weeks: changed.weeks.length, teamId: changed.teamId });
    return { id, version: expectedVersion + 1 };
  },
});

/** Nobody is on duty by it any more. @throws not_found; rota_ended; stale_version */
export const endRota = defineCommand({
  name: 'directory.end-rota',
  permission,
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  output,
  run: async (context, { id, expectedVersion }) => {
    const rota = await rotaToChange(context, id, expectedVersion);
    if (!(await updateRota(context.db, rota, { ended: true }, context.now))) throw staleVersion();
    await noted(context, rota, { ended: true });
    return { id, version: expectedVersion + 1 };
  },
});

/**
 * Somebody does another's duty on whole duty days.
 * @throws not_found; rota_ended; bad_input on `personId`, `standsInId`, `fromOn` or `toOn`
 */
export const swapDuty = defineCommand({
  name: 'directory.swap-duty',
  permission,
  input: z.strictObject({
    rotaId: uuidField,
    personId: uuidField,
    standsInId: uuidField,
    fromOn: day('the first day'),
    /** The last day. */
    toOn: day('the last day'),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { rotaId, ...swap }) => {
    const { db, actor, now } = context;
    const found = await findRunning(context, rotaId);
    const { personId, standsInId, fromOn, toOn } = swap;
    if (toOn < fromOn || toOn < localDateAt(now))
      throw fault('toOn', 'Enter a last day that is not before the first, or over');
    if (!found.rota.weeks.some((week) => week.includes(personId)))
      throw fault('personId', 'Choose somebody who is on the rota');
    if (personId === standsInId) throw fault('standsInId', 'Choose somebody else to stand in');
    await refuseUnknown(context, [standsInId], 'standsInId');
    if (found.swaps.some((each) => each.personId === personId && each.fromOn <= toOn && fromOn <= each.toOn))
      throw fault('fromOn', 'Somebody stands in for them on some of these days already. Take that away first');
    const id = context.newId();
    const madeBy = actor.kind === 'staff' ? actor.staffId : null;
    const { authorityId } = found.rota;
    await insertSwap(db, { id, authorityId, rotaId, ...swap, madeBy, madeAt: now });
    await noted(context, found.rota, { swapId: id, ...swap });
    return { id };
  },
});

/** @throws not_found; rota_ended */
export const dropSwap = defineCommand({
  name: 'directory.drop-swap',
  permission,
  input: z.strictObject({ rotaId: uuidField, swapId: uuidField }),
  output: z.object({}),
  run: async (context, { rotaId, swapId }) => {
    const found = await findRunning(context, rotaId);
    if (!found.swaps.some(({ id }) => id === swapId) || !(await removeSwap(context.db, swapId))) throw notFound();
    await noted(context, found.rota, { swapId, dropped: true });
    return {};
  },
});

async function rotaToChange(context: CommandContext, id: string, expectedVersion: number): Promise<DutyRota> {
  const { rota } = await findRunning(context, id);
  if (rota.version !== expectedVersion) throw staleVersion({ facts: { version: rota.version } });
  return rota;
}

/** @throws not_found; rota_ended */
async function findRunning({ db, now }: CommandContext, id: string): Promise<RotaWithSwaps> {
  const found = await findRota(db, id, localDateAt(now));
  if (!found) throw notFound();
  if (found.rota.endedAt !== null) throw rotaEnded();
  return found;
}

async function checked(context: CommandContext, authorityId: AuthorityId, said: RotaContent): Promise<RotaContent> {
  const { teamId, weeks, escalatesToId } = said;
  if (teamId !== null) {
    const team = await findTeam(context.db.within(everyAuthority), teamId);
    if (team?.authorityId !== authorityId) throw fault('teamId', 'Choose a team of the council, or none');
  }
  if (weeks.every((week) => week.length === 0)) throw fault('weeks', 'Name who is on duty');
  await refuseUnknown(context, weeks.flat(), 'weeks');
  if (escalatesToId !== null) await refuseUnknown(context, [escalatesToId], 'escalatesToId');
  return said;
}

async function refuseUnknown({ db }: CommandContext, people: readonly string[], field: string): Promise<void> {
  if (!(await areAllKnown(db, people))) throw fault(field, 'Choose people who are in the directory');
}

async function noted(
  context: CommandContext,
  { id, authorityId }: Pick<DutyRota, 'id' | 'authorityId'>,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await context.audit({ authorityId, subject: { kind: 'rota', id }, details });
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
