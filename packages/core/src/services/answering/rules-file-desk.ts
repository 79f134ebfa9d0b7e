import { z } from 'zod';
import { sentFile } from '../../identity/index.js';
import { isError, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { ruleDifferenceChanged } from '../../places/index.js';
import { TypedImport } from '../../web/import-views.js';
import { councilsOf, ownCouncils } from './answering-councils.js';
import { listNamedServices } from './answering-queries.js';
import { answeringHref } from './answering-views.js';
import { rulesDifferencePage, rulesFileHref, rulesFilePage, writtenRules } from './rules-file-views.js';
import { applyRulesFile, getRulesDifference, keepRulesFile } from './rules-file.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'places.manage';
const nav = 'who-answers';
const params = z.strictObject({ id: uuidField });

export const rulesFileRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: rulesFileHref,
    permission,
    handle: (context) => showForm(context, { authorityId: '', encoding: '' }, []),
  }),
  deskRoute({
    method: 'post',
    path: rulesFileHref,
    permission,
    upload: true,
    body: TypedImport,
    handle: async (context) => {
      const typed = context.body;
      const sent = await sentFile(context);
      if ('message' in sent) return await showForm(context, typed, [sent]);
      const done = await context.attempt(keepRulesFile, sent);
      if (!done.ok) return await showForm(context, typed, done.faults);
      return redirect(`${rulesFileHref}/${done.value.id}`);
    },
  }),
  deskRoute({
    method: 'get',
    path: `${rulesFileHref}/:id`,
    permission,
    params,
    handle: (context) => showDifference(context, context.params.id, { isChanged: false }),
  }),
  deskRoute({
    method: 'post',
    path: `${rulesFileHref}/:id`,
    permission,
    params,
    body: z.strictObject({ code: z.string().max(40).default('') }),
    handle: async (context) => {
      const { id } = context.params;
      try {
        const counts = await context.run(applyRulesFile, { id, code: context.body.code });
        return redirect(answeringHref, { say: writtenRules(counts) });
      } catch (error) {
        if (!isError(error, ruleDifferenceChanged.code)) throw error;
        return await showDifference(context, id, { isChanged: true });
      }
    },
  }),
];

async function showForm(context: Context, typed: TypedImport, faults: readonly FieldFault[]): Promise<Reply> {
  const model = rulesFilePage({
    ...{ typed, faults, csrfToken: context.visitor.session?.csrfToken ?? '' },
    councils: await ownCouncils(context),
    maxBytes: context.kernel.config.files.maxBytes,
  });
  return page('/web/views/import-file', model, { title: model.heading, nav, status: faults.length > 0 ? 422 : 200 });
}

async function showDifference(
  context: Context,
  id: string,
  { isChanged }: { readonly isChanged: boolean },
): Promise<Reply> {
  const { file, difference } = await context.read(getRulesDifference, { id });
  const model = rulesDifferencePage({
    ...{ id, name: file.name, authorityId: file.authorityId, difference, isChanged },
    services: await context.read(listNamedServices, {}),
    councils: await councilsOf(context),
    csrfToken: context.visitor.session?.csrfToken ?? '',
    today: localDateAt(context.now),
  });
  const status = isChanged ? 409 : 200;
  return page('/web/views/import-difference', model, { title: 'What the file would change', nav, status });
}
