import type { RouteSample } from './route-sample.js';
import type { Target } from '../target.js';

const handoverVersion = ({ of, version }: Target): Promise<number> => version('handovers', of.handoverId);
const seen =
  (more: object = {}) =>
  async (target: Target): Promise<object> => ({ version: await handoverVersion(target), ...more });

/** Samples for the routes by which cases and enquiries are passed on. */
export const handoverSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/handovers': {},
  'GET /desk/handovers/:id': {},
  'POST /desk/handovers/:id/accept': { body: seen() },
  'POST /desk/handovers/:id/decline': { body: seen({ reason: 'Not ours' }) },
  'POST /desk/handovers/:id/withdraw': { body: seen() },
  'POST /desk/handovers/:id/finish': {
    body: async ({ of, version }) => ({ version: await version('handovers', of.takenHandoverId), result: 'Rodded' }),
  },
  'GET /desk/cases/:reference/pass': {},
  'POST /desk/cases/:reference/pass': {
    body: async ({ of, version }) => ({
      ...{ version: await version('cases', of.caseId), council: String(of.authorityId), note: 'Yours' },
    }),
  },
  'GET /desk/handover-times': {},
  'POST /desk/handover-times': {
    body: async ({ of, version }) => ({
      ...{ authorityId: of.authorityId, hours: '4' },
      version: await version('handover_times', { authority_id: of.authorityId, key: 'council' }),
    }),
  },
  'GET /api/v1/handovers': {},
  'GET /api/v1/handovers/:id': {},
  'POST /api/v1/handovers/:id/accept': { body: () => ({}), ifMatch: handoverVersion },
  'POST /api/v1/handovers/:id/decline': { body: () => ({ reason: 'Not ours' }), ifMatch: handoverVersion },
  'POST /api/v1/handovers/:id/withdraw': { body: () => ({}), ifMatch: handoverVersion },
  'POST /api/v1/handovers/:id/finish': {
    body: () => ({ result: 'Rodded' }),
    ifMatch: ({ of, version }) => version('handovers', of.takenHandoverId),
  },
  'POST /api/v1/cases/:id/handovers': {
    body: ({ of }) => ({ to: { authorityId: of.authorityId }, note: 'Yours' }),
    ifMatch: ({ of, version }) => version('cases', of.caseId),
  },
  'POST /api/v1/enquiries/:id/handovers': { body: ({ of }) => ({ to: { teamId: of.teamId }, note: 'Yours' }) },
  'GET /api/v1/handover-times': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/handover-times': {
    body: async ({ of, version }) => ({
      ...{ authorityId: of.authorityId, workingMinutes: 240 },
      expectedVersion: await version('handover_times', { authority_id: of.authorityId, key: 'council' }),
    }),
  },
};
