import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line } from '../../kernel/input.js';
import { allowedTransitions, findStatus, type ServiceDefinition } from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, refuseClash } from '../case-to-change.js';
import { definitionOf } from '../definitions.js';
import { moveCase } from '../move-case.js';
import type { Case } from '../types.js';
import { MovedCaseShape, moveFields } from './change-status.js';

/**
 * Closes a case with its outcome, by the event given or by the first of its lifecycle that closes it from here.
 * @throws stale_version; status_not_allowed; bad_input on `outcome`
 */
export const resolveCase = defineCommand({
  name: 'cases.resolve-case',
  permission: 'cases.work',
  input: z.strictObject({ ...moveFields, event: line(64).optional(), outcome: line(64) }),
  output: MovedCaseShape,
  run: async (context, { caseId, expectedVersion, baseStatus, event, ...move }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'status', { expectedVersion, base: baseStatus });
    const definition = await definitionOf(context.db, current.serviceVersionId);
    const closing = eventTo(definition, current, 'closed', event);
    return await moveCase(context, definition, current, { ...move, event: closing });
  },
});

/** The event that leads from the case's status into or out of closure. @throws status_not_allowed */
export function eventTo(
  { lifecycle }: ServiceDefinition,
  { status }: Case,
  end: 'closed' | 'open',
  event: string | undefined,
): string {
  const fits = allowedTransitions(lifecycle, status).filter(
    ({ to }) => (findStatus(lifecycle, to)?.kind === 'closed') === (end === 'closed'),
  );
  const chosen = event === undefined ? fits[0] : fits.find((transition) => transition.event === event);
  if (chosen) return chosen.event;
  const asked = end === 'closed' ? 'be closed' : 'be opened again';
  throw caseErrors.notFromHere({ facts: { status } }, `The case can’t ${asked} that way from its status. Reload it.`);
}
