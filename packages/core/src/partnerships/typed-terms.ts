import { readWeeklyHours, weeklyHoursText } from '../authorities/index.js';
import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { sharedFields } from '../kernel/db/shared-fields.js';
import { formatMoney, moneyOf, parseMoney } from '../kernel/money.js';
import type { Agreement, TermsVersion } from './types.js';

const text = (max = 400) => z.string().trim().max(max).default('');
const chosen = z.array(z.string().max(60)).max(500).default([]);

/** The form of an agreement's terms, as it is typed. */
export const TermsForm = z.strictObject({
  ...{ expectedVersion: text(), receiverId: text(), providerId: text(), title: text(), kind: text() },
  ...{ fromOn: text(), toOn: text(), when: text(), weekly: text(2000), onBankHolidays: text() },
  ...{
    serviceIds: chosen,
    serviceGroups: chosen,
    lgslIds: text(2000),
    channels: chosen,
    lineIds: chosen,
    shares: chosen,
    fields: chosen,
    abilities: chosen,
  },
  ...{ lawfulBasis: text(), purpose: text(4000), priceKind: text(), price: text(), cap: text() },
  ...{ capYear: text(), minimum: text(), residents: text(), allResidents: text() },
  ...{ withinSeconds: text(), answeredPercent: text(), reductionPercent: text() },
  ...{ serviceLevel: text(2000), officerIds: chosen, openForHours: text(), overflowMinutes: text() },
});
export type TypedTerms = z.output<typeof TermsForm>;

export const blankTerms: TypedTerms = TermsForm.parse({
  ...{ kind: 'standing', when: 'outside-office-hours', onBankHolidays: 'as-usual', priceKind: 'free' },
  ...{ shares: ['customers', 'cases'], fields: [...sharedFields], abilities: ['log'] },
});

/** What a command takes, and what of the form couldn't be read. Fields are called as in the form. */
export function readTyped(typed: TypedTerms): { readonly input: object; readonly faults: FieldFault[] } {
  const { expectedVersion, receiverId, providerId, when, weekly, onBankHolidays, ...more } = typed;
  const { priceKind, price, cap, capYear, minimum, residents, allResidents, ...others } = more;
  const { withinSeconds, answeredPercent, reductionPercent, ...rest } = others;
  const faults: FieldFault[] = [];
  const hours = when === 'weekly' ? readWeeklyHours(weekly) : undefined;
  if (when === 'weekly' && !hours)
    faults.push({ field: 'weekly', message: 'Enter the hours line by line, like “mon-fri 17:00-08:30”' });
  const pence = (field: string, value: string, label: string): number | undefined => {
    if (value === '') return undefined;
    const money = parseMoney(value, { label });
    if (money.ok) return money.value.pence;
    faults.push({ field, message: money.message });
    return 0;
  };
  const lgslIds = rest.lgslIds.split(/[\s,]+/).filter(Boolean);
  if (!lgslIds.every((id) => /^[1-9]\d{0,4}$/.test(id)))
    faults.push({ field: 'lgslIds', message: 'Enter LGSL numbers with commas between them, like “524, 525”' });
  const whole = (field: string, value: string, message: string): number | undefined => {
    const digits = value.replaceAll(',', '');
    if (digits !== '' && !/^\d{1,9}$/.test(digits)) faults.push({ field, message });
    return digits === '' ? undefined : Number(digits) || 0;
  };
  const number = (field: 'openForHours' | 'overflowMinutes', message: string): object => {
    if (rest[field] === '') return { [field]: undefined };
    if (!/^\d{1,3}$/.test(rest[field])) faults.push({ field, message });
    return { [field]: Number(rest[field]) || 1 };
  };
  const input = {
    ...rest,
    lgslIds: lgslIds.map(Number).filter(Number.isInteger),
    hours: when === 'weekly' ? { when, weekly: hours ?? {}, onBankHolidays } : { when },
    price: {
      kind: priceKind,
      pence: pence('price', price, 'price'),
      capPence: pence('cap', cap, 'most that a month may cost'),
      capYearPence: pence('capYear', capYear, 'most that a year may cost'),
      minimumPence: pence('minimum', minimum, 'least that a month costs'),
      residents: whole('residents', residents, 'Enter a number of residents'),
      allResidents: whole('allResidents', allResidents, 'Enter a number of residents'),
    },
    ...(withinSeconds + answeredPercent + reductionPercent === ''
      ? {}
      : {
          answerLevel: {
            withinSeconds: whole('withinSeconds', withinSeconds, 'Enter a number of seconds'),
            percent: whole('answeredPercent', answeredPercent, 'Enter how many of a hundred calls'),
            reductionPercent: whole('reductionPercent', reductionPercent, 'Enter a number of per cent'),
          },
        }),
    ...number('openForHours', 'Enter a number of hours, 1 to 168'),
    ...number('overflowMinutes', 'Enter a number of minutes, 1 to 120'),
  };
  return { input, faults };
}

/** Where the form asks for what a command calls otherwise. */
export function fieldOf(field: string): string {
  if (field === 'price.kind') return 'priceKind';
  const named = fieldNames[field];
  if (named !== undefined) return named;
  if (field.startsWith('price')) return 'price';
  if (field === 'hours.when') return 'when';
  if (field === 'hours.onBankHolidays') return 'onBankHolidays';
  if (field.startsWith('hours')) return 'weekly';
  return field.split('.')[0] ?? field;
}

const fieldNames: Readonly<Record<string, string>> = {
  'price.capPence': 'cap',
  'price.capYearPence': 'capYear',
  'price.minimumPence': 'minimum',
  'price.residents': 'residents',
  'price.allResidents': 'allResidents',
  'answerLevel.withinSeconds': 'withinSeconds',
  'answerLevel.percent': 'answeredPercent',
  'answerLevel.reductionPercent': 'reductionPercent',
};

/** The terms that would be changed, as the form shows them. */
export function typedOf(agreement: Agreement, { fromOn, toOn, terms }: TermsVersion): TypedTerms {
  const { hours, price, answerLevel: level } = terms;
  const shown = (value: number | undefined): string => (value === undefined ? '' : String(value));
  const money = (pence: number | undefined): string => (pence === undefined ? '' : formatMoney(moneyOf(pence)));
  return {
    ...blankTerms,
    ...{ title: agreement.title, kind: agreement.kind, expectedVersion: String(agreement.version) },
    ...{ receiverId: String(agreement.receiverId), providerId: String(agreement.providerId) },
    ...{ fromOn, toOn: toOn ?? '', when: hours.when },
    ...(hours.when === 'weekly' ? { weekly: weeklyHoursText(hours.weekly), onBankHolidays: hours.onBankHolidays } : {}),
    ...{ lgslIds: (terms.lgslIds ?? []).join(', '), serviceGroups: [...(terms.serviceGroups ?? [])] },
    ...{ serviceIds: [...terms.serviceIds], channels: [...terms.channels], lineIds: [...terms.lineIds] },
    ...{
      shares: [...terms.shares],
      fields: [...(terms.fields ?? sharedFields)],
      abilities: [...terms.abilities],
      officerIds: [...terms.officerIds],
    },
    ...{ lawfulBasis: terms.lawfulBasis, purpose: terms.purpose, serviceLevel: terms.serviceLevel ?? '' },
    ...{ priceKind: price.kind, price: money(price.pence), cap: money(price.capPence) },
    ...{ capYear: money(price.capYearPence), minimum: money(price.minimumPence) },
    ...{ residents: shown(price.residents), allResidents: shown(price.allResidents) },
    ...{ withinSeconds: shown(level?.withinSeconds), answeredPercent: shown(level?.percent) },
    reductionPercent: shown(level?.reductionPercent),
    openForHours: shown(terms.openForHours),
    overflowMinutes: shown(terms.overflowMinutes),
  };
}
