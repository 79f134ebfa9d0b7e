import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const versionOf = ({ of, version }: Target): Promise<number> => version('deliveries', of.deliveryId);
const days = { from: '2026-11-16', to: '2026-11-16' };

/** Samples for the routes of connections to other systems. */
export const adapterSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/admin/adapters': {},
  'GET /desk/admin/adapters/:instance': {},
  'POST /desk/admin/adapters/:instance/check': {},
  'POST /desk/admin/adapters/:instance/pause': { body: () => ({ does: 'pause' }) },
  'POST /desk/admin/adapters/:instance/replay': { body: () => days },
  'POST /desk/admin/adapters/:instance/deliveries/:deliveryId': {
    body: async (target) => ({ version: await versionOf(target), does: 'by-hand', reference: 'By telephone' }),
  },
  'GET /api/v1/adapters': {},
  'GET /api/v1/adapters/:instance': {},
  'PATCH /api/v1/adapters/:instance': { body: () => ({ does: 'pause' }) },
  'POST /api/v1/adapters/:instance/checks': {},
  'GET /api/v1/adapters/:instance/calls': {},
  'GET /api/v1/adapters/:instance/deliveries': {},
  'PATCH /api/v1/adapters/:instance/deliveries/:deliveryId': {
    body: () => ({ does: 'by-hand', reference: 'By telephone' }),
    ifMatch: versionOf,
  },
  'POST /api/v1/adapters/:instance/replays': { body: () => days },
};
