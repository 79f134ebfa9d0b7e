import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, refuseClash } from '../case-to-change.js';
import { definitionOf } from '../definitions.js';
import { moveCase } from '../move-case.js';
import { MovedCaseShape, moveFields } from './change-status.js';
import { eventTo } from './resolve-case.js';

/** Opens a closed case again; its clock goes on where it stopped. @throws stale_version; status_not_allowed */
export const reopenCase = defineCommand({
  name: 'cases.reopen-case',
  permission: 'cases.work',
  input: z.strictObject({ ...moveFields, event: line(64).optional() }),
  output: MovedCaseShape,
  run: async (context, { caseId, expectedVersion, baseStatus, event, ...move }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'status', { expectedVersion, base: baseStatus });
    if (current.statusKind !== 'closed') throw caseErrors.notFromHere({}, 'The case is open already. Reload it.');
    const definition = await definitionOf(context.db, current.serviceVersionId);
    return await moveCase(context, definition, current, {
      ...move,
      event: eventTo(definition, current, 'open', event),
    });
  },
});
