import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route } from '../../kernel/route.js';
import { addContactPoint } from '../commands/add-contact-point.js';
import { endContactPoint } from '../commands/end-contact-point.js';
import { preferContactPoint } from '../commands/prefer-contact-point.js';
import { recordDeath } from '../commands/record-death.js';
import { recordMove } from '../commands/record-move.js';
import { verifyContactPoint } from '../commands/verify-contact-point.js';
import { textOf } from './form-page.js';
import { representationRoutes } from './representation-desk.js';
import { smallFormRoutes } from './small-form-desk.js';
import { matchTypedAddress } from './typed-address.js';
import { dateText } from '../views.js';
import { contactPointWords, occupancyWords } from '../words.js';

const narrow = { classes: 'govuk-input--width-10' };
const wide = { classes: 'govuk-input--width-20' };

const contactPoints = smallFormRoutes({
  path: 'contact-points',
  heading: 'Add a way to reach them',
  buttonText: 'Add',
  said: 'Added',
  command: addContactPoint,
  begin: () => ({ kind: 'telephone' }),
  questions: (ask) => [
    ask.select('kind', 'What it is', contactPointWords),
    ask.text('value', 'Number or email address', wide),
    ask.text('line', 'First line of an address', wide),
    ask.text('postcode', 'Postcode', narrow),
    ask.text('label', 'Whose or where (if it isn’t their own)', { ...wide, hintText: 'For example work, daughter’s' }),
    ask.radios('preferred', 'Use it before the others?', [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ]),
  ],
  input: async (context, typed, customerId) => {
    const kind = textOf(typed, 'kind');
    const about = { customerId, label: typed['label'], preferred: textOf(typed, 'preferred') === 'yes' };
    if (kind !== 'postal') return { ...about, kind, value: textOf(typed, 'value') };
    return { ...about, kind, address: (await matchTypedAddress(context, typed)) ?? {} };
  },
});

const move = smallFormRoutes({
  path: 'move',
  heading: 'They have moved',
  lead: 'The address on record ends the day before; its history stays.',
  buttonText: 'Save the move',
  said: 'Move saved',
  command: recordMove,
  questions: (ask) => [
    ask.text('line', 'First line of the new address', { ...wide, hintText: 'For example 4 Quarry Lane, Dunmere' }),
    ask.text('postcode', 'Postcode', narrow),
    ask.text('movedOn', 'Date of the move', { ...narrow, hintText: 'Leave empty for today' }),
    ask.select('occupancyRole', 'What they are there', occupancyWords, 'Not known'),
  ],
  input: async (context, typed, id) => {
    const { movedOn, occupancyRole } = typed;
    return { id, movedOn, occupancyRole, address: (await matchTypedAddress(context, typed)) ?? {} };
  },
});

const death = smallFormRoutes({
  path: 'death',
  heading: 'Record a death',
  lead: 'Nothing is sent to the customer from then on. If it was recorded by mistake, empty the box.',
  buttonText: 'Save',
  said: 'Saved',
  command: recordDeath,
  begin: ({ diedOn }) => ({ diedOn: dateText(diedOn) }),
  hidden: ({ version }) => ({ expectedVersion: String(version) }),
  questions: (ask) => [ask.text('diedOn', 'Date of death', { ...wide, hintText: 'For example 16 11 2026' })],
  input: (_context, typed, id) => ({
    id,
    expectedVersion: textOf(typed, 'expectedVersion'),
    diedOn: textOf(typed, 'diedOn') || null,
  }),
});

const pointActions = {
  verify: { command: verifyContactPoint, said: 'Confirmed' },
  prefer: { command: preferContactPoint, said: 'Preferred from now on' },
  end: { command: endContactPoint, said: 'No longer in use' },
} as const;

const changePoint = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/contact-points/:pointId',
  permission: 'customers.edit',
  params: z.strictObject({ id: uuidField, pointId: uuidField }),
  body: z.strictObject({ does: z.enum(['verify', 'prefer', 'end']) }),
  handle: async (context) => {
    const { command, said } = pointActions[context.body.does];
    await context.run(command, { id: context.params.pointId });
    return redirect(`/desk/customers/${context.params.id}`, { say: said });
  },
});

export const partRoutes: readonly Route[] = [...contactPoints, changePoint, ...move, ...death, ...representationRoutes];
