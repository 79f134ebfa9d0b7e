import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { listAuditOf } from './queries.js';

/** A row of the audit trail. What erasable values it speaks of stays out. */
const Entry = z.object({
  id: z.string(),
  authorityId: z.number(),
  at: z.number(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  actorReason: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/audit-entries',
    permission: 'audit.read',
    query: listAuditOf.input,
    api: {
      summary: 'Who saw or changed one record (`kind`: `case`, `customer` …), newest first',
      tag: 'Audit',
      output: z.object({ items: z.array(Entry), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const entries = await context.read(listAuditOf, context.query);
      const items = entries.map((entry) => ({
        ...entry,
        details: JSON.parse(entry.details) as Record<string, unknown>,
      }));
      return json({ items, nextCursor: null });
    },
  }),
];
