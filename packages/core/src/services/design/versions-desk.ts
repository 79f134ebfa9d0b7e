import { z } from 'zod';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Route } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { rollBackService } from '../commands/publish-draft.js';
import { unlessStale } from './design-desk.js';
import { compareVersions, listVersions } from './design-queries.js';
import { designHref, hrefOfDesign } from './design-views.js';
import { serviceComparePage, serviceVersionsPage } from './versions-views.js';

const params = z.strictObject({ id: uuidField });
const nav = 'services';

const versionsRoute = deskRoute({
  method: 'get',
  path: `${designHref}/:id/versions`,
  permission: 'services.design',
  params,
  handle: async (context) => {
    const listed = await context.read(listVersions, context.params);
    const { actor, session } = context.visitor;
    const mayPublish = may(actor, 'services.publish', listed.design.authorityId);
    const about = { csrfToken: session?.csrfToken ?? '', mayPublish, now: context.now };
    const model = serviceVersionsPage(listed, about);
    return page('/services/views/service-versions', model, { title: `Versions of ${model.name}`, nav });
  },
});

const compareRoute = deskRoute({
  method: 'get',
  path: `${designHref}/:id/compare`,
  permission: 'services.design',
  params,
  query: z.strictObject({ from: versionField, to: z.union([z.literal('draft'), versionField]) }),
  handle: async (context) => {
    const compared = await context.read(compareVersions, { ...context.params, ...context.query });
    const model = serviceComparePage(compared);
    return page('/services/views/service-compare', model, { title: `${model.heading}: ${model.name}`, nav });
  },
});

const rollBackRoute = deskRoute({
  method: 'post',
  path: `${designHref}/:id/roll-back`,
  permission: 'services.publish',
  params,
  body: z.strictObject({ version: versionField, number: versionField }),
  handle: async (context) => {
    const { id } = context.params;
    const { version: expectedVersion, number } = context.body;
    return await unlessStale(id, async () => {
      const done = await context.attempt(rollBackService, { id, expectedVersion, number });
      if (done.ok)
        return redirect(hrefOfDesign(id, 'versions'), {
          say: `Version ${number} is published again, as version ${done.value.number}`,
        });
      const [fault] = done.faults;
      return redirect(hrefOfDesign(id, 'versions'), {
        say: `Not published: ${fault?.message ?? 'the checks found something'}`,
      });
    });
  },
});

export const versionsRoutes: readonly Route[] = [versionsRoute, compareRoute, rollBackRoute];
