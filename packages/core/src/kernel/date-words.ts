/** The two languages of Moothall's pages, as BCP 47 tags. */
export type Language = 'en' | 'cy';

/** Days of the week in ISO 8601 order, the first being Monday. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** A month's number, 1 to 12, less one indexes the list. */
export const MONTH_NAMES: Record<Language, readonly string[]> = {
  en: words('January February March April May June July August September October November December'),
  cy: words('Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'),
};

export const SHORT_MONTH_NAMES: Record<Language, readonly string[]> = {
  en: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
  cy: words('Ion Chwe Maw Ebr Mai Meh Gor Awst Medi Hyd Tach Rhag'),
};

export const WEEKDAY_NAMES: Record<Language, Record<Weekday, string>> = {
  en: {
    monday: 'Monday',
    tuesday: 'Tuesday',
    wednesday: 'Wednesday',
    thursday: 'Thursday',
    friday: 'Friday',
    saturday: 'Saturday',
    sunday: 'Sunday',
  },
  cy: {
    monday: 'Dydd Llun',
    tuesday: 'Dydd Mawrth',
    wednesday: 'Dydd Mercher',
    thursday: 'Dydd Iau',
    friday: 'Dydd Gwener',
    saturday: 'Dydd Sadwrn',
    sunday: 'Dydd Sul',
  },
};

export const SHORT_WEEKDAY_NAMES: Record<Language, Record<Weekday, string>> = {
  en: {
    monday: 'Mon',
    tuesday: 'Tue',
    wednesday: 'Wed',
    thursday: 'Thu',
    friday: 'Fri',
    saturday: 'Sat',
    sunday: 'Sun',
  },
  cy: {
    monday: 'Llun',
    tuesday: 'Maw',
    wednesday: 'Mer',
    thursday: 'Iau',
    friday: 'Gwe',
    saturday: 'Sad',
    sunday: 'Sul',
  },
};

/** The month that a whole or short name in either language means, 1 to 12; capitals don't matter. */
export function findMonth(name: string): number | undefined {
  const wanted = name.toLowerCase();
  for (const names of [MONTH_NAMES.en, SHORT_MONTH_NAMES.en, MONTH_NAMES.cy, SHORT_MONTH_NAMES.cy]) {
    const index = names.findIndex((month) => month.toLowerCase() === wanted);
    if (index >= 0) return index + 1;
  }
  return wanted === 'sept' ? 9 : undefined;
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
