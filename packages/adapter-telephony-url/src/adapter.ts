import { adapterApiVersion, defineAdapter, type TelephonyInstance } from '@moothall/adapter-sdk';
import { readCall } from './read-call.js';
import { Secrets, Settings } from './settings.js';

/** Hears of calls from any telephone system that can post to an address. */
export const adapter = defineAdapter({
  kind: 'telephony',
  name: 'Telephone system',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { receive: true },
  create: ({ settings, secrets: { key }, now }): TelephonyInstance => ({
    // It calls nobody: whether calls come in shows where the connection was last heard from.
    check: async () => ({ ok: true }),
    receive: async (request) => readCall(request, { settings, key, now: now() }),
  }),
});
