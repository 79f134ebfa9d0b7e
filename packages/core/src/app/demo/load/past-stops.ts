import { allQuestions, type ServiceDefinition, type StopOutcome } from '../../../services/index.js';
import type { DemoEnquiry } from '../world/types.js';

/** One answered enquiry in so many ended at a stop, where the service's form has any. */
const stoppedEvery = 4;

/** The stop of the service's form that was the answer of a past enquiry, for some of those that were answered. */
export function pastStopOf({ key, outcome }: DemoEnquiry, definition: ServiceDefinition): StopOutcome | undefined {
  const number = Number(/\d+/.exec(key)?.[0] ?? 1);
  if (outcome !== 'answered' || number % stoppedEvery !== 0) return undefined;
  const kinds = allQuestions(definition.form).flatMap(({ stops = [] }) => stops.map((stop) => stop.outcome));
  return kinds[(number / stoppedEvery) % kinds.length];
}
