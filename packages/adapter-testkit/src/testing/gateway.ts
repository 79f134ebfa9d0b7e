import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type NotificationsInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { startFarEnd, type FarEnd } from '../far-end.js';

const Sent = z.object({ reference: z.string() });

/** An adapter for an invented gateway for text messages and mail, as `docs/adapters` has it. */
export const gatewayAdapter = defineAdapter({
  kind: 'notifications',
  name: 'Test gateway',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url() }),
  secrets: z.strictObject({ token: z.string() }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, log, now }): NotificationsInstance => {
    const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      const response = await fetch(new URL(path, settings.url), { headers, ...init });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    return {
      channels: ['text', 'email'],
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      send: async ({ id, address, body }) => {
        const message = JSON.stringify({ key: id, to: address, text: body });
        const sent = await readJson(await call('/messages', { method: 'POST', body: message }), Sent);
        log.info({ count: 1 }, 'a message was taken');
        return sent;
      },
    };
  },
});

/** The gateway, and how many messages it sent under each key. */
export function aGateway(): { start: () => Promise<FarEnd>; countSent: (key: string) => number } {
  const sent = new Map<string, number>();
  return {
    countSent: (key) => sent.get(key) ?? 0,
    start: () =>
      startFarEnd(({ path, body }) => {
        if (path !== '/messages') return { body: { name: 'Westmoor' } };
        const { key } = JSON.parse(body) as { key?: string };
        // Without a key it can't know a message again.
        if (key === undefined) sent.set('', (sent.get('') ?? 0) + 1);
        else sent.set(key, 1);
        return { body: { reference: `G-${key ?? ''}` } };
      }),
  };
}
