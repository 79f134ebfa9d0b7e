import { z } from 'zod';

/** How an account signs in by a token in place of a password (RFC 6749; XOAUTH2). */
export const oauth2 = z
  .strictObject({
    grant: z
      .enum(['client-credentials', 'service-account'])
      .default('client-credentials')
      .describe('client-credentials with `clientSecret` (Microsoft 365), service-account with `privateKey` (Google)'),
    tokenUrl: z
      .url({ protocol: /^https?$/ })
      .describe('Where tokens are given, such as https://login.microsoftonline.com/TENANT/oauth2/v2.0/token'),
    clientId: z.string().min(1).describe('The application; of a service account its mail address'),
    scope: z.string().min(1).describe('What the token is for, such as https://outlook.office365.com/.default'),
  })
  .optional()
  .describe('Signs in with a token in place of a password, as Microsoft 365 and Google ask; without it, by password');
export type OAuth2 = NonNullable<z.output<typeof oauth2>>;

export const SignInSecrets = z.strictObject({
  password: z.string().min(1).optional().describe('Of the account, where it signs in by one'),
  clientSecret: z.string().min(1).optional().describe('Of the application, for oauth2 by client-credentials'),
  privateKey: z.string().min(1).optional().describe('Of the service account, as PEM, for oauth2 by service-account'),
});
export type SignInSecrets = z.output<typeof SignInSecrets>;
