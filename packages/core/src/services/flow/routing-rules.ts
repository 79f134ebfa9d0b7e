import { answerTo, holds, type Circumstances } from '../form/condition-rules.js';
import type { Priority } from '../form/condition-types.js';
import { isGroupAnswer } from '../form/repeated-groups.js';
import type { Duration, ServiceDefinition } from '../types.js';

/** The key of the team that does the work: the first route that fits. Set `priority` first, if routes look at it. */
export function routeTo(
  { key, routing }: Pick<ServiceDefinition, 'key' | 'routing'>,
  circumstances: Circumstances,
): string {
  const route = routing.find(({ when }) => when === undefined || holds(when, circumstances));
  if (route === undefined) {
    throw new Error(`Service ${key} has no route for this case: its routing needs a last line without "when"`);
  }
  return route.team;
}

/** The first priority rule that fits; `normal` when none does. */
export function priorityOf({ priority }: Pick<ServiceDefinition, 'priority'>, circumstances: Circumstances): Priority {
  return priority.find(({ when }) => holds(when, circumstances))?.priority ?? 'normal';
}

/** How long the work may take at this priority. */
export function slaTarget({ sla }: Pick<ServiceDefinition, 'sla'>, priority: Priority): Duration {
  return sla.byPriority[priority] ?? sla.target;
}

/** What the customer pays, in whole pence; 0 when nothing. */
export function feePence({ fee }: Pick<ServiceDefinition, 'fee'>, circumstances: Circumstances): number {
  if (fee === undefined || (fee.waivedWhen && holds(fee.waivedWhen, circumstances))) return 0;
  const times = fee.times === undefined ? 1 : answerTo(circumstances.answers, fee.times);
  if (typeof times === 'number') return fee.amountPence * times;
  return times !== undefined && isGroupAnswer(times) ? fee.amountPence * times.length : 0;
}
