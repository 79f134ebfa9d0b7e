import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { BulkChange } from '../queue/bulk-input.js';
import { insertBulkChange, type CaseBefore, type MadeChange } from '../queue/bulk-repository.js';
import { caseToChange } from '../case-to-change.js';
import { findLatestEvent } from '../events-repository.js';
import type { Case, CaseEventKind } from '../types.js';
import { addNote } from './add-note.js';
import { assignCase } from './assign-case.js';
import { changeStatus } from './change-status.js';
import { editCase } from './edit-case.js';
import { linkCases } from './link-cases.js';

/**
 * Changes one case of several that were chosen together, as the single command would, and remembers how it was, so that
 * the person can undo it. Needs the permission of the single change as well.
 * @throws what the single change throws
 */
export const changeInBulk = defineCommand({
  name: 'cases.change-in-bulk',
  permission: 'cases.change-many',
  input: z.strictObject({
    /** One for all cases that were chosen together. */
    batchId: uuidField,
    caseId: uuidField,
    expectedVersion: versionField,
    change: BulkChange,
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { batchId, caseId, expectedVersion, change }) => {
    const current = await caseToChange(context, caseId);
    const { version, madeId } = await apply(context, current, expectedVersion, change);
    const { authorityId } = current;
    const before = { ...beforeOf(current, change), ...(madeId === undefined ? {} : { madeId }) };
    const eventId = await findLatestEvent(context.db, caseId, eventKind[change.does]);
    const id = context.newId();
    // A priority that the case had already changes nothing, so there is nothing to undo.
    const isChanged = onlyAdds(change) || version !== current.version;
    if (isChanged && eventId !== undefined)
      await insertBulkChange(context, {
        id,
        authorityId,
        batchId,
        caseId,
        does: change.does,
        before,
        eventId,
        version,
      });
    const details = { batchId, does: change.does };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    return { id: caseId, version };
  },
});

const eventKind: Readonly<Record<BulkChange['does'], CaseEventKind>> = {
  assign: 'assigned',
  move: 'status',
  prioritise: 'edited',
  note: 'note',
  link: 'linked',
};

/** Whether a change adds to a case and leaves the rest of it as it is: two people's never clash. */
export function onlyAdds({ does }: Pick<MadeChange, 'does'>): boolean {
  return does === 'note' || does === 'link';
}

interface Applied {
  /** Of the case after the change. */
  readonly version: number;
  /** A link's id. */
  readonly madeId?: string;
}

async function apply(
  context: CommandContext,
  current: Case,
  expectedVersion: number,
  change: BulkChange,
): Promise<Applied> {
  const from = { caseId: current.id, expectedVersion };
  switch (change.does) {
    case 'assign':
      return await context.call(assignCase, { ...from, assigneeId: change.assigneeId });
    case 'move': {
      const { event, outcome } = change;
      return await context.call(changeStatus, { ...from, event, ...(outcome === undefined ? {} : { outcome }) });
    }
    case 'prioritise':
      return await context.call(editCase, { ...from, changes: { priority: change.priority } });
    case 'note':
      await context.call(addNote, { caseId: current.id, text: change.text, visibility: change.visibility });
      return { version: current.version };
    case 'link': {
      const { relation, other } = change;
      const { id: madeId } = await context.call(linkCases, { caseId: current.id, relation, other });
      return { version: current.version, madeId };
    }
  }
}

function beforeOf(current: Case, { does }: BulkChange): CaseBefore {
  switch (does) {
    case 'assign':
      return { assigneeId: current.assigneeId, assigneeName: current.assigneeName };
    case 'move':
      return {
        status: current.status,
        statusKind: current.statusKind,
        outcome: current.outcome,
        closedAt: current.closedAt,
      };
    case 'prioritise':
      return { priority: current.priority };
    case 'note':
    case 'link':
      return {};
  }
}
