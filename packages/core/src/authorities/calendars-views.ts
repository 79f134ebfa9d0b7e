import { formatFullDate } from '../kernel/format-time.js';
import type { FieldFault } from '../kernel/errors.js';
import type { PillView } from '../web/components.js';
import type { Choice, FieldView } from '../web/form-components.js';
import { dayHoursText, weeklyHoursText } from './hours-text.js';
import { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';
import type { CalendarKey, KeptCalendar } from './types.js';
import { errorAt } from '../web/form-faults.js';

export const calendarsHref = '/desk/admin/calendars';

/** When a council works, and the days on which it works otherwise. */
export interface CalendarsPage extends SettingsFrame {
  readonly conflict: string | undefined;
  readonly calendars: readonly CalendarCard[];
}

interface CalendarCard {
  readonly key: CalendarKey;
  readonly heading: string;
  readonly use: string;
  readonly version: number;
  /** Those that the two forms rest on. */
  readonly weekVersion: number | string;
  readonly dayVersion: number | string;
  readonly week: readonly FieldView[];
  readonly holidays: Choice;
  /** Undefined: there is no partnership’s beside it. */
  readonly shared: SharedHours | undefined;
  readonly days: readonly {
    readonly on: string;
    readonly date: string;
    readonly hours: string;
    readonly reason: string;
    /** The partnership's, which we follow. */
    readonly isShared: boolean;
  }[];
  readonly day: readonly FieldView[];
}

/** The partnership's hours beside ours. */
interface SharedHours {
  readonly told: string;
  readonly pill: PillView | undefined;
  readonly follows: Choice;
  readonly isOwn: boolean;
  readonly mayKeep: boolean;
}

/** What was typed into which of the forms. */
export interface TypedCalendar {
  readonly form: 'week' | 'day';
  readonly key: CalendarKey;
  readonly values: Readonly<Record<string, string>>;
}

const uses: Readonly<Record<CalendarKey, { readonly heading: string; readonly use: string }>> = {
  office: {
    heading: 'Office',
    use: 'Due times of work in the office, agreements for when it is shut, freedom of information.',
  },
  crews: { heading: 'Crews', use: 'Due times of services whose work is done outside.' },
};

export function calendarsPage(
  about: AboutSettings & {
    readonly calendars: readonly KeptCalendar[];
    readonly typed: TypedCalendar | undefined;
    readonly conflict: string | undefined;
  },
): CalendarsPage {
  const { calendars, typed, faults = [], conflict } = about;
  const stored = (key: CalendarKey): KeptCalendar => calendars.find((one) => one.key === key) ?? blank(key);
  return {
    ...settingsFrame('calendars', about, (field) => idOf(typed?.key ?? 'office', typed?.form, field)),
    conflict,
    calendars: (['office', 'crews'] as const).map((key) => {
      const mine = typed?.key === key ? { typed, faults } : { typed: undefined, faults: [] };
      return cardOf(stored(key), mine.typed, mine.faults, conflict === undefined);
    }),
  };
}

function cardOf(
  calendar: KeptCalendar,
  typed: TypedCalendar | undefined,
  faults: readonly FieldFault[],
  asOpened: boolean,
): CalendarCard {
  const { key, version, days } = calendar;
  const inWeek = typed?.form === 'week' ? typed.values : undefined;
  const inDay = typed?.form === 'day' ? typed.values : undefined;
  const week = { name: calendar.name, weekly: weeklyHoursText(calendar.weekly), ...inWeek };
  const field = fieldsOf(key, typed?.form, faults);
  const keeps = inWeek === undefined ? calendar.keepsBankHolidays : inWeek['keepsBankHolidays'] !== undefined;
  return {
    ...{ key, ...uses[key], version },
    weekVersion: (asOpened && inWeek?.['expectedVersion']) || version,
    dayVersion: (asOpened && inDay?.['expectedVersion']) || version,
    week: [
      field('week', 'name', 'What it is called', week.name, {}),
      field('week', 'weekly', 'Open', week.weekly, {
        ...{ control: 'textarea', rows: 3 },
        hint: 'A line for each time: mon-fri 08:30-17:00. Hours past midnight end on the next day.',
      }),
    ],
    holidays: { value: 'yes', text: 'Shut on bank holidays', checked: keeps, id: `${key}-keepsBankHolidays` },
    shared: sharedOf(calendar, inWeek),
    days: [
      ...days.map((day) => ({ ...day, isShared: false })),
      ...calendar.sharedDays.map((day) => ({ ...day, isShared: true })),
    ]
      .sort((one, other) => (one.on < other.on ? -1 : 1))
      .map(({ on, hours, reason, isShared }) => ({
        ...{ on, reason, isShared, date: formatFullDate(on) },
        hours: hours.length === 0 ? 'Shut' : dayHoursText(hours),
      })),
    day: [
      field('day', 'on', 'Day', inDay?.['on'] ?? '', { hint: 'For example 24 12 2026', width: 10 }),
      field('day', 'hours', 'Open', inDay?.['hours'] ?? '', {
        hint: 'For example 09:00-12:30, 13:00-16:00. Leave it empty for a day that is shut.',
      }),
      field('day', 'reason', 'Why', inDay?.['reason'] ?? '', {}),
    ],
  };
}

function sharedOf(
  { key, hours, sharedWeekly, behind, followsDays }: KeptCalendar,
  inWeek: TypedCalendar['values'] | undefined,
): SharedHours | undefined {
  if (sharedWeekly === null) return undefined;
  const isOwn = hours === 'own';
  const theirs = weeklyHoursText(sharedWeekly).replaceAll('\n', ', ');
  return {
    told: isOwn
      ? `The partnership’s hours: ${theirs || 'never open'}.`
      : 'These are the partnership’s hours, with every change that it makes. Saving makes them ours.',
    pill: behind ? { text: 'The partnership’s changed since', tone: 'warning' } : undefined,
    follows: {
      ...{ value: 'yes', text: 'Also as the partnership has it on its days that differ', id: `${key}-followsDays` },
      checked: inWeek === undefined ? followsDays : inWeek['followsDays'] !== undefined,
    },
    ...{ isOwn, mayKeep: behind },
  };
}

interface About {
  readonly control?: 'textarea';
  readonly rows?: number;
  readonly hint?: string;
  readonly width?: number;
}

function idOf(key: CalendarKey, form: TypedCalendar['form'] | undefined, field: string): string {
  return `${key}-${form === 'day' ? 'day-' : ''}${field}`;
}

function fieldsOf(key: CalendarKey, form: TypedCalendar['form'] | undefined, faults: readonly FieldFault[]) {
  return (of: TypedCalendar['form'], name: string, label: string, value: string, about: About): FieldView => {
    const { control = 'text', rows, hint, width } = about;
    const question = {
      ...{ name, id: idOf(key, of, name), value, label: { text: label } },
      ...(hint === undefined ? {} : { hint: { text: hint } }),
      errorMessage: form === of ? errorAt(faults, name) : undefined,
    };
    if (control === 'textarea') return { ...question, control, rows: rows ?? 3 };
    return {
      ...question,
      control,
      autocomplete: 'off',
      classes: width === undefined ? '' : `govuk-input--width-${width}`,
    };
  };
}

const blank = (key: CalendarKey): KeptCalendar => ({
  ...{ key, name: uses[key].heading, version: 0, days: [], keepsBankHolidays: true },
  ...{ hours: 'own', followsDays: true, sharedDays: [], sharedWeekly: null, behind: false },
  weekly: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
});
