import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { dateField } from '../../kernel/date-field.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { line, longText, optional } from '../../kernel/input.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { councilFaults, defineRecordKind, keptRecord, nameOf, orderFaults, type About } from '../record/record-kind.js';
import { contractWarning, sharesOf } from './contract-rules.js';

export const ContractFields = z.strictObject({
  title: line(160, 'what the contract is called'),
  supplier: line(160, 'the supplier'),
  what: optional(longText(2000)),
  valuePence: z.number('Enter the value').int().min(0, 'Enter the value as £0 or more').max(1e13),
  startsOn: dateField('first day'),
  endsOn: dateField('last day'),
  noticeOn: dateField('last day for notice'),
  shares: z
    .array(
      z.strictObject({ councilId: z.number().int(), parts: z.number().int().min(0).max(999_999_999) }),
      'Enter the shares',
    )
    .min(1, 'Enter the shares of the councils')
    .max(200),
});
type ContractFields = z.output<typeof ContractFields>;

const pounds = (pence: number): string => formatMoney(moneyOf(pence));

/** What councils buy together, until when, and what each pays of it. */
export const contractKind = defineRecordKind({
  ...{ part: 'contracts', table: 'shared_contracts', subject: 'shared-contract', ...keptRecord },
  words: {
    ...{ one: 'contract', many: 'Shared contracts', add: 'Add a contract' },
    empty: 'There are no shared contracts. Add one with its value, its last day for notice and each council’s share.',
  },
  input: ContractFields,
  json: ['shares'],
  fields: [
    { name: 'title', label: 'Contract', is: 'line' },
    { name: 'supplier', label: 'Supplier', is: 'line' },
    { name: 'what', label: 'What is bought', is: 'text' },
    { name: 'valuePence', label: 'Value', hint: 'Of the whole term, in pounds', is: 'money' },
    { name: 'startsOn', label: 'First day', is: 'date' },
    { name: 'endsOn', label: 'Last day', is: 'date' },
    {
      name: 'noticeOn',
      label: 'Last day for notice',
      hint: 'A warning stands here for the 90 days before',
      is: 'date',
    },
    {
      ...{ name: 'shares', label: 'Shares of the councils', is: 'parts' },
      hint: 'One a line, in whole parts: “Westmoor: 45”. The value is shared out by them to the penny.',
    },
  ],
  groups: ['Running', 'To come', 'Ended', 'Withdrawn'],
  faultsOf: (fields, about) => [...dayFaults(fields), ...shareFaults(fields, about)],
  lineOf: ({ fields: { title, supplier, valuePence, startsOn, endsOn }, state }, { today }) => ({
    title,
    about: [supplier, pounds(valuePence), `${formatFullDate(startsOn)} to ${formatFullDate(endsOn)}`].join(' · '),
    group: state === 'withdrawn' ? 'Withdrawn' : whenOf(startsOn, endsOn, today),
  }),
  tablesOf: ({ fields: { valuePence, shares } }, about) => [
    {
      caption: 'Shares of the councils',
      head: [{ text: 'Council' }, { text: 'Parts', format: 'numeric' }, { text: 'Share', format: 'numeric' }],
      rows: [
        ...sharesOf(valuePence, shares).map(({ councilId, parts, pence }) => [
          { text: nameOf(councilId, about) },
          { text: parts, format: 'numeric' },
          { text: pounds(pence), format: 'numeric' },
        ]),
        [
          { text: 'All' },
          { text: shares.reduce((sum, { parts }) => sum + parts, 0), format: 'numeric' },
          { text: pounds(valuePence), format: 'numeric' },
        ],
      ],
      firstCellIsHeader: true,
    },
  ],
  warningOf: ({ fields, state }, { today }) => (state === 'withdrawn' ? undefined : contractWarning(fields, today)),
});

function dayFaults({ startsOn, endsOn, noticeOn }: ContractFields): FieldFault[] {
  return [
    ...orderFaults({ fromOn: startsOn, toOn: endsOn }, 'endsOn'),
    ...(noticeOn > endsOn
      ? [{ field: 'noticeOn', message: 'Choose a last day for notice that is not after the last day' }]
      : []),
  ];
}

function shareFaults({ shares }: ContractFields, about: About): FieldFault[] {
  const fault = (message: string): FieldFault[] => [{ field: 'shares', message }];
  if (new Set(shares.map(({ councilId }) => councilId)).size < shares.length) return fault('Enter each council once');
  if (shares.every(({ parts }) => parts === 0)) return fault('Enter at least one council with more than 0 parts');
  return shares.flatMap(({ councilId }) => councilFaults(councilId, about, 'shares')).slice(0, 1);
}

function whenOf(startsOn: LocalDate, endsOn: LocalDate, today: LocalDate): 'Running' | 'To come' | 'Ended' {
  if (startsOn > today) return 'To come';
  return endsOn < today ? 'Ended' : 'Running';
}
