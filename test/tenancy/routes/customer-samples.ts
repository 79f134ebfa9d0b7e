import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const pairVersion = ({ of, version }: Target): Promise<number> => version('customer_pairs', of.pairId);
const customerVersion = ({ of, version }: Target): Promise<number> => version('customers', of.customerId);
/** A version that is over: the samples below need what these routes would remove. */
const earlierCustomer = async (target: Target): Promise<object> => ({
  expectedVersion: Math.max(1, (await customerVersion(target)) - 1),
});
const tenancyNumber = { register: 'housing', type: 'tenancy', value: 'T-4' };
const advocate = { role: 'advocate', covers: 'Everything', evidenceKind: 'signed-consent' };
const link = ({ of, me }: Target): object => ({
  otherId: me.neighbourId,
  agreementId: of.agreementId,
  lawfulBasis: 'She asked us to',
});
const consent = { purpose: 'research', lawfulBasis: 'consent', wordingVersion: '1', evidence: 'Said on the telephone' };
const alertVersion = ({ of, version }: Target): Promise<number> => version('alerts', of.alertId);
const onAlert =
  (more: object) =>
  async (target: Target): Promise<object> => ({ version: String(await alertVersion(target)), ...more });

/** Samples for the routes of customers and what is known of them. */
export const customerSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/alerts': { query: () => ({ show: 'live' }) },
  'GET /desk/alerts/new': { query: ({ of }) => ({ customer: of.customerId }) },
  'POST /desk/alerts': {
    body: ({ of }) => ({
      customerId: of.customerId,
      kind: 'hoax-risk',
      advice: 'Ask two questions',
      reason: 'Somebody else rang',
      reviewOn: '10 1 2027',
      until: '28 2 2027',
    }),
  },
  'GET /desk/alerts/:id': {},
  'POST /desk/alerts/:id/decision': { body: onAlert({ decision: 'approve' }) },
  'POST /desk/alerts/:id/review': { body: onAlert({ reviewOn: '20 1 2027', until: '28 2 2027' }) },
  'POST /desk/alerts/:id/end': { body: onAlert({ reason: 'Moved away' }) },
  'GET /desk/restricted-openings': { query: () => ({ show: 'all' }) },
  'POST /desk/restricted-openings/:id/acknowledge': {},
  'GET /desk/customers': { query: () => ({ q: 'Joan' }) },
  'GET /desk/customers/suggest': { query: () => ({ q: 'Joan' }) },
  'GET /desk/customers/new': {},
  'POST /desk/customers': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), kind: 'person', firstName: 'New', lastName: 'Person' }),
  },
  'GET /desk/customers/:id': {},
  'GET /desk/customers/:id/edit': {},
  'POST /desk/customers/:id/edit': {
    body: async (target) => ({
      ...{ expectedVersion: await customerVersion(target) },
      ...{ firstName: 'Jane Anne', base_firstName: 'Nobody ever' },
    }),
  },
  'GET /desk/customers/:id/contact-points': {},
  'POST /desk/customers/:id/contact-points': { body: () => ({ kind: 'telephone', value: '07700 900198' }) },
  'POST /desk/customers/:id/contact-points/:pointId': { body: () => ({ does: 'prefer' }) },
  'GET /desk/customers/:id/move': {},
  'POST /desk/customers/:id/move': { body: () => ({ line: '9 Other Street' }) },
  'GET /desk/customers/:id/death': {},
  'POST /desk/customers/:id/death': {
    body: async (target) => ({ expectedVersion: await customerVersion(target), diedOn: '1 November 2026' }),
  },
  'GET /desk/customers/:id/identifiers': {},
  'POST /desk/customers/:id/identifiers': { body: () => ({ register: 'housing', type: 'tenancy', value: 'T-2' }) },
  'GET /desk/customers/:id/identifiers/:partId': {},
  'POST /desk/customers/:id/identifiers/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), ...tenancyNumber }),
  },
  'POST /desk/customers/:id/identifiers/:partId/remove': { body: earlierCustomer },
  'GET /desk/customers/:id/representations': {},
  'POST /desk/customers/:id/representations': {
    body: ({ of }) => ({ representativeId: of.neighbourId, ...advocate }),
  },
  'GET /desk/customers/:id/representations/:partId': {},
  'POST /desk/customers/:id/representations/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), ...advocate }),
  },
  'GET /desk/customers/:id/occupancies': {},
  'POST /desk/customers/:id/occupancies': { body: ({ of }) => ({ placeId: of.placeId, role: 'owner' }) },
  'GET /desk/customers/:id/occupancies/:partId': {},
  'POST /desk/customers/:id/occupancies/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), role: 'landlord' }),
  },
  // An older version, so that the API’s samples find it still.
  'POST /desk/customers/:id/occupancies/:partId/remove': { body: earlierCustomer },
  'GET /desk/customers/:id/relationships': {},
  'POST /desk/customers/:id/relationships': { body: ({ of }) => ({ otherId: of.neighbourId, relation: 'sibling' }) },
  'GET /desk/customers/:id/relationships/:partId': {},
  'POST /desk/customers/:id/relationships/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), relation: 'child' }),
  },
  'GET /desk/customers/:id/links': {},
  'POST /desk/customers/:id/links': { body: link },
  'GET /desk/customers/:id/links/:partId/end': {},
  'POST /desk/customers/:id/links/:partId/end': { body: () => ({ reason: 'She asked us to' }) },
  'GET /desk/customers/duplicates': {},
  'POST /desk/customers/duplicates/look': { body: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /desk/customers/duplicates/:id': {},
  'POST /desk/customers/duplicates/:id/dismiss': {
    body: async (target) => ({ version: await pairVersion(target) }),
  },
  'POST /desk/customers/duplicates/:id/undo': { body: async (target) => ({ version: await pairVersion(target) }) },
  'GET /desk/customers/:id/consents': {},
  'POST /desk/customers/:id/consents': { body: () => consent },
  'POST /desk/customers/:id/consents/:consentId/withdraw': {},
  'GET /desk/customers/:id/merge': { query: ({ of }) => ({ with: of.neighbourId }) },
  'POST /desk/customers/:id/merge': {
    body: async ({ of, version }) => ({
      otherId: of.neighbourId,
      version: String(await version('customers', of.customerId)),
      otherVersion: String(await version('customers', of.neighbourId)),
      reason: 'The same person',
    }),
  },
  'GET /desk/customers/:id/merges': {},
  'GET /desk/customers/:id/merges/:mergeId': {},
  'POST /desk/customers/:id/merges/:mergeId': { body: () => ({ reason: 'Two people' }) },
  'POST /desk/customers/:id/open': { body: () => ({ reason: 'She is on the line' }) },
  'GET /desk/customers/:id/restriction': {},
  'POST /desk/customers/:id/restriction': {
    body: async (target) => ({
      expectedVersion: await customerVersion(target),
      restriction: 'none',
      reason: 'Asked for',
    }),
  },
  'GET /api/v1/alerts': { query: ({ of }) => ({ customerId: of.customerId }) },
  'POST /api/v1/alerts': {
    body: ({ of }) => ({
      customerId: of.customerId,
      kind: 'hoax-risk',
      advice: 'Ask two questions',
      reason: 'Somebody else rang',
      reviewOn: '2027-01-10',
      until: '2027-02-28',
    }),
  },
  'GET /api/v1/alerts/:id': {},
  'POST /api/v1/alerts/:id/decision': { body: () => ({ decision: 'approve' }), ifMatch: alertVersion },
  'POST /api/v1/alerts/:id/review': {
    body: () => ({ reviewOn: '2027-01-20', until: '2027-02-28' }),
    ifMatch: alertVersion,
  },
  'POST /api/v1/alerts/:id/end': { body: () => ({ reason: 'Moved away' }), ifMatch: alertVersion },
  'GET /api/v1/restricted-openings': { query: () => ({ show: 'all' }) },
  'POST /api/v1/restricted-openings/:id/acknowledge': {},
  'GET /api/v1/customers': { query: () => ({ q: 'Joan' }) },
  'POST /api/v1/customers': {
    body: ({ of }) => ({ authorityId: of.authorityId, firstName: 'New', lastName: 'Person', confirmedNew: true }),
  },
  'GET /api/v1/customers/:id': {},
  'PATCH /api/v1/customers/:id': { body: () => ({ firstName: 'Jane' }), ifMatch: customerVersion },
  'POST /api/v1/customers/:id/contact-points': { body: () => ({ kind: 'telephone', value: '07700 900197' }) },
  'DELETE /api/v1/customers/:id/contact-points/:pointId': {},
  'POST /api/v1/customers/:id/contact-points/:pointId/verify': {},
  'POST /api/v1/customers/:id/identifiers': { body: () => tenancyNumber },
  'PUT /api/v1/customers/:id/identifiers/:partId': { body: () => tenancyNumber, ifMatch: customerVersion },
  'DELETE /api/v1/customers/:id/identifiers/:partId': { ifMatch: customerVersion },
  'POST /api/v1/customers/:id/occupancies': {
    body: ({ of }) => ({ address: { placeId: of.placeId }, role: 'owner' }),
  },
  'PUT /api/v1/customers/:id/occupancies/:partId': { body: () => ({ role: 'landlord' }), ifMatch: customerVersion },
  'DELETE /api/v1/customers/:id/occupancies/:partId': { ifMatch: customerVersion },
  'GET /api/v1/customers/:id/links': {},
  'POST /api/v1/customers/:id/links': { body: link },
  'POST /api/v1/customers/:id/links/:partId/end': { body: () => ({ reason: 'She asked us to' }) },
  'POST /api/v1/customers/:id/relationships': {
    body: ({ of }) => ({ otherId: of.neighbourId, relation: 'sibling' }),
  },
  'PUT /api/v1/customers/:id/relationships/:partId': {
    body: () => ({ relation: 'child' }),
    ifMatch: customerVersion,
  },
  'POST /api/v1/customers/:id/representations': {
    body: ({ of }) => ({ representativeId: of.neighbourId, ...advocate }),
  },
  'PUT /api/v1/customers/:id/representations/:partId': { body: () => advocate, ifMatch: customerVersion },
  'GET /api/v1/customers/:id/consents': {},
  'POST /api/v1/customers/:id/consents': { body: () => consent },
  'POST /api/v1/customers/:id/consents/:consentId/withdraw': {},
  'GET /api/v1/customers/:id/merges': {},
  'POST /api/v1/customers/:id/merges': {
    body: async ({ of, version }) => ({
      mergedId: of.carerId,
      mergedVersion: await version('customers', of.carerId),
      reason: 'The same person',
    }),
    ifMatch: customerVersion,
  },
  'GET /api/v1/customer-pairs': {},
  'POST /api/v1/customer-pairs/look': { body: ({ of }) => ({ authorityId: of.authorityId }) },
  'POST /api/v1/customer-pairs/:id/dismiss': { ifMatch: pairVersion },
  'POST /api/v1/customer-pairs/:id/reopen': { ifMatch: pairVersion },
  'POST /api/v1/customers/:id/merges/:mergeId/undo': { body: () => ({ reason: 'Two people' }) },
  'POST /api/v1/customers/:id/open': { body: () => ({ reason: 'She is on the line' }) },
};
