import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { deskRoute, page, type Route } from '../../kernel/route.js';
import { partnershipHref } from '../views.js';
import { compareFigures, comparedPeriods } from './compare-figures.js';
import { exportedComparison } from './export-compared.js';
import { comparedPage } from './views.js';

const query = z.strictObject({ over: z.enum(comparedPeriods).default('quarter') });

/** The figures of all councils side by side: shown, and taken out as a file. */
export const comparedRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/figures`,
    permission: 'club.compare',
    query,
    handle: async (context) => {
      const compared = await context.read(compareFigures, context.query);
      const model = comparedPage(compared, await listAuthorities(context.kernel), context.query.over);
      return page('/club/views/compared', model, { title: 'Figures of all councils', nav: 'partnership' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/figures/download`,
    permission: 'club.compare',
    query,
    handle: async (context) => {
      const names = new Map((await listAuthorities(context.kernel)).map(({ id, name }) => [id, name]));
      return exportedComparison(await context.read(compareFigures, context.query), (id) => names.get(id) ?? '');
    },
  }),
];
