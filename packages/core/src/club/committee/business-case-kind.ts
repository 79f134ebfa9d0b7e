import { z } from 'zod';
import { line, longText, optional, uuidField } from '../../kernel/input.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import type { Move } from '../record/record-kind.js';
import { defineRecordKind, otherOf, withdrawnFrom } from '../record/record-kind.js';

export const BusinessCaseFields = z.strictObject({
  title: line(160, 'what the business case is called'),
  need: longText(4000, 'why something is needed'),
  options: z
    .array(
      z.strictObject({
        name: line(120, 'the option'),
        costPence: z.number().int().min(0).max(1e13),
        benefit: z.string().trim().max(600).default(''),
      }),
      'Enter the options',
    )
    .min(1, 'Enter at least one option')
    .max(12),
  preferred: optional(line(120)),
  decisionId: optional(uuidField),
});

const businessCaseStates = {
  draft: { text: 'Draft', tone: 'neutral' },
  submitted: { text: 'Submitted', tone: 'info' },
  approved: { text: 'Approved', tone: 'good' },
  refused: { text: 'Refused', tone: 'bad' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
} as const;

/** From which state a business case goes where. */
export const businessCaseMoves: readonly Move[] = [
  { from: 'draft', event: 'submit', to: 'submitted', text: 'Submit to the committee', done: 'Submitted' },
  { from: 'submitted', event: 'approve', to: 'approved', text: 'Record that it was approved', done: 'Approved' },
  {
    from: 'submitted',
    event: 'refuse',
    to: 'refused',
    text: 'Record that it was refused',
    done: 'Refused',
    needsNote: true,
  },
  { from: 'submitted', event: 'send-back', to: 'draft', text: 'Send back', done: 'Sent back', needsNote: true },
  ...withdrawnFrom('draft', 'submitted'),
];

/** What a change would cost and bring, option by option, and what the committee said to it. */
export const businessCaseKind = defineRecordKind({
  ...{ part: 'business-cases', table: 'business_cases', subject: 'business-case' },
  words: {
    ...{ one: 'business case', many: 'Business cases', add: 'Draft a business case' },
    empty: 'There are no business cases. Draft one with its options, what each costs and what it brings.',
  },
  input: BusinessCaseFields,
  json: ['options'],
  states: businessCaseStates,
  moves: businessCaseMoves,
  editableIn: ['draft'],
  fields: [
    { name: 'title', label: 'Business case', is: 'line' },
    { name: 'need', label: 'Why something is needed', is: 'text' },
    {
      ...{ name: 'options', label: 'Options', is: 'options' },
      hint: 'One a line: what is done, its cost in pounds, what it brings. “Buy together: 120000: one contract for all”',
    },
    { name: 'preferred', label: 'Preferred option', hint: 'Written as above', is: 'line' },
    { name: 'decisionId', label: 'Decision that it follows', is: 'record', part: 'decisions' },
  ],
  groups: ['Submitted', 'Draft', 'Approved', 'Refused', 'Withdrawn'],
  faultsOf: ({ options, preferred, decisionId }, about) => [
    ...(new Set(options.map(({ name }) => name)).size < options.length
      ? [{ field: 'options', message: 'Give each option a name of its own' }]
      : []),
    ...(preferred !== undefined && !options.some(({ name }) => name === preferred)
      ? [{ field: 'preferred', message: 'Enter the preferred option as it is written among the options' }]
      : []),
    ...(decisionId !== undefined && !otherOf(about, 'decisions', decisionId)
      ? [{ field: 'decisionId', message: 'Choose a decision of the committee' }]
      : []),
  ],
  lineOf: ({ fields: { title, options, preferred }, state }) => ({
    title,
    about: [
      `${options.length === 1 ? 'one option' : `${options.length} options`}`,
      preferred && `preferred: ${preferred}`,
    ]
      .filter(Boolean)
      .join(' · '),
    group: businessCaseStates[state as keyof typeof businessCaseStates].text,
  }),
  tablesOf: ({ fields: { options, preferred } }) => [
    {
      caption: 'Options',
      head: [{ text: 'Option' }, { text: 'Cost', format: 'numeric' }, { text: 'What it brings' }],
      rows: options.map(({ name, costPence, benefit }) => [
        { text: name === preferred ? `${name} (preferred)` : name },
        { text: formatMoney(moneyOf(costPence), { wholePounds: 'short' }), format: 'numeric' },
        { text: benefit || '–' },
      ]),
      isStacking: true,
    },
  ],
});
