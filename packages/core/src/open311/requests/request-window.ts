import { DAY_MS, type Instant } from '../../kernel/clock.js';
import { malformed } from '../../kernel/errors.js';
import { oneOf, type GeoFields } from '../wire/geo-routes.js';

/** GeoReport v2: an answer covers 90 days at most. */
const longestMs = 90 * DAY_MS;

/**
 * The window of time that start_date and end_date name; without them, the latest 90 days.
 * @throws malformed_request naming the field, also for more than 90 days
 */
export function requestWindow(fields: GeoFields, now: Instant): { readonly from: Instant; readonly to: Instant } {
  const start = timeOf(fields, 'start_date');
  const end = timeOf(fields, 'end_date');
  const to = end ?? (start === undefined ? now : start + longestMs);
  const from = start ?? to - longestMs;
  // A second for clients that write down whole seconds.
  if (to - from <= longestMs + 1000) return { from, to };
  throw fault('start_date', 'Ask for 90 days at most: begin later, or ask several times');
}

/** W3CDTF: a day, or an instant with its zone. */
function timeOf(fields: GeoFields, name: string): Instant | undefined {
  const text = oneOf(fields, name);
  if (text === undefined) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const at = isTime ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw fault(name, 'Write a date with its time and zone, such as 2026-11-16T10:00:00Z');
}

function fault(field: string, message: string): Error {
  return malformed({ faults: [{ field, message }] });
}
