import { z } from 'zod';
import type { Authority } from '../../authorities/index.js';
import { isError, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { line, optional } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { createCustomer } from '../commands/create-customer.js';
import { chosenAuthority, customerAuthorities } from './customer-authorities.js';
import { likelyDuplicate } from '../customer-errors.js';
import type { DescribedCustomer } from '../duplicates/likely-duplicates.js';
import { customersLink, formPage, questionsOf, textOf, typedIn, type Typed } from './form-page.js';
import { prefillFrom } from './prefill-customer.js';
import { findLikelySame } from '../queries.js';
import { matchTypedAddress } from './typed-address.js';
import { likelyView, type LikelySamePage } from '../views.js';
import { languageWords } from '../words.js';

type Context = RouteContext<unknown, unknown, unknown>;

const newPage = deskRoute({
  method: 'get',
  path: '/desk/customers/new',
  permission: 'customers.create',
  query: z.strictObject({
    /** What was searched for: its words fill the form. */
    q: optional(line(200)),
    authority: optional(z.coerce.number().int()),
    kind: z.enum(['person', 'organisation']).default('person'),
    /** A number that the call comes from, a place that it is about. */
    telephone: optional(line(40)),
    placeId: optional(line(40)),
    returnTo: optional(line(300)),
  }),
  handle: async (context) => {
    const { q = '', authority, kind, ...given } = context.query;
    const typed = { language: 'en', kind, ...prefillFrom(q), ...withoutEmpty(given) };
    return await newForm(context, { ...typed, ...(authority === undefined ? {} : { authorityId: String(authority) }) });
  },
});

const create = deskRoute({
  method: 'post',
  path: '/desk/customers',
  permission: 'customers.create',
  handle: async (context) => {
    const typed = typedIn(context.body);
    const authorityId = await authorityIn(context, typed);
    const input = await inputOf(context, typed, authorityId);
    try {
      const done = await context.attempt(createCustomer, input);
      if (!done.ok) return await newForm(context, typed, done.faults);
      return redirect(afterwards(typed, done.value.id), { say: 'Customer added' });
    } catch (error) {
      if (isError(error, likelyDuplicate.code)) return await likelySamePage(context, typed, input);
      throw error;
    }
  },
});

export const createRoutes: readonly Route[] = [newPage, create];

async function newForm(context: Context, typed: Typed, faults: readonly FieldFault[] = []): Promise<Reply> {
  const authorities = await customerAuthorities(context, 'customers.create');
  const questions = questionsOf(typed, faults);
  const isPerson = textOf(typed, 'kind') !== 'organisation';
  const short = { classes: 'govuk-input--width-20' };
  return formPage(context, {
    heading: isPerson ? 'New customer' : 'New organisation',
    above: [customersLink],
    action: '/desk/customers',
    hidden: carried(typed),
    faults,
    buttonText: 'Add customer',
    questions: [
      ...(authorities.length > 1 ? [questions.select('authorityId', 'Whose customer', namesOf(authorities))] : []),
      ...(isPerson
        ? [
            questions.text('title', 'Title (if they use one)', { classes: 'govuk-input--width-5' }),
            questions.text('firstName', 'First name', short),
            questions.text('lastName', 'Last name', short),
            questions.text('bornOn', 'Date of birth (if it helps to tell them apart)', {
              classes: 'govuk-input--width-10',
              hintText: 'For example 9 3 1948',
            }),
          ]
        : [questions.text('organisationName', 'Name of the organisation', short)]),
      questions.text('telephones', 'Telephone number', { type: 'tel', classes: 'govuk-input--width-20' }),
      questions.text('emails', 'Email address', { type: 'email', classes: 'govuk-input--width-20' }),
      ...(textOf(typed, 'placeId') ? [] : addressQuestions(questions)),
      questions.select('language', 'Language', languageWords),
    ],
  });
}

function addressQuestions(questions: ReturnType<typeof questionsOf>) {
  return [
    questions.text('line', 'First line of the address', { hintText: 'For example 4 Quarry Lane, Dunmere' }),
    questions.text('postcode', 'Postcode', { classes: 'govuk-input--width-10' }),
  ];
}

function namesOf(authorities: readonly Authority[]): Record<string, string> {
  return Object.fromEntries(authorities.map(({ id, name }) => [String(id), name]));
}

/** What the form carries along unasked. */
function carried(typed: Typed): Record<string, string> {
  const names = ['kind', 'placeId', 'returnTo'] as const;
  return withoutEmpty(Object.fromEntries(names.map((name) => [name, textOf(typed, name)])));
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

async function authorityIn(context: Context, typed: Typed): Promise<number> {
  const authorities = await customerAuthorities(context, 'customers.create');
  return chosenAuthority(authorities, Number(textOf(typed, 'authorityId')) || undefined).id;
}

async function inputOf(context: Context, typed: Typed, authorityId: number) {
  const { kind, title, firstName, lastName, organisationName, bornOn, language, telephones, emails } = typed;
  const address = await matchTypedAddress(context, typed);
  return {
    authorityId,
    ...{ kind, title, firstName, lastName, organisationName, bornOn, language },
    telephones: [telephones ?? []].flat(),
    emails: [emails ?? []].flat(),
    ...(address ? { address } : {}),
    confirmedNew: textOf(typed, 'confirmed') === 'yes',
  };
}

/** The desk's own pages may ask for the new customer: a contact in progress goes on with it. */
function afterwards(typed: Typed, id: string): string {
  const returnTo = textOf(typed, 'returnTo');
  if (!returnTo.startsWith('/desk/')) return `/desk/customers/${id}`;
  return `${returnTo}${returnTo.includes('?') ? '&' : '?'}customerId=${id}`;
}

/** The cast only names what the command has just accepted; the query parses it again. */
async function likelySamePage(
  context: Context,
  typed: Typed,
  { title: _title, language: _language, confirmedNew: _confirmed, ...described }: Awaited<ReturnType<typeof inputOf>>,
): Promise<Reply> {
  const likely = await context.read(findLikelySame, described as z.input<typeof DescribedCustomer>);
  const model: LikelySamePage = {
    heading: likely.length === 1 ? 'Somebody like this is on record' : 'People like this are on record',
    hits: likely.map((one) => ({ ...likelyView(one), href: afterwards(typed, one.hit.id) })),
    action: '/desk/customers',
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
    hidden: Object.entries({ ...typed, confirmed: 'yes' }).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => ({ name, value: one })),
    ),
    backHref: '/desk/customers',
  };
  return page('/customers/views/likely-same', model, { title: model.heading, nav: 'customers', status: 409 });
}
