import type { CommandContext } from '../kernel/command.js';
import { notFound, staleVersion } from '../kernel/errors.js';
import { alertErrors } from './alert-errors.js';
import { findAlert } from './repository.js';
import type { Alert, AlertState } from './types.js';

/**
 * The alert as its editor saw it, in the state that the change goes from, for somebody who didn't propose it.
 * @throws not_found; stale_version; alert_state; own_proposal
 */
export async function alertToChange(
  { db, actor }: CommandContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  from: AlertState,
): Promise<Alert> {
  const alert = await findAlert(db, id);
  if (!alert) throw notFound();
  if (alert.state !== from) throw alertErrors.wrongState({ facts: { state: alert.state } });
  if (alert.version !== expectedVersion) throw staleVersion({ facts: { version: alert.version } });
  if (from === 'proposed' && actor.kind === 'staff' && actor.staffId === alert.proposedById)
    throw alertErrors.ownProposal();
  return alert;
}
