import { workingCalendar } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { caseClock } from './case-clock.js';
import { definitionOf } from '../definitions.js';
import type { EscalationStep } from './escalations-repository.js';
import { readClockHistory } from '../events-repository.js';
import type { Case } from '../types.js';

type Context = { readonly db: Reads; readonly kernel: Kernel; readonly now: Instant };

/** Whether it is time to tell: the service's amber share of the promise is used, or the promise is broken. */
export async function isTimeToEscalate(
  { db, kernel, now }: Context,
  { id, authorityId, serviceVersionId, statusKind, dueAt }: Case,
  step: EscalationStep,
): Promise<boolean> {
  if (statusKind === 'closed' || dueAt === null) return false;
  if (step === 'breach') return dueAt < now;
  if (dueAt < now) return false;
  const definition = await definitionOf(db, serviceVersionId);
  const calendar = await workingCalendar(kernel, authorityId, definition.sla.calendar);
  const { percent } = caseClock(definition, calendar, await readClockHistory(db, id), now);
  return percent >= definition.sla.amberAtPercent;
}
