import type { NotificationChannel } from '@moothall/adapter-sdk';
import { z } from 'zod';

const id = z.guid('Use the id that Notify shows for it, such as f33517ff-2a88-4f6e-b855-c550268ce08a');

/** Notify's template for each language; a message in a language that has none goes in the English one. */
const byLanguage = z.strictObject({
  en: id.describe('The template’s id, for messages in English'),
  cy: id.optional().describe('The template’s id, for messages in Welsh'),
});

export const Settings = z.strictObject({
  templates: z
    .strictObject({
      email: byLanguage.optional().describe('For mail'),
      text: byLanguage.optional().describe('For text messages'),
      letter: byLanguage.optional().describe('For letters'),
    })
    .refine((templates) => Object.values(templates).some((one) => one !== undefined), {
      error: 'Name a template for mail, text messages or letters: what has none isn’t sent',
    })
    .describe('Which of Notify’s templates carries a message of each way'),
  emailReplyTo: id.optional().describe('Which of Notify’s reply-to addresses mail names; without it, its default'),
  textSender: id.optional().describe('Which of Notify’s text message senders it names; without it, its default'),
  url: z.url().default('https://api.notifications.service.gov.uk').describe('Where Notify is'),
});
export type Settings = z.output<typeof Settings>;

/** `name-service-secret`, the last two 36 characters each. */
const key = /^\S.*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const Secrets = z.strictObject({
  apiKey: z
    .string()
    .regex(key, 'Use a whole API key of Notify: its name, the service’s id and the secret, with hyphens between them')
    .describe('An API key of the service in Notify; a live one, or everybody outside the team is refused'),
  callbackToken: z
    .string()
    .regex(/^[\x21-\x7e]{20,200}$/, 'Use 20 to 200 letters, digits and signs, without spaces')
    .optional()
    .describe('The bearer token that Notify sends with delivery receipts; without it, Moothall asks for them instead'),
});

export const notifyTypes = { email: 'email', text: 'sms', letter: 'letter' } as const satisfies Record<
  NotificationChannel,
  string
>;

/** What Moothall fills into the templates of each way. What else a template asks for, nobody could fill. */
export const filledIn: Readonly<Record<NotificationChannel, readonly string[]>> = {
  email: ['subject', 'body', 'name'],
  text: ['body', 'name'],
  letter: ['subject', 'body', 'name', ...Array.from({ length: 7 }, (_, line) => `address_line_${line + 1}`)],
};
