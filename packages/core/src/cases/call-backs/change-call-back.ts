import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line, longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { refuseCardNumber } from '../log/cards.js';
import { actorOf } from '../record-event.js';
import { callBackToAnswer, note, save, type NotedChanges } from './answer-call-back.js';
import { callBackErrors } from './call-back-errors.js';
import { decisionAfter } from './call-back-rules.js';
import type { CallBack } from './call-back-types.js';
import { listAttempts } from './call-backs-repository.js';
import {
  callerField,
  callerOf,
  refuseOutsideHours,
  refuseWindow,
  ringField,
  toldOfCaller,
  windowFields,
} from './promise-call-back.js';

/**
 * Changes what a customer was promised before anybody rang: the time, the number, whom to ask for, what it is about
 * or who calls, saying why. What is left out stays. Open to whoever is to call and whoever promised it, and to nobody
 * else once somebody took it.
 * @throws not_found; stale_version; call_back_ended; call_back_of_another; call_back_rung; call_back_taken; bad_input
 * on `by`, `telephone`, `fromAt`, `untilAt`, `name`, `note` or `reason`
 */
export const changeCallBack = defineCommand({
  name: 'cases.change-call-back',
  permission: 'cases.call-back',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    by: callerField.optional(),
    telephone: ringField.optional(),
    /** Null: nobody is named any more. */
    name: optional(line(200, 'whom to ask for')).nullable(),
    /** Null: it says nothing any more. */
    note: optional(longText(500, 'what it is about')).nullable(),
    fromAt: windowFields.fromAt.optional(),
    untilAt: windowFields.untilAt.optional(),
    reason: line(500, 'why it is changed'),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, reason, ...typed }) => {
    refuseCardNumber('note', typed.note ?? undefined);
    refuseCardNumber('reason', reason);
    const before = await callBackToAnswer(context, id, expectedVersion, { orBy: 'promiser' });
    await refuseOnceBegun(context, before);
    const was = valuesOf(before);
    const after = await valuesAfter(context, before, typed);
    const changed = changedBetween(was, after);
    if (changed.length === 0) throw nothingChanged();
    if (changed.some((name) => name === 'fromAt' || name === 'untilAt')) refuseWindow(after, context.now);
    if (after.personId === null && changed.some((name) => callerAndTime.has(name)))
      await refuseOutsideHours(context, before.authorityId, after);
    const { actorName: changedByName } = actorOf(context);
    const isForOthers = changed.some((name) => name === 'teamId' || name === 'personId');
    const decision = decisionAfter(before, 'change', context.now);
    const pick = (of: Values): Partial<Values> => Object.fromEntries(changed.map((name) => [name, of[name]]));
    const version = await save(context, before, {
      ...pick(after),
      ...decision,
      ...(isForOthers ? { takenAt: null } : {}),
      change: { at: context.now, byName: changedByName, reason },
    });
    if (decision.missedAt !== null && before.missedAt === null) await note(context, before, { event: 'missed' });
    const callers = [await toldOfCaller(context, was), await toldOfCaller(context, after)].flat();
    const tell = [...new Set([...(before.promisedById === null ? [] : [before.promisedById]), ...callers])];
    await note(context, before, { event: 'changed', result: reason, tell, changes: auditOf(pick(was), pick(after)) });
    return { id, version };
  },
});

/** What can be changed of a promise. */
interface Values {
  readonly fromAt: number;
  readonly untilAt: number;
  readonly teamId: string | null;
  readonly personId: string | null;
  readonly telephone: string | null;
  readonly name: string | null;
  readonly note: string | null;
}

const callerAndTime: ReadonlySet<keyof Values> = new Set(['fromAt', 'untilAt', 'teamId', 'personId']);

function valuesOf({ fromAt, untilAt, telephone, name, note: words, caller }: CallBack): Values {
  return { fromAt, untilAt, teamId: caller.teamId, personId: caller.personId, telephone, name, note: words };
}

function changedBetween(before: Values, after: Values): (keyof Values)[] {
  return (Object.keys(before) as (keyof Values)[]).filter((name) => before[name] !== after[name]);
}

type Typed = Omit<z.output<typeof changeCallBack.input>, 'id' | 'expectedVersion' | 'reason'>;

/** What is promised from now on. Whoever was to call, chosen again, stays: as somebody by agreement may leave them. */
async function valuesAfter(context: CommandContext, before: CallBack, { by, ...typed }: Typed): Promise<Values> {
  const was = valuesOf(before);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  const isSame = by === undefined || ('personId' in by ? by.personId === was.personId : isTeam(was, by.teamId));
  return { ...was, ...given, ...(isSame ? {} : await callerOf(context, by, before.authorityId)) };
}

function isTeam({ teamId, personId }: Values, id: string): boolean {
  return personId === null && teamId === id;
}

/** Old and new: when and who by is kept longer than the words and the number, which are personal. */
function auditOf(was: Partial<Values>, is: Partial<Values>): NotedChanges {
  const plain = ({ fromAt, untilAt, teamId, personId }: Partial<Values>) => ({ fromAt, untilAt, teamId, personId });
  const personal = ({ telephone, name, note: words }: Partial<Values>) => ({ telephone, name, note: words });
  return { details: { was: plain(was), is: plain(is) }, personal: { was: personal(was), is: personal(is) } };
}

/** @throws call_back_rung; call_back_taken */
async function refuseOnceBegun({ db, actor }: CommandContext, { id, caller, takenAt }: CallBack): Promise<void> {
  if ((await listAttempts(db, id)).length > 0) throw callBackErrors.rung();
  const isOwn = actor.kind === 'staff' && actor.staffId === caller.personId;
  if (takenAt !== null && !isOwn) throw callBackErrors.taken();
}

function nothingChanged(): Error {
  const message = 'Change the time, the number, the words or who calls first: nothing differs from what was promised';
  return badInput({ faults: [{ field: 'reason', message }] });
}
