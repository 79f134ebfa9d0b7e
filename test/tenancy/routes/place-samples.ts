import { localDate } from '#core/kernel/local-date.js';
import { compareRules } from '#core/places/import/compare-rules.js';
import { fact } from '../seed-places.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const factVersion = ({ of, version }: Target): Promise<number> =>
  version('property_facts', { authority_id: of.authorityId, place_id: of.placeId, fact });

const ruleVersion = ({ of, version }: Target): Promise<number> => version('responsibilities', of.ruleId);
const corrected = ({ of }: Target) => ({ responsibleAuthorityId: of.authorityId, fromOn: '2026-01-01' });

export const rulesHeadings = 'service,area,authority,from\n';
/** Of a file without rows. */
export const noRuleDiffers = compareRules([], [], [], localDate('2026-11-16')).code ?? '';

/** Samples for the routes of places and properties. */
export const placeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/suggest': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/elsewhere': { query: ({ of }) => ({ q: 'Quarry Lane', via: of.addressBook }) },
  'POST /desk/places/elsewhere': {
    body: ({ of }) => ({ q: 'Quarry Lane', via: of.addressBook, chosen: of.foundAddress }),
  },
  'GET /desk/places/:id': {},
  'GET /api/v1/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /api/v1/places/elsewhere': { query: ({ of }) => ({ q: 'Quarry Lane', authorityId: String(of.authorityId) }) },
  'POST /api/v1/places/elsewhere': { body: ({ of }) => ({ chosen: of.foundAddress }) },
  'GET /api/v1/places/nearby': { query: () => ({ lat: '52.7', lon: '-2.7' }) },
  'GET /api/v1/places/:id': {},
  'GET /api/v1/places/:id/works': {},
  'GET /desk/places/:id/works': {},
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
  'GET /api/v1/responsibilities': {},
  'POST /api/v1/responsibilities': {
    body: ({ of }) => ({
      ...{ area: { kind: 'authority', authorityId: of.authorityId }, serviceKey: 'litter' },
      responsibleAuthorityId: of.authorityId,
    }),
  },
  'GET /api/v1/responsibilities/:id': {},
  'PATCH /api/v1/responsibilities/:id': { body: corrected, ifMatch: ruleVersion },
  'POST /api/v1/responsibilities/:id/end': { body: () => ({}), ifMatch: ruleVersion },
  'POST /api/v1/responsibilities/imports': {
    body: ({ of }) => ({ authorityId: of.authorityId, name: 'a.csv', content: rulesHeadings }),
  },
  'GET /api/v1/responsibilities/imports/:id': {},
  'POST /api/v1/responsibilities/imports/:id/apply': { body: () => ({ code: noRuleDiffers }) },
  'GET /desk/admin/who-answers/import': {},
  'POST /desk/admin/who-answers/import': {
    upload: rulesHeadings,
    body: ({ of }) => ({ authorityId: of.authorityId }),
  },
  'GET /desk/admin/who-answers/import/:id': {},
  'POST /desk/admin/who-answers/import/:id': { body: () => ({ code: noRuleDiffers }) },
  'GET /desk/admin/who-answers': {},
  'GET /desk/admin/who-answers/new': {},
  'POST /desk/admin/who-answers/new': {
    body: ({ of }) => ({
      ...{ serviceKey: 'litter', areaAuthorityId: String(of.authorityId) },
      responsibleAuthorityId: String(of.authorityId),
    }),
  },
  'GET /desk/admin/who-answers/:id': {},
  'POST /desk/admin/who-answers/:id': {
    body: async (target) => ({
      ...{ responsibleAuthorityId: String(target.of.authorityId), fromOn: '2026-01-01' },
      version: String(await ruleVersion(target)),
    }),
  },
  'POST /desk/admin/who-answers/:id/end': { body: async (target) => ({ version: String(await ruleVersion(target)) }) },
};
