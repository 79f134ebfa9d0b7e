import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { addRepresentation } from './commands/add-representation.js';
import { findCustomerPage, otherChoices } from './choose-other.js';
import { editRepresentation } from './commands/edit-representation.js';
import { formPage, questionsOf, textOf, typedIn, type Question, type Typed } from './form-page.js';
import { partFormRoutes } from './part-form-desk.js';
import { openOrAsk } from './restricted-desk.js';
import type { CustomerRecord, Representation } from './types.js';
import { dateText } from './views.js';
import { evidenceKindWords, representationWords } from './words.js';

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
    const { representativeId } = typed;
    const done = await context.attempt(addRepresentation, {
      ...inputOf(valuesIn(typed)),
      customerId: id,
      representativeId,
    });
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
  const heading = `Who acts for ${customer.displayName}`;
  if (choices.length === 0) return findCustomerPage(customer, { heading, path: 'representations', text });
  const questions = questionsOf(typed, faults);
  return formPage(context, {
    heading,
    back: { text: customer.displayName, href: `/desk/customers/${customer.id}` },
    action: `/desk/customers/${customer.id}/representations`,
    hidden: { q: text },
    faults,
    buttonText: 'Save',
    questions: [
      questions.radios('representativeId', 'Who acts for them', choices),
      ...questionsAbout(questions, 'today'),
    ],
  });
}

const labels = {
  role: 'As what',
  covers: 'What it covers',
  evidenceKind: 'Evidence that you saw',
  evidenceMark: 'Last four characters of its number',
  evidenceSeenOn: 'Seen on',
  fromOn: 'Since',
  toOn: 'Until',
};
type Field = keyof typeof labels;

function questionsAbout(ask: ReturnType<typeof questionsOf>, empty: 'today' | 'as-it-was'): Question[] {
  const short = { classes: 'govuk-input--width-10' };
  const day = { ...short, hintText: empty === 'today' ? 'Leave empty for today' : 'For example 9 3 2026' };
  return [
    ask.select('role', labels.role, representationWords, 'Choose'),
    ask.longText('covers', labels.covers, 'For example council tax and housing; all matters, by power of attorney'),
    ask.select('evidenceKind', labels.evidenceKind, evidenceKindWords, 'Choose'),
    ask.text('evidenceMark', labels.evidenceMark, { ...short, hintText: 'If it has one. Never the whole number' }),
    ask.text('evidenceSeenOn', labels.evidenceSeenOn, day),
    ask.text('fromOn', labels.fromOn, day),
    ask.text('toOn', labels.toOn, {
      ...short,
      hintText: 'The last day on which they may act. Leave empty if none is agreed',
    }),
  ];
}

function valuesIn(typed: Typed): Record<Field, string> {
  const fields = Object.keys(labels) as Field[];
  return Object.fromEntries(fields.map((field) => [field, textOf(typed, field)])) as Record<Field, string>;
}

/** An empty box is left out; without a mark and a last day there is none. */
function inputOf({ evidenceMark, evidenceSeenOn, fromOn, toOn, ...rest }: Readonly<Record<Field, string>>) {
  return {
    ...rest,
    evidenceMark: evidenceMark || null,
    evidenceSeenOn: evidenceSeenOn || undefined,
    fromOn: fromOn || undefined,
    toOn: toOn || null,
  };
}

/** Whoever is acted for has the form: from the representative's page it leads there. */
const edit = partFormRoutes<Representation, Field>({
  path: 'representations',
  labels,
  said: 'Saved',
  command: editRepresentation,
  partsOf: ({ representations }) => representations.filter(({ direction }) => direction === 'represented-by'),
  heading: ({ otherName }, { displayName }) => `${otherName ?? 'A restricted record'} acts for ${displayName}`,
  valuesOf: ({ role, covers, evidence, fromOn, toOn }) => ({
    role,
    covers,
    evidenceKind: evidence.kind,
    evidenceMark: evidence.mark ?? '',
    evidenceSeenOn: dateText(evidence.seenOn),
    fromOn: dateText(fromOn),
    toOn: dateText(toOn),
  }),
  questions: (ask) => questionsAbout(ask, 'as-it-was'),
  input: (_context, values, edit) => ({ ...inputOf(values), ...edit }),
  textOf: (field, value) => wordsOf(field)[value] ?? value,
});

function wordsOf(field: Field): Readonly<Record<string, string>> {
  if (field === 'role') return representationWords;
  return field === 'evidenceKind' ? evidenceKindWords : {};
}

export const representationRoutes: readonly Route[] = [ask, add, ...edit];
