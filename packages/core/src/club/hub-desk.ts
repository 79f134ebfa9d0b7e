import { localDateAt } from '../kernel/london-time.js';
import { deskRoute, page, type Route } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { getChair } from './committee/chair-queries.js';
import { hubPage, type PartAtHub } from './hub-views.js';
import { listRecords } from './queries.js';
import { kinds, partNames } from './record/kinds.js';
import { partnershipHref } from './views.js';

/** The partnership at a glance: who chairs, what somebody should look at, and the way to every part. */
export const hubRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: partnershipHref,
    permission: 'club.read',
    handle: async (context) => {
      const parts: PartAtHub[] = [];
      for (const part of partNames) parts.push({ kind: kinds[part], ...(await context.read(listRecords, { part })) });
      const { actor } = context.visitor;
      const model = hubPage(parts, {
        ...(await context.read(getChair, {})),
        today: localDateAt(context.now),
        seesAgreements: may(actor, 'partnerships.read'),
        seesFigures: may(actor, 'club.compare'),
      });
      return page('/club/views/hub', model, { title: 'Partnership', nav: 'partnership' });
    },
  }),
];
