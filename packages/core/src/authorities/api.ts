import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { apiRoute, json, signedIn, type Route } from '../kernel/route.js';
import { changeSettings, ContactSettings } from './commands/change-settings.js';
import { listAuthorities } from './known-authorities.js';
import { getSettings } from './queries.js';
import { AuthoritySettings, authorityTiers, nations, type Authority } from './types.js';

const params = z.strictObject({ id: z.coerce.number().int() });
const permission = 'authorities.manage';
const path = '/api/v1/authorities/:id/settings';
const tag = 'Authorities';

const Listed = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: z.enum(['authority', 'partnership', 'former']),
  tier: z.enum(authorityTiers),
  nation: z.enum(nations),
  gssCode: z.string().nullable(),
  parentId: z.number().nullable(),
  referencePrefix: z.string(),
  languages: z.array(z.string()),
});

function listed(authority: Authority): z.output<typeof Listed> {
  const { brandColour: _brandColour, settings: _settings, languages, ...facts } = authority;
  return { ...facts, languages: [...languages] };
}

export const apiRoutes: readonly Route[] = [
  apiRoute({
    ...{ method: 'get', path: '/api/v1/authorities', permission: signedIn },
    api: {
      summary: 'The authorities of this installation: the numbers that other requests call `authorityId`',
      tag,
      output: z.object({ items: z.array(Listed), nextCursor: z.null() }),
    },
    handle: async ({ kernel }) => json({ items: (await listAuthorities(kernel)).map(listed), nextCursor: null }),
  }),
  apiRoute({
    ...{ method: 'get', path, permission, params },
    api: {
      summary: 'How an authority counts and surveys its contacts',
      tag,
      output: z.object({ authorityId: z.number(), settings: AuthoritySettings, version: z.number() }),
    },
    handle: async (context) => {
      const found = await context.read(getSettings, { authorityId: context.params.id });
      return json(found, { version: found.version });
    },
  }),
  apiRoute({
    ...{ method: 'put', path, permission, params, body: ContactSettings },
    api: { summary: 'Change them', tag, output: z.object({ authorityId: z.number(), version: z.number() }) },
    handle: async (context) => {
      if (context.ifMatch === undefined)
        throw malformed({}, 'Send If-Match with the ETag of the settings that you read.');
      const input = { ...context.body, authorityId: context.params.id, expectedVersion: context.ifMatch };
      const changed = await context.run(changeSettings, input);
      return json(changed, { version: changed.version });
    },
  }),
];
