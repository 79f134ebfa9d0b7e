import { z } from 'zod';
import { listCovered } from '../../directory/index.js';
import { DAY_MS } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../../kernel/timeline.js';
import { othersTeams } from '../restricted/restricted-access.js';
import { isToCall } from './answer-call-back.js';
import type { Attempt, CallBack } from './call-back-types.js';
import { callBackPill, callerWords, windowWords } from './call-back-words.js';
import {
  findCallBack,
  listAttempts,
  listCallsOf,
  listCallsOfTeams,
  listCallsToCustomer,
  listEndedCalls,
  listOpenCalls,
  withoutWords,
  type FoundCallBack,
} from './call-backs-repository.js';

/** A call-back with who rang, and what the reader may do about it. */
export interface WholeCallBack extends CallBack {
  /** The latest first. */
  readonly attempts: readonly Attempt[];
  readonly mayCall: boolean;
  readonly mayWithdraw: boolean;
  /** Nobody rang, and nobody else took it. */
  readonly mayChange: boolean;
}

const permission = 'cases.call-back';

/** @throws not_found */
export const getCallBack = defineQuery({
  name: 'cases.get-call-back',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<WholeCallBack> => {
    const { actor, db } = context;
    const found = await findCallBack(db, id);
    if (!found) throw notFound();
    const [shown = found] = await show(context, [found]);
    const isOpen = shown.state === 'promised' && !shown.isKeptBack;
    const mayCall = isOpen && (await isToCall(context, shown));
    const isPromiser = actor.kind === 'staff' && actor.staffId === shown.promisedById;
    const attempts = await listAttempts(db, id);
    const mayWithdraw = isOpen && (mayCall || isPromiser);
    const isTakenByOther =
      shown.takenAt !== null && !(actor.kind === 'staff' && actor.staffId === shown.caller.personId);
    return {
      ...shown,
      attempts: shown.isKeptBack ? attempts.map((each) => ({ ...each, note: null })) : attempts,
      mayCall,
      mayWithdraw,
      mayChange: mayWithdraw && attempts.length === 0 && !isTakenByOther,
    };
  },
});

export const callBackLists = ['mine', 'teams', 'all', 'ended'] as const;
export type CallBackList = (typeof callBackLists)[number];
const atMost = 200;
const endedForMs = 7 * DAY_MS;

/**
 * Call-backs, what is due first: those of the actor (and of colleagues for whom they stand in, and what nobody of their
 * teams has taken), of their teams, or all that are still to be made; or those that ended within a week, the latest first.
 */
export const listCallBacks = defineQuery({
  name: 'cases.list-call-backs',
  permission,
  input: z.strictObject({
    list: z.enum(callBackLists).default('mine'),
    limit: z.coerce.number().int().min(1).max(atMost).default(100),
  }),
  run: async (context, { list, limit }): Promise<CallBack[]> => {
    const { actor } = context;
    return actor.kind === 'staff' ? await show(context, await read(context, actor.staffId, list, limit)) : [];
  },
});

async function read(
  { db, now }: QueryContext,
  person: string,
  list: CallBackList,
  limit: number,
): Promise<FoundCallBack[]> {
  switch (list) {
    case 'mine': {
      const covered = await listCovered(db.within(everyAuthority), person, localDateAt(now));
      const people = covered.map(({ personId }) => personId);
      return await listCallsOf(db, person, people, limit);
    }
    case 'teams':
      return await listCallsOfTeams(db, person, limit);
    case 'all':
      return await listOpenCalls(db, limit);
    case 'ended':
      return await listEndedCalls(db, now - endedForMs, limit);
  }
}

/** What a customer was promised, as their timeline has it. */
export const listCallBackItems = defineQuery({
  name: 'cases.list-call-back-items',
  permission,
  input: TimelineInput,
  run: async (context, { customerId, from, limit }): Promise<TimelineItem[]> =>
    (await show(context, await listCallsToCustomer(context.db, customerId, from, limit))).map((one) =>
      toItem(one, context.now),
    ),
});

export const callBackTimeline: TimelineSource = { kind: 'call-back', name: 'Call-backs', query: listCallBackItems };

function toItem(one: CallBack, now: number): TimelineItem {
  const { id, authorityId, promisedAt, promisedByName, note, result, changedByName, changeReason } = one;
  const changed = changeReason === null ? null : `Changed by ${changedByName ?? ''}: ${changeReason}`;
  const { text, tone = 'neutral' } = callBackPill(one, now);
  return {
    ...{ id, authorityId, at: promisedAt, by: promisedByName, href: `/desk/call-backs/${id}` },
    title: `Call-back promised: ${windowWords(one, now)}, ${callerWords(one.caller)}`,
    text: [note, changed, result].filter(Boolean).join('\n') || null,
    state: { text: String(text), tone },
  };
}

/** Of another team's restricted case, those who are told of it see no words; whoever is shown is noted. */
async function show(context: QueryContext, found: readonly FoundCallBack[]): Promise<CallBack[]> {
  const caseOf = (one: FoundCallBack) => ({ restricted: one.caseRestricted, teamId: one.caseTeamId ?? '' });
  const isOther = await othersTeams(context, found.map(caseOf));
  return found.map((one) => {
    const { caseRestricted: _restricted, caseTeamId: _team, ...callBack } = one;
    context.shown(one.authorityId, 'call-back', [one.id]);
    return isOther(caseOf(one)) ? { ...callBack, ...withoutWords, title: null, isKeptBack: true } : callBack;
  });
}
