import type { Route } from '../../kernel/route.js';
import { addOccupancy } from '../commands/add-occupancy.js';
import { editOccupancy } from '../commands/edit-occupancy.js';
import { removeOccupancy } from '../commands/remove-occupancy.js';
import type { Question, questionsOf } from './form-page.js';
import { partFormRoutes } from './part-form-desk.js';
import { removePartRoute } from './remove-part-desk.js';
import { smallFormRoutes } from './small-form-desk.js';
import { matchTypedAddress } from './typed-address.js';
import type { Occupancy } from '../types.js';
import { dateText } from '../views.js';
import { occupancyWords } from '../words.js';

const labels = { role: 'What they are there', fromOn: 'Since', toOn: 'Until', livesAtBoth: 'Do they live at both?' };
type Field = keyof typeof labels;

function questionsAbout(ask: ReturnType<typeof questionsOf>): Question[] {
  const short = { classes: 'govuk-input--width-10' };
  return [
    ask.select('role', labels.role, occupancyWords, 'Choose'),
    ask.text('fromOn', labels.fromOn, { ...short, hintText: 'If that is known, for example 9 3 2019' }),
    ask.text('toOn', labels.toOn, { ...short, hintText: 'The last day. Leave empty while it goes on' }),
    ...(ask.isNamed('livesAtBoth')
      ? [
          ask.radios('livesAtBoth', labels.livesAtBoth, [
            { value: 'yes', text: 'Yes, they live at both' },
            { value: 'no', text: 'No' },
          ]),
        ]
      : []),
  ];
}

function inputOf({ role, fromOn, toOn, livesAtBoth }: Readonly<Partial<Record<Field, unknown>>>) {
  return { role, fromOn: fromOn || null, toOn: toOn || null, livesAtBoth: livesAtBoth || undefined };
}

const add = smallFormRoutes({
  path: 'occupancies',
  heading: 'Add a place where they live, own, let or trade',
  lead: 'What is on record stays. When they have left their home for another, use “They have moved” instead.',
  buttonText: 'Add',
  said: 'Added',
  command: addOccupancy,
  questions: (ask) => [
    ask.text('line', 'House and street', { classes: 'govuk-input--width-20', hintText: 'For example 4 Quarry Lane' }),
    ask.text('postcode', 'Postcode', { classes: 'govuk-input--width-10' }),
    ...questionsAbout(ask),
  ],
  input: async (context, typed, customerId) => ({
    ...inputOf(typed),
    customerId,
    address: (await matchTypedAddress(context, typed)) ?? {},
  }),
});

const edit = partFormRoutes<Occupancy, Field>({
  path: 'occupancies',
  labels,
  said: 'Saved',
  command: editOccupancy,
  partsOf: ({ occupancies }) => occupancies,
  heading: ({ placeLine }, { displayName }) => `${displayName} at ${placeLine}`,
  valuesOf: ({ role, fromOn, toOn }) => ({ role, fromOn: dateText(fromOn), toOn: dateText(toOn), livesAtBoth: '' }),
  questions: questionsAbout,
  input: (_context, values, at) => ({ ...inputOf(values), ...at }),
  textOf: (field, value) => (field === 'role' ? (occupancyWords[value as Occupancy['role']] ?? value) : value),
});

export const occupancyRoutes: readonly Route[] = [...add, ...edit, removePartRoute('occupancies', removeOccupancy)];
