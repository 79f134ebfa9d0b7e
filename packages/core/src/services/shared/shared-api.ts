import { z } from 'zod';
import { standingOf, standings, type Variant } from '../../authorities/index.js';
import { preconditionFailed } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../../kernel/route.js';
import { keepOwnService, takeSharedService, useSharedService } from '../commands/take-shared.js';
import { Key } from '../form/condition-types.js';
import { ServiceDefinition } from '../types.js';
import { compareShared, listShared } from './shared-queries.js';

const tag = 'Services';
const permission = 'services.design';
const params = z.strictObject({ key: Key });
const body = z.strictObject({ authorityId: z.number().int(), number: versionField });
const Saved = z.object({ id: z.string(), version: z.number() });
const Shared = z.object({
  key: z.string(),
  title: z.string(),
  standing: z.enum(standings),
  shared: z.object({ number: z.number(), changedAt: z.number(), changedBy: z.string().optional() }),
  own: z
    .object({
      id: z.string(),
      version: z.number(),
      inUse: z.boolean(),
      basedOn: z.number().nullable(),
      isSame: z.boolean().optional(),
    })
    .optional(),
});
const differences = z.array(z.object({ label: z.string(), was: z.string(), is: z.string() }));

function toShared(variant: Variant) {
  const { key, title, shared, own } = variant;
  return { key, title, standing: standingOf(variant), shared, ...(own ? { own } : {}) };
}

/** The version of ours that the sender read. */
function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined)
    throw preconditionFailed({}, 'Send If-Match with the version of the service that you read.');
  return ifMatch;
}

const list = apiRoute({
  method: 'get',
  path: '/api/v1/shared-services',
  permission,
  query: listShared.input,
  api: {
    summary:
      'The services that the partnership defined and how an authority stands to each, 50 a page; for the partnership, who offers them otherwise',
    tag,
    output: z.object({
      items: z.array(Shared.extend({ councils: z.array(z.string()).optional() })),
      counts: z.object({ behind: z.number(), ours: z.number(), shared: z.number() }),
      hasMore: z.boolean(),
    }),
  },
  handle: async (context) => {
    const { items, counts, hasMore, differing } = await context.read(listShared, context.query);
    const councils = (key: string) => (differing ? { councils: differing.get(key) ?? [] } : {});
    return json({ items: items.map((item) => ({ ...toShared(item), ...councils(item.key) })), counts, hasMore });
  },
});

const compare = apiRoute({
  method: 'get',
  path: '/api/v1/shared-services/:key',
  permission,
  params,
  query: z.strictObject({ authorityId: z.coerce.number().int() }),
  api: {
    summary: 'A service of the partnership beside an authority’s own, and what the partnership changed since',
    tag,
    output: Shared.extend({
      definition: ServiceDefinition,
      changes: differences.optional(),
      differences: differences.optional(),
    }),
  },
  handle: async (context) => {
    const found = await context.read(compareShared, { ...context.params, ...context.query });
    const { definition, changes, differences } = found;
    const compared = { ...(changes ? { changes } : {}), ...(differences ? { differences } : {}) };
    return json({ ...toShared(found), definition, ...compared });
  },
});

const take = apiRoute({
  method: 'post',
  path: '/api/v1/shared-services/:sharedServiceKey/take',
  permission,
  params: z.strictObject({ sharedServiceKey: Key }),
  body,
  api: {
    summary: 'Begin an authority’s own service, as a draft, from the partnership’s',
    tag,
    status: 201,
    output: Saved,
  },
  handle: async (context) => {
    const taken = await context.run(takeSharedService, { key: context.params.sharedServiceKey, ...context.body });
    return json(taken, { status: 201, version: taken.version });
  },
});

const use = apiRoute({
  method: 'post',
  path: '/api/v1/shared-services/:key/use',
  permission,
  params,
  body,
  api: { summary: 'Put the partnership’s definition into the draft of ours; If-Match names ours', tag, output: Saved },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(useSharedService, input);
    return json(saved, { version: saved.version });
  },
});

const keep = apiRoute({
  method: 'post',
  path: '/api/v1/shared-services/:key/keep',
  permission,
  params,
  body,
  api: {
    summary: 'Say that ours stays as it is beside the partnership’s of a number; If-Match names ours',
    tag,
    output: Saved,
  },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const kept = await context.run(keepOwnService, input);
    return json(kept, { version: kept.version });
  },
});

export const sharedApiRoutes: readonly Route[] = [list, compare, take, use, keep];
