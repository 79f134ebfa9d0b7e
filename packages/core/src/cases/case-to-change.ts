import type { CommandContext } from '../kernel/command.js';
import { notFound, staleVersion } from '../kernel/errors.js';
import { findCase, updateCase, type CaseChanges } from './repository.js';
import { refuseUnlessOpen } from './restricted/restricted-access.js';
import type { Case } from './types.js';

/** The case that a command is about, within the authorities in which its permission is held. @throws not_found, case_reason_needed */
export async function caseToChange(context: CommandContext, id: string): Promise<Case> {
  const found = await findCase(context.db, id);
  if (!found) throw notFound();
  await refuseUnlessOpen(context, found);
  return found;
}

/**
 * Refuses a change of a field that somebody else changed after the page was opened. Changes of other fields don't clash.
 * @throws stale_version naming the field
 */
export function refuseClash(
  current: Case,
  field: 'status' | 'assigneeId' | 'teamId' | 'restriction',
  seen: { readonly expectedVersion: number; readonly base?: string | null | undefined },
): void {
  if (current.version === seen.expectedVersion) return;
  if (seen.base !== undefined && seen.base === current[field]) return;
  throw staleVersion({ facts: { fields: [field], version: current.version } });
}

/** Saves changes of the case as it was read. @throws stale_version when somebody was faster */
export async function saveCase(context: CommandContext, current: Case, changes: CaseChanges): Promise<number> {
  if (!(await updateCase(context.db, current, changes, context.now)))
    throw staleVersion({ facts: { fields: Object.keys(changes), version: current.version + 1 } });
  return current.version + 1;
}
