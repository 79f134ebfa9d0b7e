import { z } from 'zod';
import { isError, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { requireMay } from '../../kernel/scope.js';
import { openRestricted } from '../commands/open-restricted.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { reasonNeeded } from '../customer-errors.js';
import {
  aboveCustomer,
  customersLink,
  formPage,
  questionsOf,
  textOf,
  typedIn,
  type Typed,
} from '../record/form-page.js';
import { getCustomer } from '../queries.js';
import type { CustomerRecord } from '../types.js';
import { restrictionWords } from '../words.js';

type Context = RouteContext<unknown, unknown, unknown>;
const params = z.strictObject({ id: uuidField });
const mayRestrict = 'customers.restrict';

/**
 * Shows a page of a customer; where the record is restricted and the reader may open it, asks for the reason first.
 * @throws not_found; customer_restricted for those who may not, a page that names nobody
 */
export async function openOrAsk(
  context: Context,
  id: string,
  show: (customer: CustomerRecord) => Reply | Promise<Reply>,
): Promise<Reply> {
  try {
    return await show(await context.read(getCustomer, { id }));
  } catch (error) {
    if (isError(error, reasonNeeded.code)) return reasonPage(context, id, context.here);
    throw error;
  }
}

function reasonPage(
  context: Context,
  id: string,
  next: string,
  faults: readonly FieldFault[] = [],
  typed: Typed = {},
): Reply {
  return formPage(context, {
    heading: 'This record is restricted',
    above: [customersLink],
    lead: 'Say why you need it. The reason is kept with your name, and the record then stays open to you for half an hour.',
    action: `/desk/customers/${id}/open`,
    hidden: { next },
    faults,
    questions: [questionsOf(typed, faults).longText('reason', 'Why you need this record')],
    buttonText: 'Open the record',
    status: faults.length > 0 ? 422 : 403,
  });
}

const open = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/open',
  permission: 'customers.read-restricted',
  params,
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const next = textOf(typed, 'next') || `/desk/customers/${id}`;
    const done = await context.attempt(openRestricted, { id, reason: textOf(typed, 'reason') });
    return done.ok ? redirect(next) : reasonPage(context, id, next, done.faults, typed);
  },
});

const restrictPage = deskRoute({
  method: 'get',
  path: '/desk/customers/:id/restriction',
  permission: mayRestrict,
  params,
  handle: (context) =>
    openOrAsk(context, context.params.id, (customer) => {
      requireMay(context.visitor.actor, mayRestrict, customer.authorityId);
      const { restriction, version } = customer;
      return restrictForm(context, customer, { restriction: restriction ?? 'none', expectedVersion: String(version) });
    }),
});

const restrict = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/restriction',
  permission: mayRestrict,
  params,
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const chosen = textOf(typed, 'restriction');
    const done = await context.attempt(restrictCustomer, {
      id,
      expectedVersion: textOf(typed, 'expectedVersion'),
      restriction: chosen === 'none' ? null : chosen,
      reason: textOf(typed, 'reason'),
    });
    if (done.ok)
      return redirect('/desk/customers', { say: chosen === 'none' ? 'Restriction lifted' : 'Record restricted' });
    return restrictForm(context, await context.read(getCustomer, { id }), typed, done.faults);
  },
});

function restrictForm(
  context: Context,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Reply {
  const questions = questionsOf(typed, faults);
  const items = Object.entries({ none: 'Not restricted', ...restrictionWords }).map(([value, text]) => ({
    value,
    text,
  }));
  return formPage(context, {
    heading: `Who may open ${customer.displayName}`,
    above: aboveCustomer(customer),
    lead: 'A restricted record is left out of searches and opens only to team leaders and data protection officers, each time for a reason.',
    action: `/desk/customers/${customer.id}/restriction`,
    hidden: { expectedVersion: textOf(typed, 'expectedVersion') },
    faults,
    questions: [questions.radios('restriction', 'Restriction', items), questions.longText('reason', 'Why')],
    buttonText: 'Save',
  });
}

export const restrictedRoutes: readonly Route[] = [open, restrictPage, restrict];
