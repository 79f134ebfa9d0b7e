import { ownPath } from '../../kernel/http/own-path.js';
import { isUuid } from '../../kernel/ids.js';
import { page, type Cookie, type Reply, type RouteContext } from '../../kernel/route.js';
import type { BulkResult } from './bulk-change.js';
import { undoLastsMs } from './bulk-input.js';
import { listChosenCases } from './bulk-queries.js';
import { bulkResultPage, type ResultWords } from './bulk-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const undoName = 'moothall-undo';
export const noUndo: Cookie = { name: undoName, value: '', maxAgeS: 0 };

/** The batch that the browser offers to undo, for as long as that can be done. */
export function undoCookie(batchId: string): Cookie {
  return { name: undoName, value: batchId, maxAgeS: undoLastsMs / 1000 };
}

/** Where Undo posts to, if there is something to undo. */
export function undoAction({ cookies }: Pick<Context, 'cookies'>): string | undefined {
  const batchId = cookies[undoName];
  return batchId !== undefined && isUuid(batchId) ? `/desk/queue/changes/${batchId}/undo` : undefined;
}

/** What became of each case, when not all went well. */
export async function showBulkResult(
  context: Context,
  result: BulkResult,
  { back, words }: { readonly back: string; readonly words: ResultWords },
): Promise<Reply> {
  const { cases } = await context.read(listChosenCases, { ids: result.failed.map(({ id }) => id) });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = bulkResultPage(result, cases, { csrfToken, back: ownPath(back), words });
  return page('/cases/views/bulk-result', model, { title: model.heading, nav: 'queue' });
}
