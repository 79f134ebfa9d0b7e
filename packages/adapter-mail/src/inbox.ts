import { adapterApiVersion, defineAdapter, type InboxInstance } from '@moothall/adapter-sdk';
import { openAccount } from './account.js';
import { overImap, readNew } from './imap-client.js';
import { InboxSecrets, InboxSettings, portOf } from './inbox-settings.js';
import { placesOf } from './place-name.js';
import { readMail } from './read-mail.js';

/** Reads the mail that comes in to a mailbox, and changes nothing there. */
export const adapter = defineAdapter({
  kind: 'inbox',
  name: 'Mailbox',
  apiVersion: adapterApiVersion,
  settings: InboxSettings,
  secrets: InboxSecrets,
  supports: {},
  hosts: (settings) => placesOf({ ...settings, port: portOf(settings) }),
  create: (context): InboxInstance => {
    const account = openAccount(context);
    return {
      check: async () => account.missing() ?? (await overImap(context, account, async () => ({ ok: true }))),
      newMail: async (cursor) => {
        const { raws, ...page } = await overImap(context, account, (client) => readNew(client, cursor, context.now()));
        return { ...page, mails: await Promise.all(raws.map((raw) => readMail(raw))) };
      },
    };
  },
});
