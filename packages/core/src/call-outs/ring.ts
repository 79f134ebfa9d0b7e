import { doneBy, recordEvent, type CaseEventData } from '../cases/index.js';
import { findListed, listAlarmed } from '../directory/index.js';
import { MINUTE_MS } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import { notFound, staleVersion } from '../kernel/errors.js';
import { callOutErrors } from './call-out-errors.js';
import { readerOf } from './reader.js';
import { findCallOut, listRings, updateCallOut, updateRing, type CallOutChanges } from './repository.js';
import { isOpen, nextToRing } from './rules.js';
import { ringAddress } from './ring-message.js';
import type { CallOut, Ring } from './types.js';

/** A call-out that a command is about, with its list. */
export interface CallOutToChange {
  readonly callOut: CallOut;
  readonly rings: readonly Ring[];
}

/** @throws not_found; call_out_ended; stale_version where another was expected */
export async function callOutToChange(
  context: CommandContext,
  id: string,
  expectedVersion?: number,
): Promise<CallOutToChange> {
  const { db } = context;
  const callOut = await findCallOut(db, id, readerOf(context));
  if (!callOut) throw notFound();
  const { state, version } = callOut;
  if (!isOpen(state)) throw callOutErrors.ended();
  if (expectedVersion !== undefined && version !== expectedVersion) throw staleVersion({ facts: { version } });
  return { callOut, rings: await listRings(db, id) };
}

/** @throws stale_version when somebody was faster */
export async function saveCallOut(
  { db }: CommandContext,
  callOut: Pick<CallOut, 'id' | 'version' | 'state'>,
  changes: CallOutChanges,
): Promise<number> {
  if (!(await updateCallOut(db, callOut, changes))) throw staleVersion();
  return callOut.version + 1;
}

/** Rings whoever is next after a place of the list. Where nobody is left, those in charge are told, and it stays open. */
export async function ringNext(
  context: CommandContext,
  { callOut, rings }: CallOutToChange,
  after: number,
): Promise<number> {
  const { kernel, now, db } = context;
  const { id, authorityId, teamId, startedById } = callOut;
  const next = nextToRing(rings, after);
  const ring = rings.find(({ place }) => place === next?.place);
  if (!ring) {
    const version = await saveCallOut(context, callOut, {
      ...{ state: 'exhausted', ringing: 0, dueAt: null, exhaustedAt: now },
    });
    const alarmed = await listAlarmed(kernel, authorityId, teamId);
    const tell = [...alarmed, ...(startedById === null ? [] : [startedById])];
    await note(context, callOut, { event: 'exhausted', tell });
    return version;
  }
  const person = await findListed(kernel, ring.personId);
  const to = person?.kind === 'person' ? ringAddress(person) : undefined;
  await updateRing(db, ring.id, { rungAt: now, channel: to?.channel ?? null });
  const dueAt = now + ring.minutes * MINUTE_MS;
  const version = await saveCallOut(context, callOut, { state: 'ringing', ringing: ring.place, dueAt });
  // Somebody of another council can't open it here: whoever began it rings them.
  const tell = person?.authorityId === authorityId ? [ring.personId] : [];
  const details = { personId: ring.personId, place: ring.place, role: ring.role };
  await context.audit({ authorityId, subject: { kind: 'call-out', id }, details: { event: 'rung', ...details } });
  const payload = { tell, by: doneBy(context), ringId: ring.id };
  await context.emit({ authorityId, topic: 'call-out.rung', subjectId: id, payload });
  return version;
}

export interface Noted {
  readonly event: NonNullable<CaseEventData['callOut']>;
  readonly tell: readonly string[];
  /** Who accepted it. */
  readonly name?: string;
  readonly words?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down what happened: the audit, the case's history, and the event that others are told by. */
export async function note(
  context: CommandContext,
  { id, authorityId, caseId }: Pick<CallOut, 'id' | 'authorityId' | 'caseId'>,
  { event, tell, name, words = null, details = {} }: Noted,
): Promise<void> {
  const personal = words === null ? {} : { personal: { words } };
  const subject = { kind: 'call-out', id };
  await context.audit({ authorityId, subject, details: { caseId, event, ...details }, ...personal });
  if (caseId !== null) {
    const data = { callOutId: id, callOut: event, ...(name === undefined ? {} : { name }) };
    await recordEvent(context, { id: caseId, authorityId }, { kind: 'call-out', data, ...(words && { body: words }) });
  }
  const payload = { tell: [...new Set(tell)], by: doneBy(context) };
  await context.emit({ authorityId, topic: `call-out.${event}`, subjectId: id, payload });
}

/** Who was rung and may be on their way, and whoever began it. */
export function peopleInvolved({ callOut, rings }: CallOutToChange): string[] {
  const rung = rings.filter(({ rungAt }) => rungAt !== null).map(({ personId }) => personId);
  return [...rung, ...(callOut.startedById === null ? [] : [callOut.startedById])];
}
