import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { isError, notFound, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { conflictPage } from './conflict-page.js';
import {
  aboveCustomer,
  formPage,
  questionsOf,
  textOf,
  typedIn,
  type LinksFor,
  type Question,
  type Typed,
} from './form-page.js';
import { mergeChanges } from '../merge/merge-changes.js';
import { getCustomer } from '../queries.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { CustomerRecord } from '../types.js';

type Context = RouteContext<unknown, unknown, unknown>;
type Values<F extends string> = Readonly<Record<F, string>>;

/** Where an edit is sent, beside its fields. */
export interface PartEdit {
  readonly id: string;
  readonly customerId: string;
  readonly expectedVersion: number;
}

/** A form that changes one thing that hangs on a customer: a relationship, a representation, a place where they live. */
export interface PartForm<P extends { readonly id: string }, F extends string> {
  /** After the customer's address: `relationships`. */
  readonly path: string;
  /** The fields, with their labels. */
  readonly labels: Readonly<Record<F, string>>;
  readonly said: string;
  readonly command: Command<z.ZodType, unknown>;
  partsOf(customer: CustomerRecord): readonly P[];
  heading(part: P, customer: CustomerRecord): string;
  /** The part's fields as the form writes them. */
  valuesOf(part: P): Values<F>;
  questions(ask: ReturnType<typeof questionsOf>, part: P, customer: CustomerRecord): readonly Question[];
  readonly links?: LinksFor;
  input(context: Context, values: Values<F>, edit: PartEdit): unknown;
  /** How a field's value reads beside another. Without it, as it is. */
  textOf?(field: F, value: string): string;
}

/** The page of a part's form, and where it posts: two people's changes of different fields are both kept. */
export function partFormRoutes<P extends { readonly id: string }, F extends string>(
  form: PartForm<P, F>,
): readonly Route[] {
  const at = {
    path: `/desk/customers/:id/${form.path}/:partId`,
    permission: 'customers.edit',
    params: z.strictObject({ id: uuidField, partId: uuidField }),
  };
  const ask = deskRoute({
    ...at,
    method: 'get',
    handle: (context) =>
      openOrAsk(context, context.params.id, (customer) => {
        const values = form.valuesOf(partIn(form, customer, context.params.partId));
        return show(context, form, customer, { partId: context.params.partId, base: values, typed: values });
      }),
  });
  const answer = deskRoute({
    ...at,
    method: 'post',
    handle: async (context) => {
      const { id, partId } = context.params;
      const typed = typedIn(context.body);
      const edit = { id: partId, customerId: id, expectedVersion: Number(textOf(typed, 'expectedVersion')) };
      return await save(context, form, edit, { typed, base: valuesIn(form, typed, 'base_') });
    },
  });
  return [ask, answer];
}

interface Typing<F extends string> {
  readonly typed: Typed;
  readonly base: Values<F>;
}

async function save<P extends { readonly id: string }, F extends string>(
  context: Context,
  form: PartForm<P, F>,
  edit: PartEdit,
  { typed, base }: Typing<F>,
): Promise<Reply> {
  const yours = valuesIn(form, typed);
  const back = `/desk/customers/${edit.customerId}`;
  try {
    const done = await context.attempt(form.command, await form.input(context, yours, edit));
    if (done.ok) return redirect(back, { say: form.said });
    const customer = await context.read(getCustomer, { id: edit.customerId });
    return await show(context, form, customer, { partId: edit.id, base, typed, faults: done.faults });
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
  }
  const customer = await context.read(getCustomer, { id: edit.customerId });
  const theirs = form.valuesOf(partIn(form, customer, edit.id));
  const { changes, clashes } = mergeChanges<Values<F>>(theirs, base, changed(form, yours, base));
  const merged: Values<F> = { ...theirs, ...changes };
  const next = { ...edit, expectedVersion: customer.version };
  if (clashes.length === 0) return await save(context, form, next, { typed: merged, base: theirs });
  return conflictPage(context, {
    what: form.heading(partIn(form, customer, edit.id), customer),
    customer,
    path: `${form.path}/${edit.id}`,
    hidden: { expectedVersion: String(customer.version), ...merged, ...baseFields(theirs) },
    kept: Object.keys(changes).length > 0 ? 'others' : 'nothing',
    fields: clashes.map((field) => ({
      name: field,
      label: form.labels[field],
      theirs: { value: theirs[field], text: form.textOf?.(field, theirs[field]) ?? theirs[field] },
      yours: { value: yours[field], text: form.textOf?.(field, yours[field]) ?? yours[field] },
    })),
  });
}

/** @throws not_found when the customer has none of that id */
function partIn<P extends { readonly id: string }, F extends string>(
  form: PartForm<P, F>,
  customer: CustomerRecord,
  partId: string,
): P {
  const part = form.partsOf(customer).find(({ id }) => id === partId);
  if (!part) throw notFound();
  return part;
}

function fieldsOf<F extends string>({ labels }: { readonly labels: Readonly<Record<F, string>> }): F[] {
  return Object.keys(labels) as F[];
}

function valuesIn<F extends string>(
  form: { readonly labels: Readonly<Record<F, string>> },
  typed: Typed,
  before = '',
): Values<F> {
  return Object.fromEntries(fieldsOf(form).map((field) => [field, textOf(typed, before + field)])) as Values<F>;
}

function baseFields(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`base_${field}`, value]));
}

function changed<F extends string>(
  form: { readonly labels: Readonly<Record<F, string>> },
  yours: Values<F>,
  base: Values<F>,
): Partial<Values<F>> {
  const fields = fieldsOf(form).filter((field) => yours[field] !== base[field]);
  return Object.fromEntries(fields.map((field) => [field, yours[field]])) as Partial<Values<F>>;
}

interface Shown<F extends string> {
  readonly partId: string;
  readonly base: Values<F>;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
}

async function show<P extends { readonly id: string }, F extends string>(
  context: Context,
  form: PartForm<P, F>,
  customer: CustomerRecord,
  { partId, base, typed, faults = [] }: Shown<F>,
): Promise<Reply> {
  const part = partIn(form, customer, partId);
  return formPage(context, {
    heading: form.heading(part, customer),
    above: aboveCustomer(customer),
    action: `/desk/customers/${customer.id}/${form.path}/${partId}`,
    hidden: {
      expectedVersion: textOf(typed, 'expectedVersion') || String(customer.version),
      ...baseFields(base),
    },
    faults,
    links: (await form.links?.(context, customer, typed, faults)) ?? [],
    questions: form.questions(questionsOf(typed, faults), part, customer),
    buttonText: 'Save',
  });
}
