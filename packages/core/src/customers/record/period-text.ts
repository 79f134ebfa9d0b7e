import type { LocalDate } from '../../kernel/clock.js';
import { formatFullDate } from '../../kernel/format-time.js';

/** "since 9 March 2019", "9 March 2019 to 1 May 2020"; empty when neither day is known. */
export function periodText(fromOn: LocalDate | null, toOn: LocalDate | null): string {
  if (fromOn === null) return toOn === null ? '' : `until ${formatFullDate(toOn)}`;
  return toOn === null ? `since ${formatFullDate(fromOn)}` : `${formatFullDate(fromOn)} to ${formatFullDate(toOn)}`;
}
