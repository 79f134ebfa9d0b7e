import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { addRepresentation } from './commands/add-representation.js';
import { findCustomerPage, otherChoices } from './choose-other.js';
import { formPage, questionsOf, textOf, typedIn, type Typed } from './form-page.js';
import { getCustomer } from './queries.js';
import { openOrAsk } from './restricted-desk.js';
import type { CustomerRecord } from './types.js';
import { representationWords } from './words.js';

type Context = RouteContext<unknown, unknown, unknown>;
const params = z.strictObject({ id: uuidField });

const ask = deskRoute({
  method: 'get',
  path: '/desk/customers/:id/representations',
  permission: 'customers.edit',
  params,
  query: z.strictObject({ q: optional(line(200)) }),
  handle: (context) =>
    openOrAsk(context, context.params.id, (customer) => findOrAsk(context, customer, { q: context.query.q })),
});

const add = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/representations',
  permission: 'customers.edit',
  params,
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const { role, covers, fromOn, toOn, representativeId } = typed;
    const about = { representativeId, role, covers, fromOn, toOn };
    const done = await context.attempt(addRepresentation, { customerId: id, ...about });
    if (done.ok) return redirect(`/desk/customers/${id}`, { say: 'Added' });
    return await findOrAsk(context, await context.read(getCustomer, { id }), typed, done.faults);
  },
});

export const representationRoutes: readonly Route[] = [ask, add];

async function findOrAsk(
  context: Context,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const text = textOf(typed, 'q');
  const choices = await otherChoices(context, customer, text);
  const heading = `Who acts for ${customer.displayName}`;
  if (choices.length === 0) return findCustomerPage(customer, { heading, path: 'representations', text });
  const questions = questionsOf(typed, faults);
  const short = { classes: 'govuk-input--width-10' };
  return formPage(context, {
    heading,
    back: { text: customer.displayName, href: `/desk/customers/${customer.id}` },
    action: `/desk/customers/${customer.id}/representations`,
    hidden: { q: text },
    faults,
    buttonText: 'Save',
    questions: [
      questions.radios('representativeId', 'Who acts for them', choices),
      questions.select('role', 'As what', representationWords, 'Choose'),
      questions.longText(
        'covers',
        'What it covers',
        'For example council tax and housing; all matters, by power of attorney',
      ),
      questions.text('fromOn', 'Since', { ...short, hintText: 'Leave empty for today' }),
      questions.text('toOn', 'Until (if that is known)', short),
    ],
  });
}
