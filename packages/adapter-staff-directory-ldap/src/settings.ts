import { z } from 'zod';

const attribute = (usual: string, what: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'Name an attribute: letters, digits and hyphens')
    .default(usual)
    .describe(what);

export const Settings = z.strictObject({
  host: z.string().min(1).describe('The directory’s server, such as dc1.dunmere.example'),
  port: z.int().min(1).max(65_535).optional().describe('Without it: 636 for `ldaps`, else 389'),
  security: z
    .enum(['ldaps', 'starttls', 'none'])
    .default('ldaps')
    .describe('TLS from the start, or begun by StartTLS; `none` only for a host that `network.withoutTls` names'),
  user: z
    .string()
    .min(1)
    .describe('The account that reads: its distinguished name, or in Active Directory its name@domain'),
  base: z.string().min(1).describe('Below which entries are looked for: ou=Staff,dc=dunmere,dc=example'),
  filter: z
    .string()
    .min(1)
    .default('(&(objectClass=person)(mail=*))')
    .describe('Which entries are staff (RFC 4515); in Active Directory leave out disabled accounts, as the docs show'),
  attributes: z
    .strictObject({
      name: attribute('displayName', 'Their name; where an entry has none, `cn`'),
      email: attribute('mail', 'Their mail address, which tells people apart'),
      telephone: attribute('telephoneNumber', 'Their number'),
      jobTitle: attribute('title', 'Their post'),
      manager: attribute('manager', 'Whom they answer to: the distinguished name of that entry'),
    })
    .prefault({})
    .describe('Which attributes say what'),
  pageSize: z.int().min(10).max(1000).default(500).describe('Entries asked for at a time'),
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({ password: z.string().min(1).describe('Of the account') });
export type Secrets = z.output<typeof Secrets>;

export function portOf({ port, security }: Pick<Settings, 'port' | 'security'>): number {
  return port ?? (security === 'ldaps' ? 636 : 389);
}
