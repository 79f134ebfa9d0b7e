import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { sentFile } from '../identity/index.js';
import { isError, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { applyStaffFile } from './commands/apply-staff-file.js';
import { keepStaffFile } from './commands/keep-staff-file.js';
import { TypedImport } from '../web/import-views.js';
import { directoryHref } from './directory-views.js';
import { getStaffDifference } from './staff-import-queries.js';
import { importHref, staffDifferencePage, staffImportPage, writtenWords } from './staff-import-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'directory.import';
const nav = 'directory';
const params = z.strictObject({ id: uuidField });

const show = deskRoute({
  method: 'get',
  path: importHref,
  permission,
  handle: (context) => showForm(context, { authorityId: '', encoding: '' }, []),
});

const send = deskRoute({
  method: 'post',
  path: importHref,
  permission,
  upload: true,
  body: TypedImport,
  handle: async (context) => {
    const typed = context.body;
    const sent = await sentFile(context);
    if ('message' in sent) return await showForm(context, typed, [sent]);
    const done = await context.attempt(keepStaffFile, sent);
    if (!done.ok) return await showForm(context, typed, done.faults);
    return redirect(`${importHref}/${done.value.id}`);
  },
});

async function showForm(context: Context, typed: TypedImport, faults: readonly FieldFault[]): Promise<Reply> {
  const model = staffImportPage({
    ...{ typed, faults, csrfToken: context.visitor.session?.csrfToken ?? '' },
    councils: await ownCouncils(context),
    maxBytes: context.kernel.config.files.maxBytes,
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/web/views/import-file', model, { title: 'Bring in staff', nav, status });
}

/** Councils whose staff the visitor may bring in. A file of the whole partnership is for the command line. */
async function ownCouncils({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

const compare = deskRoute({
  method: 'get',
  path: `${importHref}/:id`,
  permission,
  params,
  handle: (context) => showDifference(context, context.params.id),
});

const apply = deskRoute({
  method: 'post',
  path: `${importHref}/:id`,
  permission,
  params,
  body: z.strictObject({ code: z.string().max(40).default(''), endPosts: z.literal('yes').optional() }),
  handle: async (context) => {
    const { id } = context.params;
    const endPosts = context.body.endPosts === 'yes';
    try {
      const done = await context.attempt(applyStaffFile, { id, code: context.body.code, endPosts });
      if (!done.ok) return await showDifference(context, id, { endPosts, faults: done.faults });
      return redirect(directoryHref, { say: writtenWords(done.value) });
    } catch (error) {
      if (!isError(error, 'staff_difference_changed')) throw error;
      return await showDifference(context, id, { endPosts, faults: [], isChanged: true });
    }
  },
});

interface Back {
  readonly endPosts: boolean;
  readonly faults: readonly FieldFault[];
  readonly isChanged?: true;
}

async function showDifference(
  context: Context,
  id: string,
  back: Back = { endPosts: false, faults: [] },
): Promise<Reply> {
  const found = await context.read(getStaffDifference, { id });
  const council = (await listAuthorities(context.kernel)).find((each) => each.id === found.authorityId);
  const model = staffDifferencePage({
    ...{ ...found, ...back, id, isChanged: back.isChanged === true, council: council?.name ?? '' },
    csrfToken: context.visitor.session?.csrfToken ?? '',
  });
  const status = back.isChanged ? 409 : back.faults.length > 0 ? 422 : 200;
  return page('/web/views/import-difference', model, { title: 'What the file would change', nav, status });
}

export const staffImportRoutes: readonly Route[] = [show, send, compare, apply];
