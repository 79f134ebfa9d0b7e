import { z } from 'zod';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import { notFound, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority, may, requireMay, type AuthorityId } from '../../kernel/scope.js';
import type { Choice } from '../../web/form-components.js';
import type { DescribedCustomer } from '../duplicates/likely-duplicates.js';
import { findLikelySame, searchCustomers } from '../queries.js';
import { aboveCustomer, formPage, questionsOf, textOf, typedIn, type Typed } from '../record/form-page.js';
import { otherFormRoutes } from '../record/other-form-desk.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { CustomerRecord } from '../types.js';
import { hitView, likelyView } from '../views.js';
import { agreementsToLinkBy, linkedBy } from './customer-link.js';
import { endLink } from './end-link.js';
import { linkAcross } from './link-across.js';
import { listLinks } from './list-links.js';

type Context = RouteContext<unknown, unknown, unknown>;
type Described = z.input<typeof DescribedCustomer>;
const permission = 'customers.edit';

/** The agreements by which the reader may link a customer: with councils whose customers they see. */
async function offeredBy({ kernel, visitor, now }: Context, { authorityId }: CustomerRecord) {
  const offered = await agreementsToLinkBy(kernel.db.read(everyAuthority), authorityId, now);
  return offered.filter(({ otherId }) => may(visitor.actor, linkedBy, otherId));
}

const link = otherFormRoutes({
  path: 'links',
  field: 'otherId',
  legend: 'Which record is theirs',
  command: linkAcross,
  nobodyText: 'Nobody at the other council matches. Try a telephone number, or a surname and postcode.',
  heading: ({ displayName }) => `Where ${displayName} is known too`,
  refusal: async (context, customer) => {
    requireMay(context.visitor.actor, permission, customer.authorityId);
    if ((await offeredBy(context, customer)).length > 0) return undefined;
    return 'You see no other council’s customers by an agreement in force now, so there is no record to link.';
  },
  others: async (context, customer, text) => {
    if (text === '') return [];
    const councils = [...new Set((await offeredBy(context, customer)).map(({ otherId }) => otherId))];
    const found = await Promise.all(
      councils.map((authorityId) => context.read(searchCustomers, { text, authorityId, limit: 10 })),
    );
    const known = await listAuthorities(context.kernel);
    const hits = found.flatMap(({ items }) => items).filter(({ restricted }) => !restricted);
    return hits.map((hit): Choice => {
      const { id, name, about } = hitView(hit);
      const council = councilName(known, hit.authorityId);
      return { value: id, text: `${name}, ${council}`, ...(about ? { hint: { text: about } } : {}) };
    });
  },
  likely: async (context, customer) => {
    const councils = [...new Set((await offeredBy(context, customer)).map(({ otherId }) => otherId))];
    const described = describe(customer);
    const found = await Promise.all(
      councils.map((authorityId) => context.read(findLikelySame, { ...described, authorityId })),
    );
    const { links } = await context.read(listLinks, { customerId: customer.id });
    const linked = new Set(links.map(({ other }) => other?.id));
    const likely = found.flat().filter(({ hit }) => !hit.restricted && !linked.has(hit.id));
    const known = await listAuthorities(context.kernel);
    return likely.map((one): Choice => {
      const { id, name, about, why } = likelyView(one);
      const hint = [about, why].filter(Boolean).join('. ');
      const council = councilName(known, one.hit.authorityId);
      return { value: id, text: `${name}, ${council}`, ...(hint ? { hint: { text: hint } } : {}) };
    });
  },
  questions: async (ask, customer, context) => {
    const offered = await offeredBy(context, customer);
    const titles = Object.fromEntries(offered.map(({ id, title }) => [id, title]));
    return [
      ask.select('agreementId', 'By which agreement', titles, ...(offered.length > 1 ? ['Choose'] : [])),
      ask.longText('lawfulBasis', 'Lawful basis', 'In words, for example: She asked us to. Both councils keep it.'),
    ];
  },
  input: ({ agreementId, lawfulBasis }) => ({ agreementId, lawfulBasis }),
});

/** What is on record of them, to find the like elsewhere. */
function describe({ kind, contactPoints, ...customer }: CustomerRecord): Omit<Described, 'authorityId'> {
  const { firstName, middleNames, lastName, organisationName, bornOn, placeId, addressLine, postcode } = customer;
  const valuesOf = (wanted: string) => contactPoints.filter((one) => one.kind === wanted).map(({ value }) => value);
  const written = addressLine === null ? {} : { address: { line: addressLine, ...(postcode ? { postcode } : {}) } };
  return {
    kind,
    ...(firstName === null ? {} : { firstName }),
    ...(middleNames === null ? {} : { middleNames }),
    ...(lastName === null ? {} : { lastName }),
    ...(organisationName === null ? {} : { organisationName }),
    ...(bornOn === null ? {} : { bornOn }),
    telephones: valuesOf('telephone').slice(0, 10),
    emails: valuesOf('email').slice(0, 10),
    ...(placeId === null ? written : { address: { placeId } }),
  };
}

const at = {
  path: '/desk/customers/:id/links/:partId/end',
  permission,
  params: z.strictObject({ id: uuidField, partId: uuidField }),
};
type EndContext = RouteContext<{ id: string; partId: string }, unknown, unknown>;

const askEnd = deskRoute({
  ...at,
  method: 'get',
  handle: (context) => openOrAsk(context, context.params.id, (customer) => showEnd(context, customer, {})),
});

const end = deskRoute({
  ...at,
  method: 'post',
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    const typed = typedIn(context.body);
    const done = await context.attempt(endLink, { id, customerId, reason: textOf(typed, 'reason') });
    if (done.ok) return redirect(`/desk/customers/${customerId}`, { say: 'The link has ended' });
    return openOrAsk(context, customerId, (customer) => showEnd(context, customer, typed, done.faults));
  },
});

async function showEnd(
  context: EndContext,
  customer: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  requireMay(context.visitor.actor, permission, customer.authorityId);
  const { links } = await context.read(listLinks, { customerId: customer.id });
  const one = links.find(({ id }) => id === context.params.partId);
  if (!one) throw notFound();
  const council = councilName(await listAuthorities(context.kernel), one.authorityId);
  return formPage(context, {
    heading: `End the link with ${council}`,
    above: aboveCustomer(customer),
    lead: `Both records stay as they are. From now on neither council is told by this record that ${customer.displayName} is known to the other.`,
    action: `/desk/customers/${customer.id}/links/${one.id}/end`,
    faults,
    questions: [questionsOf(typed, faults).longText('reason', 'Why the link ends')],
    buttonText: 'End the link',
  });
}

export function councilName(known: readonly Authority[], id: AuthorityId): string {
  return known.find((authority) => authority.id === id)?.name ?? '';
}

export const linkRoutes: readonly Route[] = [...link, askEnd, end];
