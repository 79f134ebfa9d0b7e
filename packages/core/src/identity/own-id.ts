import type { Actor } from '../kernel/actor.js';
import { notAllowed } from '../kernel/errors.js';

/** The person whose own account a command changes. @throws not_allowed for the system and for API tokens */
export function ownId(actor: Actor): string {
  if (actor.kind !== 'staff' || actor.via !== 'session') throw notAllowed();
  return actor.staffId;
}
