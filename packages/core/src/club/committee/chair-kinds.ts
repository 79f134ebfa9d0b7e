import { z } from 'zod';
import { dateField } from '../../kernel/date-field.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { longText } from '../../kernel/input.js';
import { councilFaults, defineRecordKind, keptRecord, nameOf, orderFaults } from '../record/record-kind.js';

const groupOf = (state: string): string => (state === 'withdrawn' ? 'Withdrawn' : 'Orders');

/** In which order councils take the chair, a year each, and from when on that holds. */
export const chairOrderKind = defineRecordKind({
  ...{ part: 'chair-orders', table: 'chair_orders', subject: 'chair-order', ...keptRecord },
  words: {
    ...{ one: 'order of the chair', many: 'Order of the chair', add: 'Set an order' },
    empty:
      'No order is set. Say which council chairs first, and which follow: each chairs for a year, then it begins again.',
  },
  input: z.strictObject({
    fromOn: dateField('first day of the first year'),
    councils: z.array(z.number().int(), 'Enter the councils').min(1, 'Enter the councils in their order').max(200),
  }),
  json: ['councils'],
  fields: [
    {
      name: 'fromOn',
      label: 'First day of the first year',
      hint: 'It replaces an earlier order from this day',
      is: 'date',
    },
    { name: 'councils', label: 'Councils in their order', hint: 'One a line', is: 'councils' },
  ],
  groups: ['Orders', 'Withdrawn'],
  faultsOf: ({ councils }, about) => [
    ...councils.flatMap((id) => councilFaults(id, about, 'councils')).slice(0, 1),
    ...(new Set(councils).size < councils.length ? [{ field: 'councils', message: 'Enter each council once' }] : []),
  ],
  lineOf: ({ fields: { fromOn, councils }, state }, about) => ({
    title: councils.map((id) => nameOf(id, about)).join(', '),
    about: `a year each from ${formatFullDate(fromOn)}`,
    group: groupOf(state),
  }),
});

/** When another council chairs than the order says, and why. */
export const chairExceptionKind = defineRecordKind({
  ...{ part: 'chair-exceptions', table: 'chair_exceptions', subject: 'chair-exception', ...keptRecord },
  words: {
    ...{ one: 'exception', many: 'Exceptions from the order', add: 'Record an exception' },
    empty: 'There are none: the chair went as the order says. When two councils swap, record it here with the reason.',
  },
  input: z.strictObject({
    councilId: z.number('Choose the council').int(),
    fromOn: dateField('first day'),
    toOn: dateField('last day'),
    reason: longText(1000, 'the reason'),
  }),
  json: [],
  fields: [
    { name: 'councilId', label: 'Who chairs instead', is: 'council' },
    { name: 'fromOn', label: 'First day', is: 'date' },
    { name: 'toOn', label: 'Last day', is: 'date' },
    { name: 'reason', label: 'Reason', is: 'text' },
  ],
  groups: ['Exceptions', 'Withdrawn'],
  faultsOf: (fields, about) => [...councilFaults(fields.councilId, about), ...orderFaults(fields)],
  lineOf: ({ fields: { councilId, fromOn, toOn, reason }, state }, about) => ({
    title: `${nameOf(councilId, about)}, ${formatFullDate(fromOn)} to ${formatFullDate(toOn)}`,
    about: reason,
    group: state === 'withdrawn' ? 'Withdrawn' : 'Exceptions',
  }),
});
