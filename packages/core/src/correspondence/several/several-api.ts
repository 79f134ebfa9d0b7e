import { z } from 'zod';
import { bulkAtMost, BulkResultShape, SeenCase } from '../../cases/index.js';
import { newId } from '../../kernel/ids.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { refuseWords, Words } from '../template-input.js';
import { messageCases } from './message-cases.js';

export const severalApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/messages',
    permission: 'cases.change-many',
    body: z.strictObject({
      /** Your own id for these messages: sent again with it, nothing is written twice. */
      batchId: uuidField.optional(),
      cases: z.array(SeenCase).min(1).max(bulkAtMost),
      /** In English, and in Welsh for those who want it; merge fields in braces are filled in for each case. */
      words: Words,
      templateId: uuidField.optional(),
    }),
    api: {
      summary:
        'Write to the customers of several cases, each in their language and by their channel; each that can’t be written to is listed with its reason. Undo as for changes',
      tag: 'Correspondence',
      output: BulkResultShape.extend({ held: z.array(z.string()) }),
    },
    handle: async (context) => {
      const { batchId = newId(context.kernel.clock, context.kernel.random), ...several } = context.body;
      refuseWords(several.words, 'by-hand');
      return json(await messageCases(context, { batchId, ...several }));
    },
  }),
];
