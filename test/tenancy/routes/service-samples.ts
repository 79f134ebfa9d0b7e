import { missedBin } from '#core/cases/testing/case-world.js';
import { packOf } from '../seed-packs.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const designVersion = ({ of, version }: Target): Promise<number> => version('services', of.serviceId);
const onDesign =
  (more: object) =>
  async (target: Target): Promise<object> => ({ version: String(await designVersion(target)), ...more });

const takenVersion = ({ of, version }: Target): Promise<number> =>
  version('services', { authority_id: of.authorityId, key: of.takenServiceKey });
const onTaken = async (target: Target): Promise<object> => ({
  ...{ authorityId: String(target.of.authorityId), number: '1' },
  expectedVersion: String(await takenVersion(target)),
});
const seenByApi = ({ of }: Target): object => ({ authorityId: of.authorityId, number: 1 });

/** Samples for the routes of services and their designer. */
export const serviceSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/services': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/services/:key': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/admin/packs': {},
  'GET /desk/admin/packs/:id': {},
  'GET /desk/admin/packs/install': {},
  'POST /desk/admin/packs/install': {
    upload: JSON.stringify(packOf('anybody', '1.1.0')),
    body: ({ of }) => ({ authorityId: of.authorityId }),
  },
  'GET /desk/admin/packs/install/:id': {},
  'POST /desk/admin/packs/install/:id': { body: ({ of }) => ({ code: of.packFileCode }) },
  'POST /api/v1/packs/plan': { body: ({ of }) => ({ authorityId: of.authorityId, pack: packOf(of.mark, '1.1.0') }) },
  'POST /api/v1/packs': { body: ({ of }) => ({ authorityId: of.authorityId, pack: packOf(of.mark, '1.1.0') }) },
  'GET /api/v1/packs': {},
  'GET /api/v1/packs/:id': {},
  'GET /desk/service-design': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/service-design/shared': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/service-design/shared/:key': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/service-design/shared/:sharedServiceKey/take': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), number: '1' }),
  },
  'POST /desk/service-design/shared/:key/use': { body: onTaken },
  'POST /desk/service-design/shared/:key/keep': { body: onTaken },
  'GET /api/v1/shared-services': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/shared-services/:key': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/shared-services/:sharedServiceKey/take': {
    body: ({ of }) => ({ authorityId: of.authorityId, number: 1 }),
  },
  'POST /api/v1/shared-services/:key/use': { body: seenByApi, ifMatch: takenVersion },
  'POST /api/v1/shared-services/:key/keep': { body: seenByApi, ifMatch: takenVersion },
  'GET /desk/service-design/new': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/service-design/new': {
    body: ({ of }) => ({ authority: String(of.authorityId), name: 'Lost box', key: 'lost-box' }),
  },
  'GET /desk/service-design/:id': {},
  'POST /desk/service-design/:id/publish': { body: onDesign({}) },
  'POST /desk/service-design/:id/withdraw': { body: onDesign({ on: '2027-06-01' }) },
  'POST /desk/service-design/:id/roll-back': { body: onDesign({ number: '1' }) },
  'GET /desk/service-design/:id/versions': {},
  'GET /desk/service-design/:id/compare': { query: () => ({ from: '1', to: 'draft' }) },
  'GET /desk/service-design/:id/:part': {},
  'POST /desk/service-design/:id/:part': { body: onDesign({ does: 'down:0' }) },
  'GET /desk/service-design/:id/:part/:entry': {},
  'POST /desk/service-design/:id/:part/:entry': {
    body: onDesign({ key: 'emptied', label: 'Emptied at last', publicLabel: 'It is empty', base: 'emptied' }),
  },
  'POST /desk/service-design/:id/discard': { body: onDesign({}) },
  'GET /desk/service-preview/:id': {},
  'POST /desk/service-preview/:id': { body: () => ({ 'answers.bin': 'rubbish' }) },
  'GET /api/v1/services': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/services/:id': {},
  'GET /api/v1/services/:id/works': {},
  'POST /api/v1/services': {
    body: ({ of }) => ({ authorityId: of.authorityId, definition: missedBin({ name: 'Taken over' }) }),
  },
  'GET /api/v1/service-designs': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/service-designs': {
    body: ({ of }) => ({ authorityId: of.authorityId, key: 'lost-bin', name: 'Lost bin' }),
  },
  'GET /api/v1/service-designs/:id': {},
  'PUT /api/v1/service-designs/:id/draft': {
    body: () => missedBin({ name: 'Taken over' }),
    ifMatch: designVersion,
  },
  'POST /api/v1/service-designs/:id/publish': { ifMatch: designVersion },
  'PUT /api/v1/service-designs/:id/withdrawal': { body: () => ({ on: '2027-06-01' }), ifMatch: designVersion },
  'DELETE /api/v1/service-designs/:id/withdrawal': { ifMatch: designVersion },
  'POST /api/v1/service-designs/:id/try': {
    body: () => ({ answers: { bin: 'rubbish' }, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } }),
  },
  'POST /api/v1/service-designs/:id/roll-back': { body: () => ({ number: 1 }), ifMatch: designVersion },
  'GET /api/v1/service-designs/:id/versions': {},
  'GET /api/v1/service-designs/:id/compare': { query: () => ({ from: '1' }) },
  'DELETE /api/v1/service-designs/:id/draft': { ifMatch: designVersion },
};
