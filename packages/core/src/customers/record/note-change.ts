import type { CommandContext } from '../../kernel/command.js';
import type { Customer } from '../types.js';
import { keepInStep } from '../write-repository.js';

interface Change {
  /** Ids and names of fields. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly personal?: Readonly<Record<string, unknown>>;
}

/** Ends a change of a customer: brings the row and its tokens in step, audits and tells. Answers the new version. */
export async function noteChange(context: CommandContext, customer: Customer, change: Change = {}): Promise<number> {
  const { id, authorityId } = customer;
  const version = await keepInStep(context.db, id);
  await context.audit({ authorityId, subject: { kind: 'customer', id }, ...change });
  await context.emit({ authorityId, topic: 'customer.changed', subjectId: id, payload: { id, version } });
  return version;
}
