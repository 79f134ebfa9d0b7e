import { adapterApiVersion, defineAdapter, type NotificationsInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { openLarkwing } from './larkwing.js';

export const adapter = defineAdapter({
  kind: 'notifications',
  name: 'Larkwing text messages',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the gateway, as Larkwing gives it'),
    account: z.string().min(1).describe('Number of the council’s account'),
    sender: z
      .string()
      .regex(/^[A-Za-z0-9]{3,11}$/, 'Use 3 to 11 letters and digits')
      .describe('From whom telephones say that it comes'),
    warnBelow: z.number().int().min(0).default(0).describe('Messages of credit below which a check fails'),
  }),
  secrets: z.strictObject({ key: z.string().min(1).describe('With which every request is signed') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, ...host }): NotificationsInstance => {
    const { url, account, sender, warnBelow } = settings;
    const larkwing = openLarkwing({ url, account, key: secrets.key }, host);
    return {
      channels: ['text'],
      check: async () => {
        const credit = await larkwing.credit();
        if (credit >= warnBelow) return { ok: true };
        return {
          ok: false,
          code: 'not_permitted',
          detail: `${credit} messages of credit are left. Ask finance to top it up.`,
        };
      },
      send: async ({ id, address, body }) => ({
        reference: await larkwing.send({ ref: id, to: address.replace(/^\+/, ''), from: sender, text: body }),
      }),
    };
  },
});
