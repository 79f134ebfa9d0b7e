import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import type { FieldFault } from '../../kernel/errors.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import type { Choice } from '../../web/form-components.js';
import {
  aboveCustomer,
  formPage,
  hitChoices,
  questionsOf,
  textOf,
  typedIn,
  type Question,
  type Typed,
} from './form-page.js';
import { searchCustomers } from '../queries.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { CustomerRecord } from '../types.js';
import { hitView } from '../views.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** A form that ties another customer to one. Whoever else is named is found first, as any customer is. */
export interface OtherForm {
  /** After the customer's address: `relationships`. */
  readonly path: string;
  /** The field that names the other, and its question. */
  readonly field: string;
  readonly legend: string;
  readonly command: Command<z.ZodType, unknown>;
  heading(customer: CustomerRecord): string;
  /** Whom to choose from; absent: other customers of the same council. */
  readonly others?: (context: Context, customer: CustomerRecord, text: string) => Promise<readonly Choice[]>;
  /** Whom it may well be, offered before anything is looked for. */
  readonly likely?: (context: Context, customer: CustomerRecord) => Promise<readonly Choice[]>;
  /** Said when a search of those found nobody. */
  readonly nobodyText?: string;
  /** Why nobody can be chosen at all. */
  readonly refusal?: (context: Context, customer: CustomerRecord) => Promise<string | undefined>;
  /** What is asked besides who it is. */
  questions(
    ask: ReturnType<typeof questionsOf>,
    customer: CustomerRecord,
    context: Context,
  ): readonly Question[] | Promise<readonly Question[]>;
  /** What the command takes besides the two customers. */
  input(typed: Typed): object;
}

/** The page of such a form, and where it posts. */
export function otherFormRoutes(form: OtherForm): readonly Route[] {
  const at = {
    path: `/desk/customers/:id/${form.path}`,
    permission: 'customers.edit',
    params: z.strictObject({ id: uuidField }),
  };
  const find = deskRoute({
    ...at,
    method: 'get',
    query: z.strictObject({ q: optional(line(200)), find: optional(z.enum(['another'])) }),
    handle: (context) =>
      openOrAsk(context, context.params.id, (customer) => findOrAsk(context, form, customer, context.query)),
  });
  const add = deskRoute({
    ...at,
    method: 'post',
    handle: async (context) => {
      const { id } = context.params;
      const typed = typedIn(context.body);
      const input = { ...form.input(typed), customerId: id, [form.field]: typed[form.field] };
      const done = await context.attempt(form.command, input);
      if (done.ok) return redirect(`/desk/customers/${id}`, { say: 'Added' });
      return openOrAsk(context, id, (customer) => findOrAsk(context, form, customer, typed, done.faults));
    },
  });
  return [find, add];
}

async function findOrAsk(
  context: Context,
  form: OtherForm,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const text = textOf(typed, 'q');
  const refusal = await form.refusal?.(context, customer);
  const isOffered = text === '' && typed['find'] === undefined && form.likely !== undefined;
  const choose = isOffered ? form.likely : (form.others ?? otherChoices);
  const choices = refusal === undefined ? await choose(context, customer, text) : [];
  if (choices.length === 0) return findPage(form, customer, text, refusal);
  const ask = questionsOf(typed, faults);
  return formPage(context, {
    heading: form.heading(customer),
    above: aboveCustomer(customer),
    ...(isOffered ? { lead: 'This looks like them, by what is on record.' } : {}),
    links: [{ text: 'Look for somebody else', href: `/desk/customers/${customer.id}/${form.path}?find=another` }],
    action: `/desk/customers/${customer.id}/${form.path}`,
    hidden: { q: text },
    faults,
    buttonText: 'Save',
    questions: [ask.radios(form.field, form.legend, choices), ...(await form.questions(ask, customer, context))],
  });
}

/** Other customers of the same authority, to choose one of; restricted ones are left out. */
async function otherChoices(context: Context, customer: CustomerRecord, text: string): Promise<Choice[]> {
  if (text === '') return [];
  const { items } = await context.read(searchCustomers, { text, authorityId: customer.authorityId, limit: 10 });
  const others = items.filter(({ id, restricted }) => id !== customer.id && !restricted);
  return hitChoices(others.map((hit) => hitView(hit)));
}

/** A page on which the other customer is looked for. */
export interface FindCustomerPage {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly action: string;
  readonly text: string;
  /** Said when a search found nobody, or nobody can be chosen. */
  readonly nobodyText: string;
  /** Nobody can be chosen, so that there is nothing to look for. */
  readonly isRefused: boolean;
  /** Whether who isn't found can be put on record as a new customer. */
  readonly mayCreate: boolean;
}

const nobodyOfOurs = 'Nobody else on record matches. Add them as a customer first, or try other words.';

function findPage(form: OtherForm, customer: CustomerRecord, text: string, refusal: string | undefined): Reply {
  const backHref = `/desk/customers/${customer.id}`;
  const model: FindCustomerPage = {
    heading: form.heading(customer),
    backHref,
    backText: customer.displayName,
    action: `${backHref}/${form.path}`,
    text,
    nobodyText: refusal ?? (text === '' ? '' : (form.nobodyText ?? nobodyOfOurs)),
    isRefused: refusal !== undefined,
    mayCreate: form.others === undefined,
  };
  return page('/customers/views/find-customer', model, { title: model.heading, nav: 'customers' });
}
