import { z } from 'zod';
import type { Command, CommandContext } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { findLatestEvent } from '../events-repository.js';
import type { Case, CaseEventKind } from '../types.js';
import { insertBulkChange } from './bulk-repository.js';

/** A change of a batch that is to be taken back. */
export const BatchedCase = z.strictObject({ batchId: uuidField, caseId: uuidField });

/**
 * What another capability does to several cases of a queue. The queue's bar offers it beside what cases do themselves,
 * and Undo takes it back with its own command. `app` hands them in, so that cases know nothing of who does it.
 */
export interface QueueAction {
  /** As it is kept with each case: `message`. */
  readonly does: string;
  readonly text: string;
  /** The letter that presses its button. */
  readonly key: string;
  /** Besides `cases.change-many`. */
  readonly permission: string;
  /** Its page, which takes the ids of the chosen cases as `case` and the queue to come back to as `back`. */
  readonly href: string;
  /** Takes back what was done to one case: `changeToUndo` first, `markUndone` after. */
  readonly undo: Command<typeof BatchedCase, { readonly id: string }>;
}

/** Remembers what an action made for a case, so that whoever did it can take it back. */
export async function rememberAction(
  context: CommandContext,
  { id: caseId, authorityId, version }: Pick<Case, 'id' | 'authorityId' | 'version'>,
  made: { readonly batchId: string; readonly does: string; readonly madeId: string; readonly wrote: CaseEventKind },
): Promise<void> {
  const { batchId, does, madeId, wrote } = made;
  const eventId = await findLatestEvent(context.db, caseId, wrote);
  if (eventId === undefined) throw new Error(`${does} wrote nothing into the case's history`);
  const change = { id: context.newId(), authorityId, batchId, caseId, does, before: { madeId }, eventId, version };
  await insertBulkChange(context, change);
}
