import { fact } from '../seed-places.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const factVersion = ({ of, version }: Target): Promise<number> =>
  version('property_facts', { authority_id: of.authorityId, place_id: of.placeId, fact });

/** Samples for the routes of places and properties. */
export const placeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/suggest': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/:id': {},
  'GET /api/v1/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /api/v1/places/nearby': { query: () => ({ lat: '52.7', lon: '-2.7' }) },
  'GET /api/v1/places/:id': {},
  'GET /api/v1/places/:id/facts': {},
  'GET /api/v1/places/:id/services': {},
  'PUT /api/v1/places/:id/facts/:fact': {
    body: ({ of }) => ({ authorityId: of.authorityId, value: 'Friday', source: 'Test' }),
    ifMatch: factVersion,
  },
  'DELETE /api/v1/places/:id/facts/:fact': {
    query: ({ of }) => ({ authorityId: String(of.authorityId) }),
    ifMatch: factVersion,
  },
};
