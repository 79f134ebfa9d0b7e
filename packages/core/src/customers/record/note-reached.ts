import type { CommandContext } from '../../kernel/command.js';
import { findReachable } from '../repository.js';
import type { ContactPoint } from '../types.js';
import { markFailing } from '../write-repository.js';
import { noteChange } from './note-change.js';

/**
 * Keeps on a customer's record whether a message found somebody at a mail address or number. Nothing changes where that is
 * known already, or where it isn't on the record any more.
 */
export async function noteReached(
  context: CommandContext,
  {
    customerId,
    kind,
    value,
    reached,
  }: Pick<ContactPoint, 'customerId' | 'kind' | 'value'> & { readonly reached: boolean },
): Promise<void> {
  const customer = await findReachable(context.db, customerId);
  const point = customer?.contactPoints.find((each) => each.kind === kind && each.value === value);
  if (!customer || !point || (point.failingSince === null) === reached) return;
  await markFailing(context.db, point.id, reached ? null : context.now);
  await noteChange(context, customer, { details: { contactPointId: point.id, reached } });
}
