import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { importHref } from '../staff-import-views.js';
import { keepListed } from './keep-listed.js';
import { listDirectoryReadings } from './listed-queries.js';
import { listedHref, listedPage } from './listed-views.js';

const permission = 'directory.import';

/** Where administrators read their council's directory, and see what came of it in the night. */
export const listedRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path: listedHref, permission, handle: (context) => show(context) }),
  deskRoute({
    method: 'post',
    path: listedHref,
    permission,
    body: z.strictObject({ authorityId: z.coerce.number().int() }),
    handle: async (context) => {
      const kept = await keepListed(context, context.body.authorityId);
      return 'id' in kept ? redirect(`${importHref}/${kept.id}`) : await show(context, kept.failed);
    },
  }),
];

async function show(context: RouteContext<unknown, unknown, unknown>, failed?: string): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const names = new Map((await listAuthorities(kernel)).map(({ id, name }) => [id, name]));
  const model = listedPage(await context.read(listDirectoryReadings, {}), {
    ...{ names, now, failed, csrfToken: visitor.session?.csrfToken ?? '' },
  });
  const status = failed === undefined ? 200 : 502;
  return page('/directory/views/council-directory', model, {
    title: 'The council’s directory',
    nav: 'directory',
    status,
  });
}
