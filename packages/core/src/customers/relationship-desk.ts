import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { findCustomerPage, otherChoices } from './choose-other.js';
import { addRelationship } from './commands/add-relationship.js';
import { editRelationship } from './commands/edit-relationship.js';
import { formPage, questionsOf, textOf, typedIn, type Question, type Typed } from './form-page.js';
import { partFormRoutes } from './part-form-desk.js';
import { openOrAsk } from './restricted-desk.js';
import type { CustomerRecord, Relationship } from './types.js';
import { dateText } from './views.js';
import { relationWords } from './words.js';

type Context = RouteContext<unknown, unknown, unknown>;
const at = {
  path: '/desk/customers/:id/relationships',
  permission: 'customers.edit',
  params: z.strictObject({ id: uuidField }),
};

const find = deskRoute({
  ...at,
  method: 'get',
  query: z.strictObject({ q: optional(line(200)) }),
  handle: (context) =>
    openOrAsk(context, context.params.id, (customer) => findOrAsk(context, customer, { q: context.query.q })),
});

const add = deskRoute({
  ...at,
  method: 'post',
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const { relation, otherId, fromOn, toOn } = typed;
    const done = await context.attempt(addRelationship, { customerId: id, otherId, relation, fromOn, toOn });
    if (done.ok) return redirect(`/desk/customers/${id}`, { say: 'Added' });
    return openOrAsk(context, id, (customer) => findOrAsk(context, customer, typed, done.faults));
  },
});

async function findOrAsk(
  context: Context,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const text = textOf(typed, 'q');
  const choices = await otherChoices(context, customer, text);
  const heading = `Who is family or close to ${customer.displayName}`;
  if (choices.length === 0) return findCustomerPage(customer, { heading, path: 'relationships', text });
  const ask = questionsOf(typed, faults);
  return formPage(context, {
    heading,
    back: { text: customer.displayName, href: `/desk/customers/${customer.id}` },
    action: `/desk/customers/${customer.id}/relationships`,
    hidden: { q: text },
    faults,
    buttonText: 'Save',
    questions: [ask.radios('otherId', 'Who it is', choices), ...questionsAbout(ask, customer)],
  });
}

const labels = { relation: 'What they are to each other', fromOn: 'Since', toOn: 'Until' };

function questionsAbout(ask: ReturnType<typeof questionsOf>, { displayName }: CustomerRecord): Question[] {
  const short = { classes: 'govuk-input--width-10' };
  return [
    ask.select('relation', `${displayName} is`, relationWords, 'Choose'),
    ask.text('fromOn', labels.fromOn, { ...short, hintText: 'If that is known, for example 9 3 2019' }),
    ask.text('toOn', labels.toOn, { ...short, hintText: 'The last day. Leave empty while it goes on' }),
  ];
}

const edit = partFormRoutes<Relationship, keyof typeof labels>({
  path: 'relationships',
  labels,
  said: 'Saved',
  command: editRelationship,
  partsOf: ({ relationships }) => relationships,
  heading: ({ otherName }, { displayName }) => `${displayName} and ${otherName ?? 'a restricted record'}`,
  valuesOf: ({ relation, fromOn, toOn }) => ({ relation, fromOn: dateText(fromOn), toOn: dateText(toOn) }),
  questions: (ask, _part, customer) => questionsAbout(ask, customer),
  input: (_context, { relation, fromOn, toOn }, edit) => ({
    ...edit,
    relation,
    fromOn: fromOn || null,
    toOn: toOn || null,
  }),
  textOf: (field, value) =>
    field === 'relation' ? (relationWords[value as Relationship['relation']] ?? value) : value,
});

export const relationshipRoutes: readonly Route[] = [find, add, ...edit];
