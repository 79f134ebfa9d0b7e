import { adapterApiVersion, AdapterError, defineAdapter, type NotificationsInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { startFarEnd } from '../far-end.js';
import { notificationsConformance } from '../notifications.js';

/** An adapter with one fault of each sort, for the test of the suite: run by mocha in a process of its own. */
const adapter = defineAdapter({
  kind: 'notifications',
  name: 'Faulty gateway',
  apiVersion: adapterApiVersion,
  settings: z.looseObject({ url: z.string() }),
  secrets: z.looseObject({ token: z.any() }),
  supports: {},
  create: ({ settings, secrets, fetch, log }): NotificationsInstance => ({
    channels: ['text', 'text'],
    check: async () => {
      await fetch(new URL('/messages', settings.url), { method: 'POST', body: '{"text":"a test"}' });
      return { ok: true };
    },
    send: async ({ address, body }) => {
      log.info({ token: secrets.token as string }, `sending to ${address}`);
      const response = await fetch(new URL('/messages', settings.url), { method: 'POST', body });
      if (!response.ok) throw new AdapterError('refused', `It answered ${response.status}`);
      return (await response.json()) as { reference: string };
    },
  }),
});

let sent = 0;

notificationsConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'swordfish-4821' },
  startFarEnd: () => startFarEnd(() => ({ body: { reference: `F-${(sent += 1)}` } })),
  countSent: () => sent,
});
