import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type InboxInstance,
  type IncomingMail,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** A mail as the supplier's manual has it. */
const Mail = z.object({
  ...{ id: z.string().min(1), arrived: z.number().int() },
  sender: z.object({ name: z.string(), address: z.string() }).nullable(),
  ...{ recipient: z.string(), subject: z.string(), text: z.string() },
  ...{ messageId: z.string(), inReplyTo: z.string(), automatic: z.boolean() },
  attachments: z.array(z.object({ name: z.string(), base64: z.string() })),
});
const Page = z.object({ messages: z.array(Mail), next: z.string(), more: z.boolean() });

/** Reads the mail that comes in at the supplier, and changes nothing there. */
export const adapter = defineAdapter({
  kind: 'inbox',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url().describe('Address of the supplier, such as https://mail.example') }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): InboxInstance => {
    const call = async (path: string): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}` };
      const response = await fetch(new URL(path, settings.url), { headers });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    return {
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      newMail: async (cursor) => {
        const path = `/messages?after=${encodeURIComponent(cursor ?? '')}`;
        const { messages, next, more } = await readJson(await call(path), Page);
        return { mails: messages.map(toMail), cursor: next, hasMore: more };
      },
    };
  },
});

function toMail(mail: z.output<typeof Mail>): IncomingMail {
  const { id, subject, text, messageId } = mail;
  return {
    ...{ id, subject, text, messageId, receivedAt: mail.arrived, from: mail.sender },
    answers: [mail.recipient, mail.inReplyTo].filter((one) => one !== ''),
    isAutomatic: mail.automatic,
    // Say here which message came back, if the supplier tells you of those that could not be delivered.
    returned: null,
    files: mail.attachments.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') })),
    isCut: false,
  };
}
