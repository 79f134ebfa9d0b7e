import { oneByOne, type BulkResult, type SeenCase } from '../../cases/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { messageInBulk } from '../commands/message-in-bulk.js';
import type { MessageTemplate } from '../types.js';

/** What became of each case, and which of those written to wait until somebody confirms. */
export interface SeveralSent extends BulkResult {
  /** Ids of cases. */
  readonly held: readonly string[];
}

interface Several {
  readonly batchId: string;
  readonly cases: readonly SeenCase[];
  readonly words: MessageTemplate['words'];
  readonly templateId?: string | undefined;
}

/** Writes about cases one by one, each in a transaction of its own. The same batch sent again writes nothing twice. */
export async function messageCases(
  { run }: Pick<RouteContext<unknown, unknown, unknown>, 'run'>,
  { batchId, cases, words, templateId }: Several,
): Promise<SeveralSent> {
  const held: string[] = [];
  const result = await oneByOne(batchId, cases, async ({ id: caseId, version: expectedVersion }) => {
    const input = { batchId, caseId, expectedVersion, words, ...(templateId === undefined ? {} : { templateId }) };
    const sent = await run(messageInBulk, input, { idempotencyKey: `${batchId}:${caseId}` });
    if (sent.state === 'held') held.push(caseId);
  });
  return { ...result, held };
}
