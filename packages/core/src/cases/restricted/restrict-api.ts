import { apiRoute, json, type Route } from '../../kernel/route.js';
import { byId, tag } from '../api.js';
import { liftRestriction, restrictCase } from '../commands/restrict-case.js';
import { ifMatch } from '../if-match.js';

const path = '/api/v1/cases/:id/restriction';

export const restrictApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'put',
    path,
    permission: 'cases.restrict',
    params: byId,
    body: restrictCase.input.pick({ reason: true }),
    api: { summary: 'Restrict a case to its team', tag, output: restrictCase.output },
    handle: async (context) => {
      const about = { ...context.body, caseId: context.params.id };
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(restrictCase, { ...about, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${path}/lift`,
    permission: 'cases.restrict',
    params: byId,
    body: liftRestriction.input.pick({ reason: true }),
    api: { summary: 'Lift a restriction that was made by hand', tag, output: liftRestriction.output },
    handle: async (context) => {
      const about = { ...context.body, caseId: context.params.id };
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(liftRestriction, { ...about, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
];
