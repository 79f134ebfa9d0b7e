import { z } from 'zod';
import {
  formPage,
  getCustomer,
  openOrAsk,
  questionsOf,
  textOf,
  typedIn,
  type CustomerRecord,
} from '../customers/index.js';
import { listAuthorities } from '../authorities/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may, requireMay } from '../kernel/scope.js';
import { getProperty } from '../places/index.js';
import { proposeAlert } from './commands/propose-alert.js';
import { aboveSubject, kindWords } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;
type Typed = ReturnType<typeof typedIn>;

const permission = 'alerts.propose';

/** Whom or what an alert is to be about. */
interface Subject {
  readonly name: string;
  readonly href: string;
  readonly hidden: Readonly<Record<string, string>>;
}

const ask = deskRoute({
  method: 'get',
  path: '/desk/alerts/new',
  permission,
  query: z.strictObject({ customer: optional(uuidField), place: optional(uuidField) }),
  handle: async (context) => {
    const { customer, place } = context.query;
    if (customer === undefined) return form(context, await placeSubject(context, place ?? ''), {});
    return await openOrAsk(context, customer, (record) => form(context, customerSubject(context, record), {}));
  },
});

const propose = deskRoute({
  method: 'post',
  path: '/desk/alerts',
  permission,
  handle: async (context) => {
    const typed = typedIn(context.body);
    const { customerId, placeId, authorityId, kind, reviewOn = '', until = '' } = typed;
    const written = { advice: textOf(typed, 'advice'), reason: textOf(typed, 'reason') };
    const input = { customerId, placeId, authorityId, kind, ...written, reviewOn, until };
    const done = await context.attempt(proposeAlert, input);
    if (done.ok) return redirect(`/desk/alerts/${done.value.id}`, { say: 'Proposed. A team leader decides.' });
    const subject =
      typeof customerId === 'string'
        ? customerSubject(context, await context.read(getCustomer, { id: customerId }))
        : await placeSubject(context, textOf(typed, 'placeId'));
    return form(context, subject, typed, done.faults);
  },
});

/** @throws not_found to those who may see the customer, but not propose an alert where the customer is */
function customerSubject({ visitor }: Context, { id, displayName, authorityId }: CustomerRecord): Subject {
  requireMay(visitor.actor, permission, authorityId);
  return { name: displayName, href: `/desk/customers/${id}`, hidden: { customerId: id } };
}

/** A property belongs to everybody: the alert is the first authority's in which the person may propose one. */
async function placeSubject(context: Context, id: string): Promise<Subject> {
  const { place } = await context.read(getProperty, { id });
  const own = (await listAuthorities(context.kernel)).find(
    ({ id: authorityId, kind }) => kind === 'authority' && may(context.visitor.actor, permission, authorityId),
  );
  return {
    name: place.line,
    href: `/desk/places/${id}`,
    hidden: { placeId: id, authorityId: String(own?.id ?? '') },
  };
}

function form(
  context: Context,
  { name, href, hidden }: Subject,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Reply {
  const ask = questionsOf(typed, faults);
  const short = { classes: 'govuk-input--width-10' };
  return formPage(context, {
    heading: `Propose an alert on ${name}`,
    above: aboveSubject(name, href),
    lead: 'It shows to everybody who deals with them once somebody else has approved it, until it expires. Say what happened, not what you think of them: they may ask to see it.',
    action: '/desk/alerts',
    hidden,
    faults,
    questions: [
      ask.select('kind', 'What it warns of', kindWords, 'Choose'),
      ask.longText('advice', 'What to do', 'Everybody who deals with them reads this'),
      ask.longText(
        'reason',
        'What happened, and when',
        'Officers, team leaders and data protection officers read this',
      ),
      ask.text('reviewOn', 'Review on', { ...short, hintText: 'For example 1 3 2027' }),
      ask.text('until', 'Last day on which it shows', short),
    ],
    buttonText: 'Propose',
  });
}

export const proposeRoutes: readonly Route[] = [ask, propose];
