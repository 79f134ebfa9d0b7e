import { z } from 'zod';

export const Settings = z.strictObject({
  phone: z
    .boolean()
    .default(false)
    .describe('Whether staff take cards by telephone: GOV.UK Pay switches that on for a service (MOTO) when asked'),
  url: z.url().default('https://publicapi.payments.service.gov.uk').describe('Where GOV.UK Pay is'),
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({
  apiKey: z
    .string()
    .regex(/^\S{20,}$/, 'Use a whole API key of GOV.UK Pay, as it was shown when it was made')
    .describe('An API key of the council’s service in GOV.UK Pay; one of a test account takes no money'),
  webhookSigningSecret: z
    .string()
    .regex(/^\S{16,}$/, 'Use the whole signing secret, as Pay shows it with the webhook')
    .optional()
    .describe('The signing secret of the webhook in GOV.UK Pay, by which it tells at once what became of a payment'),
});
export type Secrets = z.output<typeof Secrets>;
