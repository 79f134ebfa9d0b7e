import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const offerVersion = ({ of, version }: Target): Promise<number> =>
  version('report_offers', { service_id: of.serviceId });
const aKey = { name: 'FixMyStreet', rights: ['report'] };

/** Samples for the administrators' routes of Open311. */
export const open311Samples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/admin/open311': {},
  'GET /desk/admin/open311/keys/new': {},
  'POST /desk/admin/open311/keys': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), name: aKey.name, rights: 'report' }),
  },
  'GET /desk/admin/open311/keys/:keyId': {},
  'POST /desk/admin/open311/keys/:keyId/revoke': {},
  'GET /desk/admin/open311/services/:serviceId': {},
  'POST /desk/admin/open311/services/:serviceId': {
    body: async (target) => ({ version: String(await offerVersion(target)), shows: 'reports' }),
  },
  'GET /api/v1/open311/keys': {},
  'POST /api/v1/open311/keys': { body: ({ of }) => ({ authorityId: of.authorityId, ...aKey }) },
  'DELETE /api/v1/open311/keys/:keyId': {},
  'GET /api/v1/open311/services': {},
  'GET /api/v1/open311/services/:serviceId': {},
  'PUT /api/v1/open311/services/:serviceId': { body: () => ({ shows: 'reports' }), ifMatch: offerVersion },
};
