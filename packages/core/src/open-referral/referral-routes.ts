import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { countCall } from '../kernel/http/call-limits.js';
import { problemFor } from '../kernel/http/problem.js';
import { optional } from '../kernel/input.js';
import { openRoute, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { filterReferrals, listCouncils, listReferrals } from './list-referrals.js';
import { pageFields, referralPage } from './referral-page.js';
import { organizationOf, type ReferralService } from './referral-records.js';
import { taxonomies, type TaxonomyTerm } from './referral-terms.js';

const base = '/open-referral';
/** Any web page may read it. */
const headers = { 'Access-Control-Allow-Origin': '*' };

type Read = (context: RouteContext<Params, Query, unknown>) => Promise<unknown>;
const id = optional(z.string().max(100));
/** What else the standard lets clients ask (ages, times, distances) is left aside: no service here has it. */
const Query = z.object({
  ...pageFields,
  ...{ search: optional(z.string().max(200)), organization_id: id, taxonomy_id: id, taxonomy_term_id: id },
});
type Query = z.output<typeof Query>;
const Params = z.object({ id: z.string().max(100).default('') });
type Params = z.output<typeof Params>;

function referralRoute(path: string, read: Read): Route {
  return openRoute({
    method: 'get',
    path: `${base}${path}`,
    public: 'Which services councils offer is for everybody to know',
    query: Query,
    params: Params,
    sayError: (error, requestId) => ({
      ...{ status: error.status, type: 'application/problem+json', headers },
      text: JSON.stringify(problemFor(error, requestId)),
    }),
    handle: async (context): Promise<Reply> => {
      countCall(context.kernel, 'read', context.clientAddress, context.now);
      return { kind: 'json', value: await read(context), headers };
    },
  });
}

/** A list, and each of its items by id. */
function both<T extends { readonly id: string }>(
  path: string,
  list: Read,
  each: (context: Parameters<Read>[0]) => Promise<readonly T[]>,
): Route[] {
  return [
    referralRoute(path, list),
    referralRoute(`${path}/:id`, async (context) => {
      const found = (await each(context)).find(({ id: own }) => own === context.params.id);
      if (!found) throw notFound({}, 'Nothing has that id here.');
      return found;
    }),
  ];
}

const every = async ({ kernel, now }: Parameters<Read>[0]): Promise<ReferralService[]> =>
  filterReferrals(await listReferrals(kernel, now), {});
const chosen = async ({ kernel, now, query }: Parameters<Read>[0]): Promise<ReferralService[]> =>
  filterReferrals(await listReferrals(kernel, now), query);

/** In a list a service stands with its organization, and without the rest. */
function shortOf({ organization, ...service }: ReferralService) {
  const { id: own, name, description, status, fees } = service;
  return { id: own, name, description, status, ...(fees === undefined ? {} : { fees }), organization };
}

const placed = (services: readonly ReferralService[]) =>
  services.flatMap((service) => service.service_at_locations.map((at) => ({ ...at, service: shortOf(service) })));

async function termsInUse(context: Parameters<Read>[0]): Promise<TaxonomyTerm[]> {
  const terms = (await every(context)).flatMap(({ attributes }) => attributes.map(({ taxonomy_term: term }) => term));
  const unique = [...new Map(terms.map((term) => [term.id, term])).values()];
  return unique.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

const ofTaxonomy = ({ query }: Parameters<Read>[0], terms: readonly TaxonomyTerm[]): TaxonomyTerm[] =>
  terms.filter((term) => query.taxonomy_id === undefined || term.taxonomy_id === query.taxonomy_id);

async function organizations({ kernel }: Parameters<Read>[0]) {
  return (await listCouncils(kernel)).map(organizationOf);
}

const about = {
  version: 'HSDS-UK-3.0',
  profile: 'https://docs.openreferraluk.org/',
  openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json',
};

/** Open Referral UK 3.0: what it offers, and each list by pages. */
export const referralRoutes: readonly Route[] = [
  referralRoute('', () => Promise.resolve(about)),
  ...both('/services', async (context) => referralPage((await chosen(context)).map(shortOf), context.query), every),
  ...both(
    '/service_at_locations',
    async (context) => referralPage(placed(await chosen(context)), context.query),
    async (context) => placed(await every(context)),
  ),
  ...both(
    '/organizations',
    async (context) => referralPage(await organizations(context), context.query),
    organizations,
  ),
  ...both(
    '/taxonomies',
    (context) => Promise.resolve(referralPage(taxonomies, context.query)),
    async (context) => {
      const terms = await termsInUse(context);
      return taxonomies.map((one) => ({ ...one, taxonomy_terms: terms.filter((term) => term.taxonomy_id === one.id) }));
    },
  ),
  ...both(
    '/taxonomy_terms',
    async (context) => referralPage(ofTaxonomy(context, await termsInUse(context)), context.query),
    termsInUse,
  ),
];
