import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, signedIn, type Route } from '../kernel/route.js';
import { addContactLine } from './commands/add-contact-line.js';
import { changeContactLine, LineWords } from './commands/change-contact-line.js';
import { changeIdentity, IdentityInput } from './commands/change-identity.js';
import { changeSettings, ContactSettings } from './commands/change-settings.js';
import { contactKeys } from './variants/contact-settings.js';
import { listAuthorities } from './known-authorities.js';
import { getIdentity, getLines, getSettings } from './queries.js';
import { authorityTiers, nations, type Authority } from './types.js';
import { standings } from './variants/standing.js';

const params = z.strictObject({ id: z.coerce.number().int() });
const permission = 'authorities.manage';
const ofAuthority = '/api/v1/authorities/:id';
const path = `${ofAuthority}/settings`;
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
  /** Of a former authority: which one follows it. */
  followedById: z.number().nullable(),
  referencePrefix: z.string(),
  languages: z.array(z.string()),
});

const Setting = z.object({
  ...{ key: z.enum(contactKeys), value: z.number(), shared: z.number() },
  standing: z.enum(standings),
});
const Changed = z.object({ authorityId: z.number(), version: z.number() });

/** @throws malformed without an If-Match */
export function asRead(ifMatch: number | undefined): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of what you read.');
  return ifMatch;
}

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
      summary: 'How an authority counts and surveys its contacts, and how that stands to the partnership’s',
      tag,
      output: z.object({ authorityId: z.number(), version: z.number(), items: z.array(Setting) }),
    },
    handle: async (context) => {
      const found = await context.read(getSettings, { authorityId: context.params.id });
      return json(found, { version: found.version });
    },
  }),
  apiRoute({
    ...{ method: 'put', path, permission, params, body: ContactSettings },
    api: {
      summary: 'Change it: what is left out follows the partnership; `seen` names what stays although that changed',
      tag,
      output: Changed,
    },
    handle: async (context) => {
      const input = { ...context.body, authorityId: context.params.id, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(changeSettings, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    ...{ method: 'get', path: `${ofAuthority}/identity`, permission, params },
    api: {
      summary: 'What an authority is called, its colour and its languages',
      tag,
      output: IdentityInput.extend({ authorityId: z.number(), version: z.number() }),
    },
    handle: async (context) => {
      const found = await context.read(getIdentity, { authorityId: context.params.id });
      return json(found, { version: found.version });
    },
  }),
  apiRoute({
    ...{ method: 'put', path: `${ofAuthority}/identity`, permission, params, body: IdentityInput },
    api: { summary: 'Change them', tag, output: Changed },
    handle: async (context) => {
      const input = { ...context.body, authorityId: context.params.id, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(changeIdentity, input);
      return json(changed, { version: changed.version });
    },
  }),
];

const Line = z.object({
  ...{ id: z.string(), authorityId: z.number(), telephone: z.string(), name: z.string() },
  ...{ openingWords: z.string(), version: z.number() },
});
const NewLine = z.strictObject({ telephone: z.string().max(40), ...LineWords });
const lineParams = z.strictObject({ id: uuidField });

/** The numbers on which an authority is called. */
export const lineApiRoutes: readonly Route[] = [
  apiRoute({
    ...{ method: 'get', path: `${ofAuthority}/lines`, permission, params },
    api: {
      summary: 'An authority’s telephone lines',
      tag,
      output: z.object({ items: z.array(Line), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { items } = await context.read(getLines, { authorityId: context.params.id });
      return json({ items, nextCursor: null });
    },
  }),
  apiRoute({
    ...{ method: 'post', path: `${ofAuthority}/lines`, permission, params, body: NewLine },
    api: { summary: 'Add a line', tag, output: z.object({ id: z.string() }), status: 201 },
    handle: async (context) =>
      json(await context.run(addContactLine, { ...context.body, authorityId: context.params.id }), { status: 201 }),
  }),
  apiRoute({
    ...{
      method: 'put',
      path: '/api/v1/contact-lines/:id',
      permission,
      params: lineParams,
      body: z.strictObject(LineWords),
    },
    api: {
      summary: 'Change what a line is called and how it is answered',
      tag,
      output: Line.pick({ id: true, version: true }),
    },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(changeContactLine, input);
      return json(changed, { version: changed.version });
    },
  }),
];
