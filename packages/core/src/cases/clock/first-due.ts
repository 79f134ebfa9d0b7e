import { workingCalendar } from '../../authorities/index.js';
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
  const data = { status: definition.lifecycle.initial, priority };
  return dueAt(definition, calendar, [{ at: now, kind: 'opened', data }], now).dueAt;
}

/** What can be promised on the telephone: "We aim to finish this by Wednesday 18 November, 5pm." */
export function promiseWords(due: Instant | null, now: Instant): string {
  return due === null ? 'No time is promised for this.' : `We aim to finish this by ${formatDateTime(due, { now })}.`;
}
