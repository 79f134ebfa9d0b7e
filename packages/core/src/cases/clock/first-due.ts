import { workingCalendar, type WorkingCalendar } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Priority, PublishedService } from '../../services/index.js';
import { dueAt } from './case-clock.js';

/** When a case of the service would be due if it were logged now. Null where it begins in a status that pauses the clock. */
export async function firstDueAt(
  kernel: Kernel,
  now: Instant,
  { definition, authorityId }: Pick<PublishedService, 'definition' | 'authorityId'>,
  priority: Priority = 'normal',
): Promise<Instant | null> {
  const calendar = await workingCalendar(kernel, authorityId, definition.sla.calendar);
  return dueWhenLogged(definition, calendar, { at: now, priority });
}

/** When a case is due that is logged at an instant, by the hours of a calendar. Null as for `firstDueAt`. */
export function dueWhenLogged(
  definition: PublishedService['definition'],
  calendar: WorkingCalendar,
  { at, priority }: { readonly at: Instant; readonly priority: Priority },
): Instant | null {
  const data = { status: definition.lifecycle.initial, priority };
  return dueAt(definition, calendar, [{ at, kind: 'opened', data }], at).dueAt;
}

/** What can be promised on the telephone: "We aim to finish this by Wednesday 18 November, 5pm." */
export function promiseWords(due: Instant | null, now: Instant): string {
  return due === null ? 'No time is promised for this.' : `We aim to finish this by ${formatDateTime(due, { now })}.`;
}
