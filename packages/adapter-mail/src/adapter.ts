import { adapterApiVersion, AdapterError, defineAdapter, type NotificationsInstance } from '@moothall/adapter-sdk';
import { openAccount } from './account.js';
import { composeMail } from './compose-mail.js';
import { placesOf } from './place-name.js';
import { Secrets, Settings } from './settings.js';
import { handOver, signIn } from './smtp-client.js';

/** Of so many messages it is remembered that the server took them. */
const mostRemembered = 1000;

/** Sends mail by the council's own mail server. */
export const adapter = defineAdapter({
  kind: 'notifications',
  name: 'Mail server',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: {},
  hosts: placesOf,
  create: (context): NotificationsInstance => {
    const { settings, now } = context;
    const account = openAccount(context);
    // SMTP knows no idempotency key. What was taken, and couldn't be written down here, doesn't go again.
    const taken = new Set<string>();
    return {
      channels: ['email'],
      check: async () => {
        const missing = account.missing();
        if (!missing) await signIn(context, account);
        return missing ?? { ok: true };
      },
      send: async (message) => {
        if (message.channel !== 'email') throw new AdapterError('refused', 'A mail server sends mail alone.');
        const mail = composeMail(settings, message, now());
        if (!taken.has(message.id)) await handOver(context, account, mail);
        taken.add(message.id);
        const [oldest] = taken;
        if (taken.size > mostRemembered && oldest !== undefined) taken.delete(oldest);
        return { reference: mail.messageId };
      },
    };
  },
});
