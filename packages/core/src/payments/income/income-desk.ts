import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page, type Reply, type Route } from '../../kernel/route.js';
import { getIncomeFile, listIncomeFiles } from './income-queries.js';
import { incomeFileName, incomeFileText } from './income-rules.js';
import { incomeHref, incomePage } from './income-views.js';

const permission = 'payments.reconcile';

/** The files for the income system, to see and to fetch. */
export const incomeRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: incomeHref,
    permission,
    query: listIncomeFiles.input.pick({ cursor: true }),
    handle: async (context) => {
      const { kernel, now } = context;
      const names = new Map((await listAuthorities(kernel)).map((one) => [one.id, one.shortName]));
      const nameOf = (id: number): string => names.get(id) ?? 'Another council';
      const model = incomePage(await context.read(listIncomeFiles, context.query), { nameOf, now });
      return page('/payments/views/income-files', model, { title: 'Income files', nav: 'payment-days' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${incomeHref}/:id/csv`,
    permission,
    params: z.strictObject({ id: uuidField }),
    handle: async (context): Promise<Reply> => {
      const { file, lines } = await context.read(getIncomeFile, context.params);
      const text = incomeFileText(file, lines);
      return { kind: 'stream', type: 'text/csv; charset=utf-8', name: incomeFileName(file), chunks: once(text) };
    },
  }),
];

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
