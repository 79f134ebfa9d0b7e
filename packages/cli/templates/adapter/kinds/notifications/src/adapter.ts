import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type NotificationsInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What the supplier answers once it has taken a message. */
const Sent = z.object({ reference: z.string() });

export const adapter = defineAdapter({
  kind: 'notifications',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the supplier’s gateway, such as https://gateway.example'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): NotificationsInstance => {
    const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      const response = await fetch(new URL(path, settings.url), { headers, ...init });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    return {
      channels: ['text'],
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      send: async ({ id, address, body }) => {
        // Under the same key the supplier sends once, whatever is lost on the way.
        const message = JSON.stringify({ key: id, to: address, text: body });
        return await readJson(await call('/messages', { method: 'POST', body: message }), Sent);
      },
    };
  },
});
