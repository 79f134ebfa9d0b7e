import { AppError } from '../../kernel/errors.js';
import type { RouteContext } from '../../kernel/route.js';
import type { BulkChange, SeenCase } from './bulk-input.js';
import { changeInBulk } from '../commands/change-in-bulk.js';
import { undoInBulk } from '../commands/undo-in-bulk.js';
import type { UndoableChange } from './bulk-queries.js';
import type { QueueAction } from './queue-action.js';

/** What became of each case. Those that failed are as they were; the others are changed. */
export interface BulkResult {
  /** Names the changes together, for undoing them. */
  readonly batchId: string;
  /** Ids of cases. */
  readonly done: readonly string[];
  readonly failed: readonly BulkFailure[];
}

export interface BulkFailure {
  readonly id: string;
  readonly code: string;
  /** What is in the way, and what to do. */
  readonly message: string;
}

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'run'>;

/** Changes cases one by one, each in a transaction of its own. The same batch sent again changes nothing twice. */
export function changeCases(
  { run }: Context,
  { batchId, cases, change }: { batchId: string; cases: readonly SeenCase[]; change: BulkChange },
): Promise<BulkResult> {
  return oneByOne(batchId, cases, async ({ id: caseId, version: expectedVersion }) => {
    const input = { batchId, caseId, expectedVersion, change };
    await run(changeInBulk, input, { idempotencyKey: `${batchId}:${caseId}` });
  });
}

/**
 * Puts cases back as they were before a batch, each by the command of whose action it was. Those that somebody changed
 * since stay as they are.
 */
export function undoChanges(
  { run }: Context,
  { batchId, changes }: { batchId: string; changes: readonly UndoableChange[] },
  actions: readonly QueueAction[],
): Promise<BulkResult> {
  const cases = changes.map(({ caseId: id, does }) => ({ id, does }));
  return oneByOne(batchId, cases, async ({ id: caseId, does }) => {
    const undo = actions.find((action) => action.does === does)?.undo ?? undoInBulk;
    await run(undo, { batchId, caseId }, { idempotencyKey: `undo:${batchId}:${caseId}` });
  });
}

/** Works on one case after another, and lists those that can't be done with the reason. */
export async function oneByOne<T extends { readonly id: string }>(
  batchId: string,
  cases: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<BulkResult> {
  const done: string[] = [];
  const failed: BulkFailure[] = [];
  for (const one of cases)
    try {
      await work(one);
      done.push(one.id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed.push({ id: one.id, code: error.code, message: error.faults[0]?.message ?? error.message });
    }
  return { batchId, done, failed };
}
