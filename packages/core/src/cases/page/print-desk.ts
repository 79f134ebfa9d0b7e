import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { isError } from '../../kernel/errors.js';
import { deskRoute, page, type Route, type RouteContext } from '../../kernel/route.js';
import { ByReference, caseAt } from './case-desk.js';
import { caseErrors } from '../case-errors.js';
import { listQueue } from '../list-queries.js';
import { getCaseToPrint, printedFor } from './print-query.js';
import { printedQueue, printPage } from './print-views.js';
import { queueHref, QueueFilterFields } from '../queue/queue-address.js';
import { authorityNames, teamsIn, teamsOf } from '../queue/queue-teams.js';
import { reasonPage } from '../show-case.js';

const casesOnPaper = 200;

const printCase = deskRoute({
  method: 'get',
  path: '/desk/cases/:reference/print',
  permission: 'cases.read',
  params: ByReference,
  query: z.strictObject({ for: z.enum(printedFor).default('staff') }),
  handle: async (context) => {
    try {
      const { id, authorityId, reference } = await caseAt(context);
      const reader = context.query.for;
      const printed = await context.read(getCaseToPrint, { id, for: reader });
      const { name: authorityName } = await getAuthority(context.kernel, authorityId);
      const model = printPage(printed, { reader, authorityName, by: nameOf(context), now: context.now });
      return page('/cases/views/print', model, { title: `Print ${reference}`, nav: 'queue' });
    } catch (error) {
      if (isError(error, caseErrors.reasonNeeded.code)) return reasonPage(context, context.params.reference);
      throw error;
    }
  },
});

const printQueue = deskRoute({
  method: 'get',
  path: '/desk/queue/print',
  permission: 'cases.read',
  query: QueueFilterFields,
  handle: async (context) => {
    const { team = 'own', ...filter } = context.query;
    const { own, teams } = await teamsOf(context);
    const queue = await context.read(listQueue, { ...filter, ...teamsIn(team, own), limit: casesOnPaper });
    const model = printedQueue(queue, {
      heading: teams.find(({ id }) => id === team)?.name ?? (team === 'all' ? 'Every team' : 'Your teams'),
      by: nameOf(context),
      queueHref: queueHref(context.query),
      names: await authorityNames(context),
      now: context.now,
    });
    return page('/cases/views/print-queue', model, { title: 'Print the queue', nav: 'queue' });
  },
});

export const printRoutes: readonly Route[] = [printCase, printQueue];

function nameOf({ visitor }: RouteContext<unknown, unknown, unknown>): string {
  return visitor.actor.kind === 'staff' ? visitor.actor.name : '';
}
