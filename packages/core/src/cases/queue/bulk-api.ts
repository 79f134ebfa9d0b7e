import { z } from 'zod';
import { newId } from '../../kernel/ids.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { tag } from '../api.js';
import { changeCases, undoChanges } from './bulk-change.js';
import { BulkChange, bulkAtMost, SeenCase } from './bulk-input.js';
import { listUndoable } from './bulk-queries.js';
import type { QueueAction } from './queue-action.js';

export const BulkResultShape = z.object({
  batchId: z.string(),
  done: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), code: z.string(), message: z.string() })),
});

export const bulkApiRoutes = (actions: readonly QueueAction[]): readonly Route[] => [
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/changes',
    permission: 'cases.change-many',
    body: z.strictObject({
      /** Your own id for these changes: sent again with it, they change nothing twice. */
      batchId: uuidField.optional(),
      cases: z.array(SeenCase).min(1).max(bulkAtMost),
      change: BulkChange,
    }),
    api: {
      summary: 'Change several cases at once; each that fails is listed with its reason, and the others are changed',
      tag,
      output: BulkResultShape,
    },
    handle: async (context) => {
      const { batchId = newId(context.kernel.clock, context.kernel.random), cases, change } = context.body;
      return json(await changeCases(context, { batchId, cases, change }));
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/changes/:batchId/undo',
    permission: 'cases.change-many',
    params: z.strictObject({ batchId: uuidField }),
    api: { summary: 'Put the cases of a batch back as they were, within 10 minutes', tag, output: BulkResultShape },
    handle: async (context) => {
      const { batchId } = context.params;
      const changes = await context.read(listUndoable, { batchId });
      return json(await undoChanges(context, { batchId, changes }, actions));
    },
  }),
];
