import { z } from 'zod';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { discardDraft } from '../commands/discard-draft.js';
import { publishDraft } from '../commands/publish-draft.js';
import { startService } from '../commands/start-service.js';
import { designErrors } from './design-errors.js';
import { getDesign, listDesigns } from './design-queries.js';
import { shippedServices } from '../shipped-services.js';
import { designHref, designPage, designsPage, hrefOfDesign, startDesignPage, startInput } from './design-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'services.design';
const params = z.strictObject({ id: uuidField });
const atCouncil = z.strictObject({ authority: z.coerce.number().int().optional() });
const VersionBody = z.strictObject({ version: versionField });
const nav = 'services';

/** Councils whose services the reader may design, the partnership last. */
async function councilsOf({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  const theirs = all.filter(({ id, kind }) => kind !== 'former' && may(visitor.actor, permission, id));
  return theirs.sort((one, other) => Number(one.kind === 'partnership') - Number(other.kind === 'partnership'));
}

async function councilAt(context: Context, id: number | undefined): Promise<{ chosen: Authority; all: Authority[] }> {
  const all = await councilsOf(context);
  const chosen = id === undefined ? all[0] : all.find((council) => council.id === id);
  if (!chosen) throw notFound();
  return { chosen, all };
}

const listRoute = deskRoute({
  method: 'get',
  path: designHref,
  permission,
  query: atCouncil,
  handle: async (context) => {
    const { chosen, all } = await councilAt(context, context.query.authority);
    const designs = await context.read(listDesigns, { authorityId: chosen.id });
    const model = designsPage(designs, chosen, all, context.now);
    return page('/services/views/designs', model, { title: 'Service design', nav });
  },
});

const startRoute = deskRoute({
  method: 'get',
  path: `${designHref}/new`,
  permission,
  query: atCouncil,
  handle: async (context) => await showStart(context, context.query.authority, {}),
});

const StartBody = z.strictObject({
  authority: z.coerce.number().int(),
  name: z.string().max(200).default(''),
  key: z.string().max(200).default(''),
  from: z.string().max(100).default(''),
});

const startPost = deskRoute({
  method: 'post',
  path: `${designHref}/new`,
  permission,
  body: StartBody,
  handle: async (context) => {
    const { authority, ...typed } = context.body;
    try {
      const done = await context.attempt(startService, startInput(typed, authority));
      if (done.ok)
        return redirect(hrefOfDesign(done.value.id), { say: 'Begun as a draft. Go through its parts, then try it.' });
      // Without a name there is no key to make of it either.
      const named = done.faults.filter(({ field }) => field !== 'key' || typed.name.trim() !== '');
      return await showStart(context, authority, typed, named.map(withWords));
    } catch (error) {
      if (!isError(error, designErrors.keyTaken.code)) throw error;
      const message = 'Choose another key: a service has this one already';
      return await showStart(context, authority, typed, [{ field: 'key', message }]);
    }
  },
});

const startWords: Readonly<Record<string, string>> = {
  name: 'Enter the name, at most 80 characters',
  key: 'Enter the key in small letters joined by hyphens, like missed-bin',
};

function withWords({ field, message }: { field: string; message: string }) {
  return { field: field === 'like' || field === 'copyOf' ? 'from' : field, message: startWords[field] ?? message };
}

async function showStart(
  context: Context,
  authority: number | undefined,
  typed: Readonly<Record<string, string>>,
  faults: Parameters<typeof startDesignPage>[0]['faults'] = [],
): Promise<Reply> {
  const { chosen } = await councilAt(context, authority);
  const own = await context.read(listDesigns, { authorityId: chosen.id });
  const { kernel, visitor } = context;
  const once = newId(kernel.clock, kernel.random);
  const model = startDesignPage({
    ...{
      council: chosen,
      own,
      shipped: (await shippedServices()).services,
      typed,
      faults,
      once,
      csrfToken: visitor.session?.csrfToken ?? '',
    },
  });
  return page('/services/views/start-design', model, {
    ...{ title: 'New service', nav, status: faults.length > 0 ? 422 : 200 },
  });
}

const designRoute = deskRoute({
  method: 'get',
  path: `${designHref}/:id`,
  permission,
  params,
  handle: async (context) => await showDesign(context, context.params.id),
});

/** A service's design. `typed`: the day of a withdrawal that can't be, with what is wrong with it. */
export async function showDesign(
  context: Context,
  id: string,
  typed?: { readonly on: string; readonly fault: string },
): Promise<Reply> {
  const design = await context.read(getDesign, { id });
  const { chosen } = await councilAt(context, design.authorityId);
  const model = designPage(design, chosen, {
    csrfToken: context.visitor.session?.csrfToken ?? '',
    mayPublish: may(context.visitor.actor, 'services.publish', design.authorityId),
    now: context.now,
    typed,
  });
  return page('/services/views/design', model, { title: design.name, nav, status: typed ? 422 : 200 });
}

const publishRoute = deskRoute({
  method: 'post',
  path: `${designHref}/:id/publish`,
  permission: 'services.publish',
  params,
  body: VersionBody,
  handle: async (context) => {
    const { id } = context.params;
    return await unlessStale(id, async () => {
      const done = await context.attempt(publishDraft, { id, expectedVersion: context.body.version });
      const say = done.ok
        ? `Published as version ${done.value.number}: cases are logged by it from now on`
        : 'Not published: the checks found something. Put it right first.';
      return redirect(hrefOfDesign(id), { say });
    });
  },
});

const discardRoute = deskRoute({
  method: 'post',
  path: `${designHref}/:id/discard`,
  permission,
  params,
  body: VersionBody,
  handle: async (context) => {
    const { id } = context.params;
    return await unlessStale(id, async () => {
      await context.run(discardDraft, { id, expectedVersion: context.body.version });
      return redirect(hrefOfDesign(id), { say: 'The draft is given up. What is published stays.' });
    });
  },
});

/** Somebody was faster: shows how things stand now. Nothing was typed that could be lost. */
export async function unlessStale(id: string, work: () => Promise<Reply>, back = hrefOfDesign(id)): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, designErrors.noDraft.code)) throw error;
    return redirect(back, {
      say: 'Somebody else changed this service meanwhile. Look at it again: nothing of yours was done.',
    });
  }
}

export const designRoutes: readonly Route[] = [
  listRoute,
  startRoute,
  startPost,
  designRoute,
  publishRoute,
  discardRoute,
];
