import { weeklyHoursText } from '../authorities/index.js';
import type { OpenPeriod } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { sharedFields, type SharedField } from '../kernel/db/shared-fields.js';
import { formatDate, formatDateTime } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import { formatMoney, moneyOf } from '../kernel/money.js';
import type { PillView } from '../web/components.js';
import type { Phase, Refusal } from './agreement-rules.js';
import type {
  Ability,
  Agreement,
  AgreementKind,
  AnswerLevel,
  EventKind,
  Hours,
  Price,
  SharedPart,
  Terms,
  TermsVersion,
} from './types.js';

/* What agreements are called on pages. */

export const kindWords: Readonly<Record<AgreementKind, string>> = {
  standing: 'Standing: whenever its hours hold',
  overflow: 'Overflow: opened while customers wait too long',
  continuity: 'Continuity: opened in an emergency',
};

export const phasePills: Readonly<Record<Phase, PillView>> = {
  draft: { text: 'Draft', tone: 'neutral' },
  coming: { text: 'Signed, begins later', tone: 'info' },
  'in-force': { text: 'In force', tone: 'good' },
  dormant: { text: 'Dormant', tone: 'info' },
  suspended: { text: 'Suspended', tone: 'warning' },
  over: { text: 'Over', tone: 'neutral' },
  ended: { text: 'Ended', tone: 'neutral' },
};

export const refusalWords: Readonly<Record<Refusal, string>> = {
  draft: 'Both councils have not signed it.',
  coming: 'Its first day has not come.',
  dormant: 'Nobody has opened it.',
  suspended: 'It is suspended.',
  over: 'Its last day is over.',
  ended: 'It has ended.',
  service: 'It does not cover that service.',
  channel: 'It does not cover that way of getting in touch.',
  line: 'It does not cover that line.',
  hours: 'It does not hold at that time.',
};

export const sharedWords: Readonly<Record<SharedPart, string>> = {
  customers: 'Customers',
  cases: 'Cases and how they stand',
  messages: 'Messages to customers',
};

/** Each after whose it is, or in a list of its own kind. */
export const fieldWords: Readonly<Record<SharedField, string>> = {
  'customer.birth': 'dates of birth and death',
  'customer.contact-points': 'telephone numbers and mail addresses',
  'customer.address': 'addresses',
  'customer.identifiers': 'reference numbers, such as for council tax',
  'customer.needs': 'what they need to be served',
  'customer.ties': 'who acts for them, and other ties',
  'customer.consents': 'what they agreed to',
  'customer.alerts': 'alerts, those about properties too',
  'case.person': 'whom a case is for',
  'case.answers': 'answers to the service’s questions',
  'case.notes': 'notes, and what was written with changes',
  'case.tasks': 'tasks',
  'case.files': 'photos and files',
};

/** With whose it is: "Customers: addresses". */
export const wholeFieldWords = Object.fromEntries(
  sharedFields.map((field) => [field, `${field.startsWith('case.') ? 'Cases' : 'Customers'}: ${fieldWords[field]}`]),
) as Readonly<Record<SharedField, string>>;

export const abilityWords: Readonly<Record<Ability, string>> = {
  log: 'Log cases and put new customers on record',
  update: 'Update cases and customers whose every field they see, add notes, and write to customers',
  'take-payments': 'Record payments, and see what customers paid',
  close: 'Do the work of cases, and close them',
  'call-out': 'Call out whoever is on duty in an emergency, and see call-outs',
};

export const holidayWords = {
  'as-usual': 'The hours of that day of the week',
  never: 'Not at all',
  'all-day': 'All day',
} as const;

export const priceWords: Readonly<Record<Price['kind'], string>> = {
  free: 'Free of charge',
  'per-contact': 'A price for each contact',
  'per-case': 'A price for each case',
  'per-month': 'A fixed price for each month',
  'per-year': 'A fixed price for each year, paid by the month',
  'by-population': 'A year’s cost, shared by population',
  'by-volume': 'A year’s cost, shared by volume',
};

export const eventWords: Readonly<Record<EventKind, string>> = {
  drafted: 'Drafted',
  'terms-proposed': 'New terms proposed',
  'terms-changed': 'Proposed terms changed; they are to be signed anew',
  signed: 'Signed',
  agreed: 'Signed by the second side: agreed',
  suspended: 'Suspended',
  resumed: 'Resumed',
  ended: 'Ended',
  opened: 'Opened',
  closed: 'Closed',
};

export function hoursWords(hours: Hours): string {
  if (hours.when === 'always') return 'At any time';
  if (hours.when === 'outside-office-hours') return 'Outside office hours, on bank holidays and closures too';
  const holidays = holidayWords[hours.onBankHolidays].toLowerCase();
  return `${weeklyHoursText(hours.weekly)}\nOn bank holidays: ${holidays}`;
}

/** Which services terms cover: a line for those that are named, for each heading, and for the national list's numbers. */
export function servicesWords(
  { serviceIds, lgslIds = [], serviceGroups = [] }: Pick<Terms, 'serviceIds' | 'lgslIds' | 'serviceGroups'>,
  namesOf: (ids: readonly string[]) => string,
): string {
  const lines = [
    ...serviceGroups.map((group) => `All under “${group}”, those to come too`),
    ...(lgslIds.length > 0 ? [`All of LGSL ${lgslIds.join(', ')}, those to come too`] : []),
    ...(serviceIds.length > 0 ? [namesOf(serviceIds)] : []),
  ];
  return lines.join('\n') || 'Every service';
}

/** What of customers and cases stays hidden: a line for each field. */
export function keptWords({ fields }: Pick<Terms, 'fields'>): string {
  const kept = sharedFields.filter((field) => fields && !fields.includes(field));
  return kept.map((field) => wholeFieldWords[field]).join('\n') || 'Nothing: every field shows';
}

export function priceText({
  kind,
  pence,
  capPence,
  capYearPence,
  minimumPence,
  residents,
  allResidents,
}: Price): string {
  const amount = (label: string, of: number | undefined, after = ''): string =>
    of === undefined ? '' : `${label}${formatMoney(moneyOf(of))}${after}`;
  const share = residents === undefined ? '' : `, ${residents} of ${allResidents ?? residents} residents`;
  const bounds = [
    amount(', at least ', minimumPence, ' a month'),
    amount(', at most ', capPence, ' a month'),
    amount(', at most ', capYearPence, ' from April to March'),
  ];
  return `${priceWords[kind]}${amount(': ', pence)}${share}${bounds.join('')}`;
}

export function answerLevelText({ withinSeconds, percent, reductionPercent }: AnswerLevel): string {
  return `${percent} of a hundred calls are answered within ${withinSeconds} seconds, or a month costs ${reductionPercent}% less`;
}

export function datesWords({ fromOn, toOn }: Pick<TermsVersion, 'fromOn' | 'toOn'>, now: Instant): string {
  const today = localDateAt(now);
  const until = toOn === null ? 'until somebody ends it' : `to ${formatDate(toOn, { today })}`;
  return `From ${formatDate(fromOn, { today })} ${until}`;
}

const periodsShown = 2;

/** The first stretches of time: "Saturday 1pm to Monday 8:30am, and 3 more". */
export function periodsWords(periods: readonly OpenPeriod[], now: Instant): string {
  const shown = periods
    .slice(0, periodsShown)
    .map(({ from, to }) => `${formatDateTime(from, { now })} to ${formatDateTime(to, { now })}`);
  const more = periods.length > periodsShown ? `, and ${periods.length - periodsShown} more` : '';
  return shown.join('; ') + more;
}

/** Whom one serves, or is served by, seen from a council. */
export function partnersWords(agreement: Agreement, nameOf: (id: number) => string): string {
  return `${nameOf(agreement.providerId)} answers for ${nameOf(agreement.receiverId)}`;
}
