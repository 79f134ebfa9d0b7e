import { z } from 'zod';
import { oauth2, SignInSecrets } from './sign-in-settings.js';

export const InboxSettings = z.strictObject({
  host: z.string().min(1).describe('The server that the mailbox is on, such as imap.westmoor.example'),
  port: z.int().min(1).max(65_535).optional().describe('Without it: 993 for `tls`, else 143'),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .default('tls')
    .describe('TLS from the start, or on the way by STARTTLS; `none` only if `network.withoutTls` names the host'),
  user: z.string().min(1).describe('The account that may read the mailbox'),
  oauth2,
  folder: z.string().min(1).default('INBOX').describe('The folder that is read; nothing in it is changed'),
});
export type InboxSettings = z.output<typeof InboxSettings>;

export const InboxSecrets = SignInSecrets;
export type InboxSecrets = z.output<typeof InboxSecrets>;

export function portOf({ port, security }: Pick<InboxSettings, 'port' | 'security'>): number {
  return port ?? (security === 'tls' ? 993 : 143);
}
