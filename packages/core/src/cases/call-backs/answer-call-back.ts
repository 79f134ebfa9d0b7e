import { z } from 'zod';
import { isTeamMember, listAway, listTeamsOf } from '../../directory/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { line, longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import { findCase } from '../repository.js';
import { refuseCardNumber } from '../log/cards.js';
import { actorOf, doneBy, recordEvent } from '../record-event.js';
import type { CaseEventData } from '../types.js';
import { callBackErrors } from './call-back-errors.js';
import { attemptOutcomes, decisionAfter, stateAfter, type CallBackEvent } from './call-back-rules.js';
import type { CallBack } from './call-back-types.js';
import { findCallBack, insertAttempt, updateCallBack, type CallBackChanges } from './call-backs-repository.js';
import { leadersOf, refuseWindow, windowFields } from './promise-call-back.js';

const permission = 'cases.call-back';
const seen = { id: uuidField, expectedVersion: versionField };
const output = z.object({ id: z.string(), version: z.number() });

/**
 * Takes a call-back upon the actor, so that nobody else of the team rings as well.
 * @throws not_found; stale_version; call_back_ended; call_back_of_another
 */
export const takeCallBack = defineCommand({
  name: 'cases.take-call-back',
  permission,
  input: z.strictObject(seen),
  output,
  run: async (context, { id, expectedVersion }) => {
    const callBack = await callBackToAnswer(context, id, expectedVersion);
    const version = await save(context, callBack, takenBy(context, callBack));
    await note(context, callBack, { event: 'taken' });
    return { id, version };
  },
});

const attempt = z.enum(attemptOutcomes, 'Choose whether you spoke to them');
const next = z.strictObject(windowFields);

/**
 * Says that the actor rang. Whoever rings has it from then on. Without a next time, no answer ends it.
 * @throws not_found; stale_version; call_back_ended; call_back_of_another; bad_input on `note`, `next.fromAt` or
 * `next.untilAt`
 */
export const recordAttempt = defineCommand({
  name: 'cases.record-attempt',
  permission,
  input: z.strictObject({
    ...seen,
    outcome: attempt,
    /** What came of it. */
    note: optional(longText(500, 'what came of it')),
    /** After no answer: when it is tried again. */
    next: next.optional(),
  }),
  output,
  run: async (context, { id, expectedVersion, outcome, note: words = null, next: again }) => {
    refuseCardNumber('note', words ?? undefined);
    if (outcome === 'spoken' && again !== undefined)
      throw badInput({ faults: [{ field: 'next', message: 'Leave out the next time: you spoke to them' }] });
    const callBack = await callBackToAnswer(context, id, expectedVersion);
    if (again) refuseAgain(again, context.now);
    const event = outcome === 'spoken' ? 'speak' : again ? 'try-again' : 'give-up';
    const changes = { ...takenBy(context, callBack), ...again };
    const version = await settle(context, callBack, { event, result: event === 'try-again' ? null : words, changes });
    const { authorityId } = callBack;
    const { actorName: byName } = actorOf(context);
    const made = { id: context.newId(), at: context.now, byName, outcome, note: words, next: again ?? null };
    await insertAttempt(context.db, { ...made, authorityId, callBackId: id });
    return { id, version };
  },
});

function refuseAgain(window: z.output<typeof next>, now: Instant): void {
  try {
    refuseWindow(window, now);
  } catch (error) {
    const faults = (error as { faults?: readonly { field: string; message: string }[] }).faults ?? [];
    throw badInput({ faults: faults.map(({ field, message }) => ({ field: `next.${field}`, message })) });
  }
}

/**
 * Takes a promise back, because the customer was told otherwise: whoever made it, whoever calls, or their team.
 * @throws not_found; stale_version; call_back_ended; call_back_of_another; bad_input on `reason`
 */
export const withdrawCallBack = defineCommand({
  name: 'cases.withdraw-call-back',
  permission,
  input: z.strictObject({ ...seen, reason: line(500, 'why nobody needs to call') }),
  output,
  run: async (context, { id, expectedVersion, reason }) => {
    refuseCardNumber('reason', reason);
    const callBack = await callBackToAnswer(context, id, expectedVersion, { orBy: 'promiser' });
    return { id, version: await settle(context, callBack, { event: 'withdraw', result: reason, changes: {} }) };
  },
});

/** Notes that nobody called in time, and has those told who can do something. @throws not_found; call_back_ended */
export const missCallBack = defineCommand({
  name: 'cases.miss-call-back',
  permission,
  input: z.strictObject({ id: uuidField }),
  output,
  run: async (context, { id }) => {
    const callBack = await findCallBack(context.db, id);
    if (!callBack) throw notFound();
    const decision = decisionAfter(callBack, 'pass-time', context.now);
    if (callBack.missedAt !== null || decision.missedAt === null || callBack.state !== 'promised')
      throw callBackErrors.ended();
    const version = await save(context, callBack, decision);
    await note(context, callBack, { event: 'missed' });
    return { id, version };
  },
});

interface Settling {
  readonly event: CallBackEvent;
  readonly result: string | null;
  readonly changes: CallBackChanges;
}

async function settle(
  context: CommandContext,
  callBack: CallBack,
  { event, result, changes }: Settling,
): Promise<number> {
  const state = stateAfter(callBack.state, event);
  if (state === undefined) throw callBackErrors.ended();
  const { now } = context;
  const decision = decisionAfter(callBack, event, now);
  const isMissedNow = decision.missedAt !== null && callBack.missedAt === null;
  const { actorId: byId, actorName: byName } = actorOf(context);
  const end = state === 'promised' ? {} : { end: { state, at: now, byId, byName, result } };
  const version = await save(context, callBack, { ...changes, ...decision, ...end });
  if (isMissedNow) await note(context, callBack, { event: 'missed' });
  await note(context, callBack, { event: state === 'promised' ? 'no-answer' : state, result });
  return version;
}

export async function save(context: CommandContext, callBack: CallBack, changes: CallBackChanges): Promise<number> {
  if (!(await updateCallBack(context.db, callBack, changes))) throw staleVersion();
  return callBack.version + 1;
}

/** Old and new of what was changed, for the audit: what is personal apart. */
export interface NotedChanges {
  readonly details: object;
  readonly personal: object;
}

interface Noted {
  readonly event: NonNullable<CaseEventData['callBack']> | 'taken';
  readonly result?: string | null;
  /** Of a change: who is told. */
  readonly tell?: readonly string[];
  readonly changes?: NotedChanges;
}

/** Writes down what happened: the audit, the case's history, and the event that others are told by. */
export async function note(
  context: CommandContext,
  callBack: CallBack,
  { event, result = null, tell: told, changes }: Noted,
): Promise<void> {
  const { id, authorityId, caseId, interactionId, promisedById } = callBack;
  const personal = { ...(result === null ? {} : { result }), ...changes?.personal };
  const details = { caseId, interactionId, event, ...changes?.details };
  await context.audit({ authorityId, subject: { kind: 'call-back', id }, details, personal });
  if (caseId !== null && event !== 'taken') {
    const data = { callBackId: id, callBack: event };
    const body = result === null ? {} : { body: result };
    await recordEvent(context, { id: caseId, authorityId }, { kind: 'call-back', data, ...body });
  }
  const toPromiser = promisedById === null ? [] : [promisedById];
  const usual = event === 'missed' ? await toldOfMissed(context, callBack) : event === 'taken' ? [] : toPromiser;
  const tell = told ?? usual;
  const isEnd = event === 'spoken' || event === 'not-reached' || event === 'withdrawn';
  const payload = { ...(caseId === null ? {} : { caseId }), tell, by: doneBy(context) };
  await context.emit({ authorityId, topic: `call-back.${isEnd ? 'ended' : event}`, subjectId: id, payload });
}

/** Whoever was to call, and who leads their team: of somebody in no team of the council, all of theirs. */
async function toldOfMissed(context: CommandContext, { caller: { personId, teamId } }: CallBack): Promise<string[]> {
  const own = personId === null ? [] : [personId];
  const all = context.db.within(everyAuthority);
  const teams =
    teamId === null && personId !== null ? (await listTeamsOf(all, personId)).map((team) => team.id) : [teamId];
  const leaders = await Promise.all(teams.map((team) => leadersOf(context, team)));
  return [...new Set([...own, ...leaders.flat()])];
}

/** @throws not_found; stale_version; call_back_ended; call_back_of_another */
export async function callBackToAnswer(
  context: CommandContext,
  id: string,
  expectedVersion: number,
  also: { readonly orBy?: 'promiser' } = {},
): Promise<CallBack> {
  const callBack = await findCallBack(context.db, id);
  if (!callBack) throw notFound();
  const found = callBack.caseId === null ? undefined : await findCase(context.db, callBack.caseId);
  if (found) await refuseUnlessOpen(context, found);
  const { actor } = context;
  const isPromiser = actor.kind === 'staff' && actor.staffId === callBack.promisedById;
  const isAllowed = (also.orBy === 'promiser' && isPromiser) || (await isToCall(context, callBack));
  if (!isAllowed) throw callBackErrors.notYours();
  if (callBack.state !== 'promised') throw callBackErrors.ended();
  if (callBack.version !== expectedVersion) throw staleVersion({ facts: { version: callBack.version } });
  return callBack;
}

/** Whoever calls, anybody of the team, and whoever stands in today for the person. */
export async function isToCall(
  { db, actor, now }: { readonly db: Reads; readonly actor: Actor; readonly now: Instant },
  { caller: { personId, teamId } }: Pick<CallBack, 'caller'>,
): Promise<boolean> {
  if (actor.kind !== 'staff') return false;
  if (personId === actor.staffId) return true;
  const all = db.within(everyAuthority);
  if (teamId !== null && (await isTeamMember(all, teamId, actor.staffId))) return true;
  if (personId === null) return false;
  return (await listAway(all, [personId], localDateAt(now))).get(personId)?.deputyId === actor.staffId;
}

function takenBy({ actor, now }: CommandContext, { caller }: CallBack): CallBackChanges {
  return { personId: actor.kind === 'staff' ? actor.staffId : caller.personId, takenAt: now };
}
