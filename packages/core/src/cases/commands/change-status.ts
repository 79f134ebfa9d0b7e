import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line, longText, uuidField, versionField } from '../../kernel/input.js';
import { caseToChange, refuseClash } from '../case-to-change.js';
import { definitionOf } from '../definitions.js';
import { noteLength } from '../log/log-input.js';
import { moveCase } from '../move-case.js';

export const MovedCaseShape = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  dueAt: z.number().nullable(),
});

/** What every move along the lifecycle takes. */
export const moveFields = {
  caseId: uuidField,
  expectedVersion: versionField,
  /** The status that the page showed: the same one now, and other changes of the case don't clash. */
  baseStatus: line(64).optional(),
  note: longText(noteLength).optional(),
};

/**
 * Moves a case along its service's lifecycle. An event that closes it takes an outcome.
 * @throws stale_version; status_not_allowed; bad_input on `outcome`
 */
export const changeStatus = defineCommand({
  name: 'cases.change-status',
  permission: 'cases.work',
  input: z.strictObject({ ...moveFields, event: line(64), outcome: line(64).optional() }),
  output: MovedCaseShape,
  run: async (context, { caseId, expectedVersion, baseStatus, ...move }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'status', { expectedVersion, base: baseStatus });
    return await moveCase(context, await definitionOf(context.db, current.serviceVersionId), current, move);
  },
});
