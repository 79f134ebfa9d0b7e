import { z } from 'zod';
import { oauth2, SignInSecrets } from './sign-in-settings.js';

const mailAddress = z.email('Use a mail address, such as contact@westmoor.example');

const Fields = z.strictObject({
  host: z.string().min(1).describe('The server that takes mail from here, such as smtp.westmoor.example'),
  port: z.int().min(1).max(65_535).default(587).describe('465 where it speaks TLS from the start, else 587'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('How it comes to TLS: starttls on the way, tls from the start; none only if network.withoutTls names it'),
  user: z.string().min(1).optional().describe('The account that mail is sent by; without it, none is signed in to'),
  oauth2,
  from: z
    .strictObject({
      name: z.string().min(1).max(100).describe('What recipients read, such as Westmoor Council'),
      address: mailAddress.describe('The address that mail comes from'),
    })
    .describe('Whom mail comes from'),
  replyTo: mailAddress
    .refine((address) => address.indexOf('@') <= 22, 'Use an address of at most 22 characters before the @')
    .optional()
    .describe('Where answers go; without it, to the address that mail comes from'),
  tokenIn: z
    .enum(['address', 'subject'])
    .default('address')
    .describe(
      'Where answers bring back what names the message: address (replies+…@), or subject where + can’t be used',
    ),
  bouncesTo: mailAddress
    .optional()
    .describe('Where mail servers return what can’t be delivered; without it, to the address that mail comes from'),
});
export const Settings = Fields.refine(({ user, oauth2: byToken }) => byToken === undefined || user !== undefined, {
  path: ['user'],
  message: 'Name the account that signs in by oauth2',
});
export type Settings = z.output<typeof Settings>;

export const Secrets = SignInSecrets;
export type Secrets = z.output<typeof Secrets>;
