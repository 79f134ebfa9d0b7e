import { adapterApiVersion, defineAdapter, type InboxInstance } from '@moothall/adapter-sdk';
import { overImap, readNew } from './imap-client.js';
import { InboxSecrets, InboxSettings } from './inbox-settings.js';
import { placeName } from './place-name.js';
import { readMail } from './read-mail.js';

/** Reads the mail that comes in to a mailbox, and changes nothing there. */
export const adapter = defineAdapter({
  kind: 'inbox',
  name: 'Mailbox',
  apiVersion: adapterApiVersion,
  settings: InboxSettings,
  secrets: InboxSecrets,
  supports: {},
  hosts: (settings) => [placeName(settings)],
  create: (context): InboxInstance => ({
    check: () => overImap(context, async () => ({ ok: true })),
    newMail: async (cursor) => {
      const { raws, ...page } = await overImap(context, (client) => readNew(client, cursor, context.now()));
      return { ...page, mails: await Promise.all(raws.map((raw) => readMail(raw))) };
    },
  }),
});
