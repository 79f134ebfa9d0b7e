import { z } from 'zod';
import { managedCouncil } from '../../authorities/index.js';
import { deskRoute, page, type Route } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { countDifferences } from './count-differences.js';
import { differencesHref, differencesPage } from './differences-views.js';

const permission = 'authorities.manage';

export const differencesRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: differencesHref,
    permission,
    query: z.strictObject({ authority: z.coerce.number().int().optional() }),
    handle: async (context) => {
      const { authority, authorities } = await managedCouncil(context, permission, context.query.authority);
      const model = differencesPage({
        ...{ council: authority, councils: authorities, counts: await countDifferences(context.kernel, authority) },
        mayOpen: (needed) => may(context.visitor.actor, needed, authority.id),
      });
      return page('/desk/differences/views/differences', model, { title: model.heading, nav: 'settings' });
    },
  }),
];
