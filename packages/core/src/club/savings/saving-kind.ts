import { z } from 'zod';
import { dateField } from '../../kernel/date-field.js';
import { defineError } from '../../kernel/errors.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { line, longText, optional } from '../../kernel/input.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { numberWords } from '../../reporting/index.js';
import type { TableCell, TableView } from '../../web/components.js';
import type { CostLine } from '../record/field-spec.js';
import { defineRecordKind, orderFaults, withdrawnFrom, type Move } from '../record/record-kind.js';
import { countSavingFiles } from './files-repository.js';
import { lineTotal, savingOf } from './saving-rules.js';

const mostLinePence = 1e13;
const costs = (what: string) =>
  z
    .array(
      z
        .strictObject({
          what: line(160, 'what it is'),
          quantity: z.number().int().min(0).max(999_999_999),
          unitPence: z.number().int().min(0).max(mostLinePence),
        })
        .refine((each) => lineTotal(each) <= mostLinePence, 'Enter a line of at most £100 billion'),
      `Enter ${what}`,
    )
    .min(1, `Enter ${what}`)
    .max(40);

export const SavingFields = z.strictObject({
  title: line(160, 'what the saving is called'),
  basis: longText(4000, 'what is compared'),
  fromOn: dateField('first day'),
  toOn: dateField('last day'),
  beforeCosts: costs('what it cost before'),
  afterCosts: costs('what it costs now'),
  evidence: optional(longText(2000)),
});

const ownWords =
  'Ask another administrator of the partnership to verify it: you claimed it, changed its figures, or gave or removed its evidence';
const evidenceWords = 'Add the evidence as a file first, or enter where it is under Change';
const ownSaving = defineError('own_saving', 409, ownWords);
const noEvidence = defineError('no_evidence', 409, evidenceWords);

const savingStates = {
  claimed: { text: 'Claimed', tone: 'warning' },
  evidenced: { text: 'Evidenced', tone: 'info' },
  verified: { text: 'Verified', tone: 'good' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
} as const;

/** A saving is believed once somebody else has done the arithmetic again from the evidence. */
export const savingMoves: readonly Move[] = [
  { from: 'claimed', event: 'evidence', to: 'evidenced', text: 'The evidence is there', done: 'Evidenced' },
  { from: 'evidenced', event: 'verify', to: 'verified', text: 'Verify it', done: 'Verified' },
  { from: 'evidenced', event: 'send-back', to: 'claimed', text: 'Send back', done: 'Sent back', needsNote: true },
  {
    from: 'verified',
    event: 'doubt',
    to: 'claimed',
    text: 'Take the verification back',
    done: 'Verification taken back',
    needsNote: true,
  },
  ...withdrawnFrom('claimed', 'evidenced'),
];

const pounds = (pence: number): string => formatMoney(moneyOf(pence), { wholePounds: 'short' });

/** What doing something together saves, with the costs it is worked out from and where the evidence lies. */
export const savingKind = defineRecordKind({
  ...{ part: 'savings', table: 'claimed_savings', subject: 'claimed-saving' },
  words: {
    ...{ one: 'saving', many: 'Savings', add: 'Claim a saving' },
    empty: 'No saving is claimed. Claim one with what it cost before, what it costs now, and its evidence.',
  },
  input: SavingFields,
  json: ['beforeCosts', 'afterCosts'],
  states: savingStates,
  moves: savingMoves,
  editableIn: ['claimed'],
  fields: [
    { name: 'title', label: 'Saving', is: 'line' },
    { name: 'basis', label: 'What is compared', hint: 'And why the two compare', is: 'text' },
    { name: 'fromOn', label: 'First day', is: 'date' },
    { name: 'toOn', label: 'Last day', is: 'date' },
    {
      ...{ name: 'beforeCosts', label: 'What it cost before', is: 'costs' },
      hint: 'One a line, over the whole period: “Seats: 300 x 833.34”',
    },
    { name: 'afterCosts', label: 'What it costs now', hint: 'Written alike, over the same period', is: 'costs' },
    {
      name: 'evidence',
      label: 'Where the evidence is',
      hint: 'Addresses, or names of documents. Files are added to the saving itself',
      is: 'text',
    },
  ],
  groups: ['Claimed', 'Evidenced', 'Verified', 'Withdrawn'],
  faultsOf: (fields) => orderFaults(fields),
  refusalOf: async ({ id, fields }, { event }, { actor, authors, db }) => {
    const needsEvidence = event === 'evidence' || event === 'verify';
    if (needsEvidence && fields.evidence === undefined && (await countSavingFiles(db, id)) === 0)
      return noEvidence({ faults: [{ field: 'event', message: evidenceWords }] });
    const isOwn = actor.kind !== 'staff' || authors.includes(actor.staffId);
    return event === 'verify' && isOwn ? ownSaving({ faults: [{ field: 'event', message: ownWords }] }) : undefined;
  },
  lineOf: ({ fields, state }) => ({
    title: fields.title,
    about: `${pounds(savingOf(fields).savedPence)} · ${formatFullDate(fields.fromOn)} to ${formatFullDate(fields.toOn)}`,
    group: savingStates[state as keyof typeof savingStates].text,
  }),
  tablesOf: ({ fields }) => [arithmetic(fields)],
});

/** Every step, so that whoever doubts it can do it again. */
function arithmetic(fields: z.output<typeof SavingFields>): TableView {
  const { beforePence, afterPence, savedPence } = savingOf(fields);
  const row = (text: string, steps: string, pence: number): TableCell[] => [
    { text },
    { text: steps, format: 'numeric' },
    { text: pounds(pence), format: 'numeric' },
  ];
  const lines = (costsOf: readonly CostLine[], when: string): TableCell[][] =>
    costsOf.map((each) => {
      const { what, quantity, unitPence } = each;
      return row(`${when}: ${what}`, `${numberWords(quantity)} × ${pounds(unitPence)}`, lineTotal(each));
    });
  const difference = `${pounds(beforePence)} − ${pounds(afterPence)}`;
  return {
    caption: 'The arithmetic',
    head: [{ text: 'Cost' }, { text: 'Worked out', format: 'numeric' }, { text: 'Comes to', format: 'numeric' }],
    rows: [
      ...lines(fields.beforeCosts, 'Before'),
      row('Before, added up', '', beforePence),
      ...lines(fields.afterCosts, 'Now'),
      row('Now, added up', '', afterPence),
      row(savedPence < 0 ? 'It costs more' : 'Saved', difference, savedPence),
    ],
    firstCellIsHeader: true,
  };
}
