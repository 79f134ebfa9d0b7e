import type { Instant } from '../../kernel/clock.js';
import { instantAt } from '../../kernel/london-time.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';

const pattern = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A moment as somebody types it: `2026-11-21T10:00`, a London clock’s; with `Z` or an offset, that. The end of a second or
 * minute that is written without its parts is not meant. `undefined`: it is none.
 */
export function parseMoment(text: string): Instant | undefined {
  const [, day = '', hours, minutes, seconds = '0', ms = '0', zone] = pattern.exec(text.trim()) ?? [];
  const on = parseLocalDate(day);
  if (!on.ok || hours === undefined) return undefined;
  const within = Number(seconds) * 1000 + Number(ms.padEnd(3, '0'));
  if (zone === undefined) return instantAt(on.value, Number(hours) * 60 + Number(minutes)) + within;
  const at = Date.parse(`${day}T${hours}:${minutes}:00${zone}`);
  return Number.isNaN(at) ? undefined : at + within;
}
