import { z } from 'zod';

export const InboxSettings = z.strictObject({
  host: z.string().min(1).describe('The server that the mailbox is on, such as imap.westmoor.example'),
  port: z.int().min(1).max(65_535).default(993).describe('Where it speaks TLS from the start'),
  user: z.string().min(1).describe('The account that may read the mailbox'),
  folder: z.string().min(1).default('INBOX').describe('The folder that is read; nothing in it is changed'),
});
export type InboxSettings = z.output<typeof InboxSettings>;

export const InboxSecrets = z.strictObject({ password: z.string().min(1).describe('Of the account') });
export type InboxSecrets = z.output<typeof InboxSecrets>;
