import type { FieldFault } from '../kernel/errors.js';
import type { Side } from '../partnerships/index.js';
import type { FieldView } from '../web/form-components.js';
import type { StatementInFull } from './types.js';
import { daysWords, lineWords, moneyWords } from './words.js';
import { errorAt } from '../web/form-faults.js';

export type Typed = Readonly<Record<string, string>>;

/** A form of a statement's page: one step of it. */
export interface StatementForm {
  readonly step: string;
  readonly heading: string;
  readonly fields: readonly FieldView[];
  readonly button: string;
}

interface About {
  readonly mySides: readonly Side[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
}

/** The forms that the visitor's sides have at this stage. */
export function formsOf(statement: StatementInFull, { mySides, typed, faults }: About): StatementForm[] {
  const about = (name: string, label: string, hint?: string) => {
    return {
      ...{
        name,
        id: name,
        label: { text: label },
        value: typed[name] ?? '',
        errorMessage: errorAt(faults, name),
      },
      ...(hint === undefined ? {} : { hint: { text: hint } }),
    };
  };
  const text = (name: string, label: string, hint?: string): FieldView => ({
    control: 'text',
    ...about(name, label, hint),
  });
  const area = (name: string, label: string): FieldView => ({ control: 'textarea', rows: 3, ...about(name, label) });
  const { state } = statement;
  if (mySides.includes('provider') && state === 'draft')
    return [callsForm(statement, text), correctionForm(text)].flatMap((form) => form ?? []);
  if (mySides.includes('provider') && state === 'agreed')
    return [
      {
        ...{ step: 'settle', heading: 'Paid', button: 'Settle it' },
        fields: [
          text('settledOn', 'When it was paid', 'For example, 20 11 2026'),
          text('payment', 'Reference of the payment'),
        ],
      },
    ];
  const choices = disputable(statement);
  if (!mySides.includes('receiver') || state !== 'issued' || choices.length === 0) return [];
  const line: FieldView = {
    control: 'select',
    ...about('lineId', 'Which line'),
    items: [{ value: '', text: 'Choose a line' }, ...choices],
  };
  return [
    {
      ...{ step: 'dispute', heading: 'Dispute a line', button: 'Dispute it' },
      fields: [
        line,
        text('amount', 'How much of it (optional)', 'In pounds and pence; without it the whole line'),
        area('reason', 'Why'),
      ],
    },
  ];
}

type TextField = (name: string, label: string, hint?: string) => FieldView;

function callsForm({ wantsCalls, callsAnswered }: StatementInFull, text: TextField): StatementForm | undefined {
  if (!wantsCalls && callsAnswered === null) return undefined;
  return {
    ...{ step: 'calls', heading: 'Calls of the month', button: 'Save the calls' },
    fields: [
      text('answered', 'How many calls were answered', 'As your telephone system counted them'),
      text('inTime', 'How many of them in time'),
    ],
  };
}

function correctionForm(text: TextField): StatementForm {
  return {
    ...{ step: 'correct', heading: 'Correct an earlier month', button: 'Add the correction' },
    fields: [
      text('note', 'What is corrected'),
      text('amount', 'Amount', 'In pounds and pence; with a minus in front it is taken off'),
    ],
  };
}

/** Lines that charge something and aren't disputed. */
function disputable({ lines, disputes }: StatementInFull): { value: string; text: string }[] {
  const isFree = (id: string): boolean => disputes.every((one) => one.lineId !== id || one.state === 'withdrawn');
  return lines
    .filter(({ id, pence }) => pence > 0 && isFree(id))
    .map((line) => ({ value: line.id, text: `${lineWords(line)}, ${daysWords(line)}: ${moneyWords(line.pence)}` }));
}
