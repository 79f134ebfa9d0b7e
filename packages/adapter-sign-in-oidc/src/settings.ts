import { rolesByGroup } from '@moothall/adapter-sdk';
import { z } from 'zod';

const claim = (usual: string) => z.string().min(1).max(200).default(usual);

export const Settings = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .describe('Address of the provider as it names itself, such as https://login.council.example'),
  clientId: z.string().min(1).max(300).describe('By which the provider knows Moothall'),
  label: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .default('your council’s account')
    .describe('What the button says after “Sign in with”'),
  scopes: z
    .array(z.string().min(1).max(100))
    .max(20)
    .default(['profile', 'email'])
    .describe('What is asked for besides openid'),
  claims: z
    .strictObject({
      signInName: claim('preferred_username').describe('Under which somebody signs in'),
      displayName: claim('name').describe('Their name, as colleagues see it'),
      email: claim('email').describe('Their mail address'),
      groups: claim('groups').describe('Their groups: a list, or one'),
      from: z
        .enum(['id-token', 'userinfo'])
        .default('id-token')
        .describe('Where these stand; userinfo is one call more at each sign-in'),
    })
    .prefault({})
    .describe('Names of the claims that say who somebody is'),
  roles: rolesByGroup
    .optional()
    .describe('Roles by group. Without it, administrators give roles, and nobody without one gets in'),
  secondFactor: z
    .strictObject({
      amr: z.array(z.string().min(1)).max(20).default(['mfa']).describe('Any of these in amr'),
      acr: z.array(z.string().min(1)).max(20).default([]).describe('Any of these as acr'),
    })
    .prefault({})
    .describe('By what the provider says that it asked for a second factor; without that, Moothall asks for its own'),
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({
  clientSecret: z.string().min(1).max(1000).optional().describe('From the provider; a public client has none'),
});
export type Secrets = z.output<typeof Secrets>;
