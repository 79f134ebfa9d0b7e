import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { getIncomeFile, listIncomeFiles } from './income-queries.js';
import { incomeKinds, incomeTakes } from './income-types.js';

const tag = 'Payments';
const [text, number] = [z.string().nullable(), z.number()];
const FileShape = z.object({
  ...{ id: z.string(), authorityId: number, series: z.string(), number, dayOn: z.string(), takes: z.enum(incomeTakes) },
  ...{ madeAt: number, lineCount: number, takenPence: number, givenBackPence: number, writtenAt: number.nullable() },
});
const LineShape = z.object({
  ...{ position: number, kind: z.enum(incomeKinds), at: number, method: z.string(), fundCode: text, reference: text },
  ...{ provider: text, theirReference: text, pence: number },
});

export const incomeApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/income-files',
    permission: 'payments.reconcile',
    query: listIncomeFiles.input,
    api: {
      summary: 'Files for the income systems of your councils, the latest first; amounts in whole pence',
      tag,
      output: z.object({ items: z.array(FileShape), nextCursor: text }),
    },
    handle: async (context) => json(await context.read(listIncomeFiles, context.query)),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/income-files/:id',
    permission: 'payments.reconcile',
    params: z.strictObject({ id: uuidField }),
    api: { summary: 'A file with its lines', tag, output: FileShape.extend({ lines: z.array(LineShape) }) },
    handle: async (context) => {
      const { file, lines } = await context.read(getIncomeFile, context.params);
      return json({ ...file, lines });
    },
  }),
];
