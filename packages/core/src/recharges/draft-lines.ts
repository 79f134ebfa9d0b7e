import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { staleVersion } from '../kernel/errors.js';
import { addDays } from '../kernel/local-date.js';
import { startOfDay } from '../kernel/london-time.js';
import { countWork, listEvents, listTerms } from '../partnerships/index.js';
import { chargesOf, sumOf, type MonthToCharge, type SegmentWork } from './charge-rules.js';
import { listLinesOf, listOwed, replaceLines, sumCharged, type Owed } from './lines-repository.js';
import { lastDayOf, pausesOf, segmentsOf, yearStartOf, type Segment } from './month-rules.js';
import {
  changeStatement,
  countProvidersContacts,
  countWaits,
  listMonths,
  type StatementChanges,
  type Waits,
} from './repository.js';
import type { ChargeLine, Statement } from './types.js';

type Charged = Pick<Statement, 'agreementId' | 'providerId' | 'monthOn' | 'callsAnswered' | 'callsInTime'>;

/** A month by the terms that held in it, for whoever may see the agreement. */
export async function segmentsFor(
  db: Reads,
  { agreementId, monthOn }: Pick<Statement, 'agreementId' | 'monthOn'>,
): Promise<Segment[]> {
  const versions = (await listTerms(db, [agreementId])).get(agreementId) ?? [];
  return segmentsOf(versions, pausesOf(await listEvents(db, agreementId)), monthOn);
}

async function monthToCharge(db: Reads, of: Charged): Promise<MonthToCharge & { readonly waits: Waits }> {
  const { agreementId, monthOn, callsAnswered: answered, callsInTime: inTime } = of;
  const segments = [];
  let waits: Waits = { known: 0, inTime: 0, unknown: 0 };
  for (const segment of await segmentsFor(db, of)) {
    segments.push({ ...segment, work: await workOf(db, of, segment) });
    waits = addWaits(waits, await waitsIn(db, of, segment));
  }
  const yearSoFarPence = await sumCharged(db, agreementId, { from: yearStartOf(monthOn), before: monthOn });
  const measured = isMeasured(waits) ? { answered: waits.known, inTime: waits.inTime } : undefined;
  const calls = answered === null || inTime === null ? measured : { answered, inTime };
  return { monthOn, segments, yearSoFarPence, calls, waits };
}

/** Whether the calls speak for themselves: of each it is known how long the caller waited. */
function isMeasured({ known, unknown }: Pick<Waits, 'known' | 'unknown'>): boolean {
  return known > 0 && unknown === 0;
}

/** On days whose terms say how fast calls are answered. */
async function waitsIn(db: Reads, of: Charged, { version, ...days }: Segment): Promise<Waits | undefined> {
  const level = version.terms.answerLevel;
  return level && (await countWaits(db, of.agreementId, { ...stretchOf(days), seconds: level.withinSeconds }));
}

function addWaits(sum: Waits, more: Waits = { known: 0, inTime: 0, unknown: 0 }): Waits {
  const { known, inTime, unknown } = more;
  return { known: sum.known + known, inTime: sum.inTime + inTime, unknown: sum.unknown + unknown };
}

function stretchOf({ fromOn, toOn }: Pick<Segment, 'fromOn' | 'toOn'>) {
  return { from: startOfDay(fromOn), until: startOfDay(addDays(toOn, 1)) };
}

async function workOf(db: Reads, of: Charged, { version, ...days }: Segment): Promise<SegmentWork> {
  const stretch = stretchOf(days);
  const isShared = version.terms.price.kind === 'by-volume';
  return {
    ...(await countWork(db, of.agreementId, stretch)),
    providersContacts: isShared ? await countProvidersContacts(db, { provider: of.providerId, ...stretch }) : 0,
  };
}

/**
 * Works a draft out anew and makes its next version: what its month costs, the corrections that were added, and, in the
 * statement that is issued next, what agreed disputes give back.
 * @throws stale_version when somebody changed it meanwhile
 */
export async function renewDraft(
  context: Pick<CommandContext, 'db' | 'newId'>,
  draft: Statement,
  changes: StatementChanges = {},
  correction: readonly ChargeLine[] = [],
): Promise<readonly Owed[]> {
  const { db, newId } = context;
  const { calls_answered: callsAnswered = draft.callsAnswered, calls_in_time: callsInTime = draft.callsInTime } =
    changes;
  const month = await monthToCharge(db, { ...draft, callsAnswered, callsInTime });
  const kept = (await listLinesOf(db, draft.id)).filter(({ kind }) => kind === 'correction');
  const owed = (await isNext(db, draft)) ? await listOwed(db, draft.agreementId) : [];
  const lines = [...chargesOf(month), ...kept, ...correction, ...owed.map(givenBack)];
  const done = await countWork(db, draft.agreementId, wholeOf(draft));
  const { known: waits_known, inTime: waits_in_time, unknown: waits_unknown } = month.waits;
  const sums = { ...done, waits_known, waits_in_time, waits_unknown, total_pence: sumOf(lines) };
  if (!(await changeStatement(db, draft, { ...changes, ...sums }))) throw staleVersion();
  await replaceLines(db, draft, lines, newId);
  return owed;
}

function wholeOf({ monthOn }: Pick<Statement, 'monthOn'>) {
  return { from: startOfDay(monthOn), until: startOfDay(addDays(lastDayOf(monthOn), 1)) };
}

async function isNext(db: Reads, { id, agreementId }: Statement): Promise<boolean> {
  const months = await listMonths(db, [agreementId]);
  return months.find(({ state }) => state === 'draft')?.id === id;
}

function givenBack({ id, pence, reason, fromOn, toOn }: Owed): ChargeLine {
  const nothing = { termsNumber: null, quantity: null, unitPence: null };
  return { kind: 'given-back', ...nothing, fromOn, toOn, pence: -pence, note: reason, disputeId: id };
}

/** A correction that the provider adds; negative: taken off. */
export function correctionLine({ monthOn }: Pick<Statement, 'monthOn'>, note: string, pence: number): ChargeLine {
  const nothing = { termsNumber: null, quantity: null, unitPence: null, disputeId: null };
  return { kind: 'correction', ...nothing, fromOn: monthOn, toOn: lastDayOf(monthOn), pence, note };
}

/** Whether somebody has to say how fast calls were answered: the terms go by it, and not every waiting time is kept. */
export async function wantsCalls(
  db: Reads,
  draft: Pick<Statement, 'agreementId' | 'monthOn' | 'callsAnswered' | 'waitsKnown' | 'waitsUnknown'>,
): Promise<boolean> {
  if (draft.callsAnswered !== null) return false;
  if (isMeasured({ known: draft.waitsKnown, unknown: draft.waitsUnknown })) return false;
  return (await segmentsFor(db, draft)).some(({ version }) => version.terms.answerLevel !== undefined);
}
