import { z } from 'zod';
import { dateField } from '../../kernel/date-field.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { chosenIdField, line, longText, optional } from '../../kernel/input.js';
import { defineRecordKind, otherOf, textOf, withdrawnFrom, type Move } from '../record/record-kind.js';
import { ratingOf, scoreOf } from './risk-rules.js';

const fromOneToFive = (what: string) =>
  z.number(`Enter the ${what}, 1 to 5`).int().min(1, `Enter the ${what}, 1 to 5`).max(5, `Enter the ${what}, 1 to 5`);

export const RiskFields = z.strictObject({
  title: line(160, 'what could happen'),
  cause: optional(longText(2000)),
  likelihood: fromOneToFive('likelihood'),
  impact: fromOneToFive('impact'),
  ownerId: chosenIdField('Choose who owns it'),
  response: longText(4000, 'what is done about it'),
  reviewOn: dateField('day of the next review'),
});

const riskMoves: readonly Move[] = [
  { from: 'open', event: 'close', to: 'closed', text: 'Close it', done: 'Closed', needsNote: true },
  { from: 'closed', event: 'reopen', to: 'open', text: 'Open it again', done: 'Opened again' },
  ...withdrawnFrom('open'),
];

/** What could go wrong, how likely and how bad that is, and who does what about it. */
export const riskKind = defineRecordKind({
  ...{ part: 'risks', table: 'partnership_risks', subject: 'partnership-risk' },
  words: {
    ...{ one: 'risk', many: 'Risks', add: 'Add a risk' },
    empty: 'There are no risks on record. Add what could go wrong, how likely and how bad it is, and who owns it.',
  },
  input: RiskFields,
  json: [],
  states: { open: { text: 'Open', tone: 'info' }, closed: { text: 'Closed' }, withdrawn: { text: 'Withdrawn' } },
  moves: riskMoves,
  editableIn: ['open'],
  fields: [
    { name: 'title', label: 'What could happen', is: 'line' },
    { name: 'cause', label: 'Why it could', is: 'text' },
    { name: 'likelihood', label: 'Likelihood', hint: '1 hardly ever, 5 almost certain', is: 'number' },
    { name: 'impact', label: 'Impact', hint: '1 hardly felt, 5 services stop', is: 'number' },
    { name: 'ownerId', label: 'Owner', is: 'record', part: 'members' },
    { name: 'response', label: 'What is done about it', is: 'text' },
    { name: 'reviewOn', label: 'Next review', is: 'date' },
  ],
  groups: ['Very high', 'High', 'Medium', 'Low', 'Closed', 'Withdrawn'],
  faultsOf: ({ ownerId }, about) => {
    const owner = otherOf(about, 'members', ownerId);
    return owner && owner.state !== 'withdrawn' ? [] : [{ field: 'ownerId', message: 'Choose who owns it' }];
  },
  lineOf: ({ fields: { title, likelihood, impact, ownerId, reviewOn }, state }, about) => {
    const score = scoreOf({ likelihood, impact });
    const { text, tone } = ratingOf(score);
    const owner = textOf(otherOf(about, 'members', ownerId)?.fields ?? {}, 'name');
    return {
      title,
      about: [`${likelihood} × ${impact} = ${score}`, owner, `review on ${formatFullDate(reviewOn)}`].join(' · '),
      pill: state === 'open' ? { text, tone } : undefined,
      group: state === 'open' ? text : state === 'closed' ? 'Closed' : 'Withdrawn',
    };
  },
  warningOf: ({ fields: { reviewOn }, state }, { today }) =>
    state === 'open' && reviewOn < today ? `Its review was due on ${formatFullDate(reviewOn)}.` : undefined,
});
