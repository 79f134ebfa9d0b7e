import { commentsFor, mappedStatus } from '@moothall/adapter-sdk';
import { z } from 'zod';

export const Settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Address of the service, as Ferncombe gives it'),
  soap: z.enum(['1.1', '1.2']).default('1.2').describe('The version of SOAP that it is spoken to in'),
  user: z.string().min(1).describe('Ferncombe’s account for Moothall'),
  kinds: z.record(z.string(), z.string().min(1)).describe('What jobs for our services are there, by ours'),
  statuses: z.record(z.string(), mappedStatus).default({}).describe('What their statuses stand for'),
  comments: commentsFor,
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({ password: z.string().min(1).describe('Of the account') });
