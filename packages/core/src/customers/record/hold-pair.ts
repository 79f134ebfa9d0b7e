import type { CommandContext } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { holdOpen } from '../restricted/hold-open.js';
import type { Customer } from '../types.js';

interface Pair {
  readonly customerId: string;
  readonly otherId: string;
}

/**
 * Two customers of one authority, held in the order of their ids so that two such commands never wait for each other.
 * @throws bad_input on `otherId` when it is the same record; as `holdOpen`
 */
export async function holdPair(
  context: CommandContext,
  { customerId, otherId }: Pair,
): Promise<{ readonly customer: Customer; readonly other: Customer }> {
  const held = new Map<string, Customer>();
  for (const id of [...new Set([customerId, otherId])].sort()) held.set(id, await holdOpen(context, id));
  const [customer, other] = [held.get(customerId), held.get(otherId)] as [Customer, Customer];
  if (customerId === otherId || customer.authorityId !== other.authorityId)
    throw badInput({ faults: [{ field: 'otherId', message: 'Choose another customer of the same authority' }] });
  return { customer, other };
}

/** @throws stale_version when the record has changed since that version */
export function refuseStale({ version }: Customer, expectedVersion: number): void {
  if (version !== expectedVersion) throw staleVersion({ facts: { version } });
}
