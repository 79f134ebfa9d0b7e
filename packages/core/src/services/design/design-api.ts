import { z } from 'zod';
import { preconditionFailed } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../../kernel/route.js';
import { discardDraft } from '../commands/discard-draft.js';
import { publishDraft, rollBackService } from '../commands/publish-draft.js';
import { saveDraft } from '../commands/save-draft.js';
import { startService } from '../commands/start-service.js';
import { offerAgain, withdrawService } from '../commands/withdraw-service.js';
import { compareVersions, getDesign, listDesigns, listVersions, type CheckedDesign } from './design-queries.js';
import { ServiceDefinition } from '../types.js';

const tag = 'Services';
const byId = z.strictObject({ id: uuidField });
const Fault = z.object({ path: z.string(), message: z.string() });
const Line = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'published']),
  withdrawnOn: z.string().nullable(),
  version: z.number(),
  publishedNumber: z.number().nullable(),
  hasDraft: z.boolean(),
  faults: z.array(Fault),
});
const Design = Line.extend({ definition: ServiceDefinition });
const Saved = z.object({ id: z.string(), version: z.number() });
const Published = Saved.extend({ number: z.number() });

function lineOf(design: CheckedDesign) {
  const { id, authorityId, key, name, state, withdrawnOn, version, publishedNumber, faults } = design;
  const hasDraft = design.draft !== undefined;
  return { id, authorityId, key, name, state, withdrawnOn, version, publishedNumber, hasDraft, faults };
}

/** The version that the sender read. An edit without it could overwrite somebody else's. */
function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw preconditionFailed({}, 'Send If-Match with the ETag of the design that you read.');
  return ifMatch;
}

const list = apiRoute({
  method: 'get',
  path: '/api/v1/service-designs',
  permission: 'services.design',
  query: z.strictObject({ authorityId: z.coerce.number().int() }),
  api: {
    summary: 'The services of an authority with their drafts, and what keeps each from being published',
    tag,
    output: z.object({ items: z.array(Line), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const designs = await context.read(listDesigns, context.query);
    return json({ items: designs.map(lineOf), nextCursor: null });
  },
});

const start = apiRoute({
  method: 'post',
  path: '/api/v1/service-designs',
  permission: 'services.design',
  body: startService.input,
  api: { summary: 'Begin a service as a draft: empty, or like another', tag, status: 201, output: Saved },
  handle: async (context) => {
    const saved = await context.run(startService, context.body);
    return json(saved, { status: 201, version: saved.version });
  },
});

const get = apiRoute({
  method: 'get',
  path: '/api/v1/service-designs/:id',
  permission: 'services.design',
  params: byId,
  api: {
    summary: 'A service’s draft, or what is published where nothing has changed since, with what the checks find',
    tag,
    output: Design,
  },
  handle: async (context) => {
    const design = await context.read(getDesign, context.params);
    return json({ ...lineOf(design), definition: design.definition }, { version: design.version });
  },
});

const save = apiRoute({
  method: 'put',
  path: '/api/v1/service-designs/:id/draft',
  permission: 'services.design',
  params: byId,
  body: ServiceDefinition,
  api: { summary: 'Save a service’s draft, whole; name the version that you read in If-Match', tag, output: Saved },
  handle: async (context) => {
    const input = { ...context.params, expectedVersion: versionOf(context), definition: context.body };
    const saved = await context.run(saveDraft, input);
    return json(saved, { version: saved.version });
  },
});

const discard = apiRoute({
  method: 'delete',
  path: '/api/v1/service-designs/:id/draft',
  permission: 'services.design',
  params: byId,
  api: { summary: 'Give a draft up; If-Match as for a change', tag, output: Saved },
  handle: async (context) => {
    const saved = await context.run(discardDraft, { ...context.params, expectedVersion: versionOf(context) });
    return json(saved, { version: saved.version });
  },
});

const publish = apiRoute({
  method: 'post',
  path: '/api/v1/service-designs/:id/publish',
  permission: 'services.publish',
  params: byId,
  api: { summary: 'Publish a draft as the service’s next version; If-Match as for a change', tag, output: Published },
  handle: async (context) => {
    const saved = await context.run(publishDraft, { ...context.params, expectedVersion: versionOf(context) });
    return json(saved, { version: saved.version });
  },
});

const rollBack = apiRoute({
  method: 'post',
  path: '/api/v1/service-designs/:id/roll-back',
  permission: 'services.publish',
  params: byId,
  body: z.strictObject({ number: versionField }),
  api: { summary: 'Publish an earlier version again, as the next; If-Match as for a change', tag, output: Published },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(rollBackService, input);
    return json(saved, { version: saved.version });
  },
});

const withdraw = apiRoute({
  method: 'put',
  path: '/api/v1/service-designs/:id/withdrawal',
  permission: 'services.publish',
  params: byId,
  body: z.strictObject({ on: z.string().max(10) }),
  api: {
    summary: 'Let no case be logged under a service from a day on; If-Match as for a change',
    tag,
    output: Saved,
  },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(withdrawService, input);
    return json(saved, { version: saved.version });
  },
});

const offer = apiRoute({
  method: 'delete',
  path: '/api/v1/service-designs/:id/withdrawal',
  permission: 'services.publish',
  params: byId,
  api: { summary: 'Offer a withdrawn service again; If-Match as for a change', tag, output: Saved },
  handle: async (context) => {
    const saved = await context.run(offerAgain, { ...context.params, expectedVersion: versionOf(context) });
    return json(saved, { version: saved.version });
  },
});

const versions = apiRoute({
  method: 'get',
  path: '/api/v1/service-designs/:id/versions',
  permission: 'services.design',
  params: byId,
  api: {
    summary: 'What was published of a service, newest first',
    tag,
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          number: z.number(),
          publishedAt: z.number(),
          publishedBy: z.string().optional(),
          definition: ServiceDefinition,
        }),
      ),
      nextCursor: z.null(),
    }),
  },
  handle: async (context) => {
    const { versions: items } = await context.read(listVersions, context.params);
    return json({ items, nextCursor: null });
  },
});

const compare = apiRoute({
  method: 'get',
  path: '/api/v1/service-designs/:id/compare',
  permission: 'services.design',
  params: byId,
  query: z.strictObject({ from: versionField, to: z.union([z.literal('draft'), versionField]).default('draft') }),
  api: {
    summary: 'What differs between two versions of a service, or one and the draft',
    tag,
    output: z.object({
      items: z.array(z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional() })),
      nextCursor: z.null(),
    }),
  },
  handle: async (context) => {
    const { changes } = await context.read(compareVersions, { ...context.params, ...context.query });
    return json({ items: changes, nextCursor: null });
  },
});

export const designApiRoutes: readonly Route[] = [
  list,
  start,
  get,
  save,
  discard,
  publish,
  rollBack,
  withdraw,
  offer,
  versions,
  compare,
];
