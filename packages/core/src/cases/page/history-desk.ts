import { listAuditOf } from '../../audit/index.js';
import { deskRoute, page, type Route } from '../../kernel/route.js';
import { ByReference, caseAt, caseHref } from './case-desk.js';
import { historyPage } from './history-views.js';

const permission = 'audit.read';
/** As many entries as the page shows; the rest is in the audit trail. */
const entriesAtMost = 200;

/** Who saw and changed a case, from the audit trail, for those who may read it. */
export const historyRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/history',
    permission,
    params: ByReference,
    handle: async (context) => {
      const found = await caseAt(context, permission);
      const entries = await context.read(listAuditOf, { kind: 'case', id: found.id, limit: entriesAtMost });
      const model = historyPage(entries, { now: context.now, reference: found.reference, caseHref: caseHref(found) });
      return page('/cases/views/history', model, { title: `History of ${found.reference}`, nav: 'queue' });
    },
  }),
];
