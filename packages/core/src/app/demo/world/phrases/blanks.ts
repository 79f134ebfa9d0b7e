import type { Instant } from '../../../../kernel/clock.js';
import { WEEKDAY_NAMES } from '../../../../kernel/date-words.js';
import { addDays, dayOfWeek } from '../../../../kernel/local-date.js';
import { localDateAt } from '../../../../kernel/london-time.js';
import type { Random } from '../random.js';
import type { DemoPlace } from '../types.js';

/** What fills the blanks of a phrase about a place; `{day}` is one of the next four. */
export function blanksFor(random: Random, place: DemoPlace, at: Instant): Readonly<Record<string, string>> {
  const day = dayOfWeek(addDays(localDateAt(at), random.whole(1, 4)));
  return {
    street: place.street,
    place: place.locality ?? place.town,
    number: place.number ?? `${random.whole(2, 40)}`,
    day: WEEKDAY_NAMES.en[day],
  };
}
