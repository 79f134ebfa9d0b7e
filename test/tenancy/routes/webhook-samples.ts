import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const webhookVersion = ({ of, version }: Target): Promise<number> => version('webhooks', of.webhookId);
const deliveryVersion = ({ of, version }: Target): Promise<number> => version('deliveries', of.webhookDeliveryId);
const elsewhere = { address: 'https://hooks.example/moothall', kinds: ['case.logged'] };

/** Samples for the routes of webhooks. */
export const webhookSamples: Readonly<Record<string, RouteSample>> = {
  'GET /api/v1/webhooks': {},
  'POST /api/v1/webhooks': { body: ({ of }) => ({ authorityId: of.authorityId, ...elsewhere }) },
  'GET /api/v1/webhooks/:webhookId': {},
  'PUT /api/v1/webhooks/:webhookId': { body: () => elsewhere, ifMatch: webhookVersion },
  'PATCH /api/v1/webhooks/:webhookId': { body: () => ({ does: 'pause' }) },
  'DELETE /api/v1/webhooks/:webhookId': {},
  'POST /api/v1/webhooks/:webhookId/secrets': { ifMatch: webhookVersion },
  'POST /api/v1/webhooks/:webhookId/tests': {},
  'GET /api/v1/webhooks/:webhookId/calls': {},
  'GET /api/v1/webhooks/:webhookId/deliveries': {},
  'PATCH /api/v1/webhooks/:webhookId/deliveries/:webhookDeliveryId': {
    body: () => ({ does: 'cancel' }),
    ifMatch: deliveryVersion,
  },
};
