import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { uuidField } from '../kernel/input.js';
import { keyFaultsAt } from '../kernel/key-of.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { listServices } from '../services/index.js';
import { createTemplate, editTemplate } from './commands/save-template.js';
import { getTemplate, listTemplates } from './template-queries.js';
import { readTemplateForm, templatePage, templatesPage, typedTemplate } from './template-views.js';
import type { MessageTemplate } from './types.js';
import type { TypedWords } from './word-fields.js';

const path = '/desk/admin/message-templates';
const permission = 'correspondence.edit-templates';
const byId = z.strictObject({ templateId: uuidField });
const Fields = z.record(z.string().max(60), z.string().max(50_000));

const list = deskRoute({
  method: 'get',
  path,
  permission,
  handle: async (context) => {
    const services = await context.read(listServices, { audience: 'all' });
    const model = templatesPage(await context.read(listTemplates, {}), { authorities: await own(context), services });
    return page('/correspondence/views/templates', model, { title: 'Message templates', nav: 'templates' });
  },
});

const newPage = deskRoute({
  method: 'get',
  path: `${path}/new`,
  permission,
  handle: (context) => show(context, { typed: typedTemplate() }),
});

const create = deskRoute({
  method: 'post',
  path,
  permission,
  body: Fields,
  handle: async (context) => {
    const typed = typedTemplate(context.body);
    if (context.body['does'] === 'preview') return await show(context, { typed, shows: 'preview' });
    const done = await context.attempt(createTemplate, readTemplateForm(typed, 'new'));
    if (!done.ok) return await show(context, { typed, faults: keyFaultsAt(sameName, done.faults) });
    return redirect(path, { say: 'Template saved' });
  },
});

const sameName = {
  field: 'name',
  message: 'Choose another name: there is a template with this one, or it has no letters',
};

const editPage = deskRoute({
  method: 'get',
  path: `${path}/:templateId`,
  permission,
  params: byId,
  handle: async (context) => {
    const template = await context.read(getTemplate, { id: context.params.templateId });
    return await show(context, { template, typed: typedTemplate(template) });
  },
});

const edit = deskRoute({
  method: 'post',
  path: `${path}/:templateId`,
  permission,
  params: byId,
  body: Fields,
  handle: async (context) => {
    const typed = typedTemplate(context.body);
    const template = await context.read(getTemplate, { id: context.params.templateId });
    if (context.body['does'] === 'preview') return await show(context, { template, typed, shows: 'preview' });
    try {
      const input = { ...readTemplateForm(typed, 'edit'), id: template.id, expectedVersion: typed['version'] };
      const done = await context.attempt(editTemplate, input);
      if (!done.ok) return await show(context, { template, typed, faults: done.faults });
      return redirect(path, { say: 'Template saved: the next messages use it' });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return await show(context, { template, typed, shows: 'conflict' });
    }
  },
});

export const templateRoutes: readonly Route[] = [list, newPage, create, editPage, edit];

type Context = RouteContext<unknown, unknown, unknown>;

interface Shown {
  readonly template?: MessageTemplate;
  readonly typed: TypedWords;
  readonly faults?: readonly FieldFault[];
  /** `conflict`: somebody saved it meanwhile; saving again puts this in place of theirs. */
  readonly shows?: 'preview' | 'conflict';
}

async function show(context: Context, { template, typed, faults = [], shows }: Shown): Promise<Reply> {
  const isConflict = shows === 'conflict';
  const model = templatePage({
    template,
    typed: isConflict && template ? { ...typed, version: String(template.version) } : typed,
    faults,
    isConflict,
    isPreview: shows === 'preview',
    authorities: await own(context),
    services: await context.read(listServices, { audience: 'all' }),
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
    now: context.now,
  });
  const status = isConflict ? 409 : faults.length > 0 ? 422 : 200;
  return page('/correspondence/views/edit-template', model, { title: model.heading, nav: 'templates', status });
}

/** The authorities whose wording the person may write. */
async function own({ kernel, visitor }: Context): Promise<Authority[]> {
  return (await listAuthorities(kernel)).filter(({ id }) => may(visitor.actor, permission, id));
}
