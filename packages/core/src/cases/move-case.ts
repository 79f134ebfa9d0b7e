import { workingCalendar } from '../authorities/index.js';
import type { CommandContext } from '../kernel/command.js';
import { badInput, notAllowed } from '../kernel/errors.js';
import { may } from '../kernel/scope.js';
import { allowedTransitions, applyTransition, type ServiceDefinition, type Status } from '../services/index.js';
import { dueAt, type ClockHistory } from './clock/case-clock.js';
import { caseErrors } from './case-errors.js';
import { saveCase } from './case-to-change.js';
import { readClockHistory } from './events-repository.js';
import { refuseCardNumber } from './log/cards.js';
import { recordEvent } from './record-event.js';
import { makeTasks } from './tasks/service-tasks.js';
import type { Case, CaseEventData } from './types.js';

export interface Move {
  /** Of the lifecycle: `start`, `ask-customer`, `resolve`. */
  readonly event: string;
  readonly outcome?: string | undefined;
  readonly note?: string | undefined;
}

export interface MovedCase {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly dueAt: number | null;
}

/** The status that a move leads to. @throws status_not_allowed saying what may come next */
export function statusAfter(definition: ServiceDefinition, current: Case, event: string): Status {
  const result = applyTransition(definition.lifecycle, current.status, event);
  if (result.moved) return result.status;
  throw caseErrors.notFromHere({ facts: { status: current.status } }, `${result.message}.`);
}

/** Moves a case along its lifecycle: the clock pauses, goes on, stops or begins anew as its service says. */
export async function moveCase(
  context: CommandContext,
  definition: ServiceDefinition,
  current: Case,
  move: Move,
): Promise<MovedCase> {
  refuseCardNumber('note', move.note);
  const status = statusAfter(definition, current, move.event);
  refuseStep(context, definition, current, move);
  const outcome = outcomeOf(definition, status, move.outcome);
  const data = { event: move.event, from: current.status, to: status.key, ...(outcome ? { outcome } : {}) };
  const due = await dueAfter(context, definition, current, { kind: 'status', data });
  const version = await saveCase(context, current, {
    status: status.key,
    statusKind: status.kind,
    outcome: outcome ?? null,
    closedAt: status.kind === 'closed' ? context.now : null,
    dueAt: due,
  });
  await recordEvent(context, current, { kind: 'status', visibility: 'customer', data });
  if (move.note !== undefined) await recordEvent(context, current, { kind: 'note', body: move.note });
  await makeTasks(context, definition, current, { status: status.key });
  const { id, authorityId, reference } = current;
  await context.audit({ authorityId, subject: { kind: 'case', id }, details: data });
  await context.emit({ authorityId, topic: topicOf(current, status), subjectId: id, payload: { reference, ...data } });
  return { id, version, status: status.key, dueAt: due };
}

/**
 * Some steps are kept for those who may decide. One that needs a reason, as an extension does, is taken with a note that
 * says why.
 */
function refuseStep(
  { actor }: CommandContext,
  { lifecycle }: ServiceDefinition,
  { status, authorityId }: Case,
  { event, note }: Move,
): void {
  const step = allowedTransitions(lifecycle, status).find((transition) => transition.event === event);
  if (step?.leadersOnly && !may(actor, 'cases.decide', authorityId))
    throw notAllowed({}, `Ask a team leader: “${step.label}” is theirs to do.`);
  if (!step?.needsReason || note !== undefined) return;
  throw badInput({ faults: [{ field: 'note', message: `Write in the note why: “${step.label}” needs a reason` }] });
}

function outcomeOf(definition: ServiceDefinition, status: Status, given: string | undefined): string | undefined {
  if (status.kind !== 'closed') return undefined;
  if (definition.outcomes.some(({ key }) => key === given)) return given;
  throw badInput({ faults: [{ field: 'outcome', message: 'Choose the outcome' }] });
}

/** When the case is due once this has happened to it as well. */
export async function dueAfter(
  { db, kernel, now }: CommandContext,
  definition: ServiceDefinition,
  { id, authorityId }: Pick<Case, 'id' | 'authorityId'>,
  event: { readonly kind: 'status' | 'edited'; readonly data: CaseEventData },
): Promise<number | null> {
  const history: ClockHistory = [...(await readClockHistory(db, id)), { at: now, ...event }];
  const calendar = await workingCalendar(kernel, authorityId, definition.sla.calendar);
  return dueAt(definition, calendar, history, now).dueAt;
}

/** What others are told of a move. */
export function topicOf(before: Pick<Case, 'statusKind'>, after: Pick<Status, 'kind'>): string {
  if (after.kind === 'closed') return 'case.resolved';
  return before.statusKind === 'closed' ? 'case.reopened' : 'case.status-changed';
}
