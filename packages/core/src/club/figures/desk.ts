import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { deskRoute, page, type Route } from '../../kernel/route.js';
import { partnershipHref } from '../views.js';
import { compareFigures, comparedPeriods } from './compare-figures.js';
import { comparedPage } from './views.js';

/** The figures of all councils side by side. */
export const comparedRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/figures`,
    permission: 'club.compare',
    query: z.strictObject({ over: z.enum(comparedPeriods).default('quarter') }),
    handle: async (context) => {
      const compared = await context.read(compareFigures, context.query);
      const model = comparedPage(compared, await listAuthorities(context.kernel), context.query.over);
      return page('/club/views/compared', model, { title: 'Figures of all councils', nav: 'partnership' });
    },
  }),
];
