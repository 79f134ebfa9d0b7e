import { adapterApiVersion, AdapterError, defineAdapter, type InboxInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

const Mail = z.strictObject({
  name: z.string().max(200).default(''),
  address: z.email().max(254),
  subject: z.string().max(300).default(''),
  text: z.string().max(100_000).default(''),
  isAutomatic: z.boolean().default(false),
});

const mailsAPage = 20;

/** Gives the mail that it is configured with, as if each had come in once. */
export const adapter = defineAdapter({
  kind: 'inbox',
  name: 'Sandbox mailbox',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    mails: z.array(Mail).max(1000).default([]).describe('What came in: address, and if you like name, subject, text'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: {},
  create: ({ settings, now }): InboxInstance => {
    refuseToStart(settings.behaves);
    return {
      check: () => checkBehaviour(settings.behaves),
      newMail: async (cursor) => {
        const from = Number(cursor ?? 0);
        if (!Number.isSafeInteger(from) || from < 0)
          throw new AdapterError('refused', 'This is no cursor of the sandbox.');
        const page = settings.mails.slice(from, from + mailsAPage);
        await behave(
          settings.behaves,
          page.flatMap(({ subject, text }) => [subject, text]),
        );
        return {
          mails: page.map(({ name, address, ...mail }, at) => ({
            ...{ id: `sandbox-${from + at}`, receivedAt: now(), from: { name, address }, ...mail },
            ...{ messageId: `<sandbox-${from + at}@sandbox.example>`, answers: [], returned: null },
            ...{ files: [], isCut: false },
          })),
          cursor: String(from + page.length),
          hasMore: from + page.length < settings.mails.length,
        };
      },
    };
  },
});
