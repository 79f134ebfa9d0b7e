import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { editCustomer } from '../commands/edit-customer.js';
import { conflictPage } from './conflict-page.js';
import {
  asInput,
  baseFields,
  baseValues,
  changedFields,
  editFields,
  editLabels,
  formValues,
  typedValues,
  valueText,
  type EditField,
} from './edit-form.js';
import { aboveCustomer, formPage, questionsOf, textOf, typedIn, type Typed } from './form-page.js';
import { getCustomer } from '../queries.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { Customer } from '../types.js';
import { preferredChannelWords, languageName, languageWords, needWords } from '../words.js';

type Context = RouteContext<unknown, unknown, unknown>;
const params = z.strictObject({ id: uuidField });

const editPage = deskRoute({
  method: 'get',
  path: '/desk/customers/:id/edit',
  permission: 'customers.edit',
  params,
  handle: (context) =>
    openOrAsk(context, context.params.id, (customer) => {
      const values = formValues(customer);
      return editForm(context, customer, {
        ...values,
        expectedVersion: String(customer.version),
        ...baseFields(values),
      });
    }),
});

const edit = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/edit',
  permission: 'customers.edit',
  params,
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const fields = changedFields(typed);
    if (fields.length === 0) return redirect(`/desk/customers/${id}`, { say: 'Nothing was changed' });
    const input = {
      id,
      expectedVersion: textOf(typed, 'expectedVersion'),
      changes: asInput(typedValues(typed), fields),
      base: asInput(baseValues(typed), fields),
    };
    try {
      const done = await context.attempt(editCustomer, input);
      if (done.ok) return redirect(`/desk/customers/${id}`, { say: 'Saved' });
      return editForm(context, await context.read(getCustomer, { id }), typed, done.faults);
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return askAgain(context, await context.read(getCustomer, { id }), typed, clashesIn(error.facts));
    }
  },
});

export const editRoutes: readonly Route[] = [editPage, edit];

function editForm(context: Context, customer: Customer, typed: Typed, faults: readonly FieldFault[] = []): Reply {
  const questions = questionsOf({ ...typed, needs: typedValues(typed).needs }, faults);
  const text = (field: EditField, hintText?: string) =>
    questions.text(field, editLabels[field], { classes: 'govuk-input--width-20', ...(hintText ? { hintText } : {}) });
  const languages = { ...languageWords, [customer.language]: languageName(customer.language) };
  const isPerson = customer.kind === 'person';
  return formPage(context, {
    heading: `Edit ${customer.displayName}`,
    above: aboveCustomer(customer),
    action: `/desk/customers/${customer.id}/edit`,
    hidden: { expectedVersion: textOf(typed, 'expectedVersion'), ...baseFields(baseValues(typed)) },
    faults,
    buttonText: 'Save',
    questions: [
      ...(isPerson ? [text('title'), text('firstName'), text('middleNames'), text('lastName')] : []),
      text('organisationName'),
      ...(isPerson ? [text('otherNames', 'Former names and names they are known by, parted by semicolons')] : []),
      ...(isPerson ? [text('bornOn', 'For example 9 3 1948')] : []),
      questions.select('language', editLabels.language, languages),
      questions.select('preferredChannel', editLabels.preferredChannel, preferredChannelWords, 'Not known'),
      questions.checkboxes('needs', editLabels.needs, needWords),
    ],
  });
}

function clashesIn(facts: Readonly<Record<string, unknown>>): EditField[] {
  const named = Array.isArray(facts['fields']) ? (facts['fields'] as unknown[]) : [];
  return editFields.filter((field) => named.includes(field));
}

/** The clashing fields to choose between; everything else of the edit travels along and is saved with the choice. */
function askAgain(context: Context, customer: Customer, typed: Typed, clashes: readonly EditField[]): Reply {
  const [theirs, yours, base] = [formValues(customer), typedValues(typed), baseValues(typed)];
  const others = editFields.filter((field) => !clashes.includes(field));
  const hidden = {
    expectedVersion: String(customer.version),
    ...Object.fromEntries(others.map((field) => [field, yours[field]])),
    ...baseFields({ ...base, ...pick(theirs, clashes) }),
  };
  return conflictPage(context, {
    what: customer.displayName,
    customer,
    path: 'edit',
    hidden,
    kept: others.some((field) => yours[field] !== base[field]) ? 'others' : 'nothing',
    fields: clashes.map((field) => ({
      name: field,
      label: editLabels[field],
      theirs: { value: theirs[field], text: valueText(field, theirs[field]) },
      yours: { value: yours[field], text: valueText(field, yours[field]) },
    })),
  });
}

function pick(values: Readonly<Record<EditField, string>>, fields: readonly EditField[]): Record<EditField, string> {
  return Object.fromEntries(fields.map((field) => [field, values[field]])) as Record<EditField, string>;
}
