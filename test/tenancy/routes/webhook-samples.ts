import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const webhookVersion = ({ of, version }: Target): Promise<number> => version('webhooks', of.webhookId);
const deliveryVersion = ({ of, version }: Target): Promise<number> => version('deliveries', of.webhookDeliveryId);
const otherVersion = ({ of, version }: Target): Promise<number> => version('webhooks', of.otherWebhookId);
const otherDeliveryVersion = ({ of, version }: Target): Promise<number> =>
  version('deliveries', of.otherWebhookDeliveryId);
const days = { from: '2026-11-16', to: '2026-11-16' };
const elsewhere = { address: 'https://hooks.example/moothall', kinds: ['case.logged'] };

/** Samples for the routes of webhooks. */
export const webhookSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/admin/webhooks': {},
  'GET /desk/admin/webhooks/new': {},
  'POST /desk/admin/webhooks': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), address: elsewhere.address, which: 'all' }),
  },
  'GET /desk/admin/webhooks/:webhookId': {},
  'POST /desk/admin/webhooks/:webhookId': {
    body: async (target) => ({
      ...{ version: String(await webhookVersion(target)), address: elsewhere.address },
      ...{ which: 'some', kinds: 'case.logged' },
    }),
  },
  'POST /desk/admin/webhooks/:webhookId/pause': { body: () => ({ does: 'pause' }) },
  'POST /desk/admin/webhooks/:webhookId/test': {},
  'POST /desk/admin/webhooks/:webhookId/secret': {
    body: async (target) => ({ version: String(await webhookVersion(target)) }),
  },
  'POST /desk/admin/webhooks/:webhookId/deliveries/:webhookDeliveryId': {
    body: async (target) => ({ version: String(await deliveryVersion(target)), does: 'cancel' }),
  },
  'POST /desk/admin/webhooks/:webhookId/replay': { body: () => days },
  'GET /api/v1/webhooks': {},
  'POST /api/v1/webhooks': { body: ({ of }) => ({ authorityId: of.authorityId, ...elsewhere }) },
  'GET /api/v1/webhooks/:webhookId': {},
  'PUT /api/v1/webhooks/:webhookId': { body: () => elsewhere, ifMatch: otherVersion },
  'PATCH /api/v1/webhooks/:webhookId': { body: () => ({ does: 'pause' }) },
  'DELETE /api/v1/webhooks/:webhookId': {},
  'POST /api/v1/webhooks/:webhookId/secrets': { ifMatch: otherVersion },
  'POST /api/v1/webhooks/:webhookId/replays': { body: () => days },
  'POST /api/v1/webhooks/:webhookId/tests': {},
  'GET /api/v1/webhooks/:webhookId/calls': {},
  'GET /api/v1/webhooks/:webhookId/deliveries': {},
  'POST /desk/admin/webhooks/:webhookId/remove': {},
  'PATCH /api/v1/webhooks/:webhookId/deliveries/:webhookDeliveryId': {
    body: () => ({ does: 'cancel' }),
    ifMatch: otherDeliveryVersion,
  },
};
