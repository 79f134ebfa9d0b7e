import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { findPair, setDismissed, type CustomerPair } from '../duplicates/duplicates-repository.js';
import { findCustomers } from '../repository.js';

const input = z.strictObject({ id: uuidField, expectedVersion: versionField });
const output = z.object({ id: z.string(), version: z.number() });

/**
 * Remembers that two records are not of one customer: they are not shown again until one of them changes.
 * @throws not_found; stale_version
 */
export const dismissDuplicate = defineCommand({
  name: 'customers.dismiss-duplicate',
  permission: 'customers.review-duplicates',
  input,
  output,
  run: async (context, { id, expectedVersion }) => {
    const pair = await pairToChange(context, id, expectedVersion);
    const found = await findCustomers(context.db, [pair.customerId, pair.otherId]);
    const versionOf = (customer: string): number => found.find((one) => one.id === customer)?.version ?? 0;
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const versions = [versionOf(pair.customerId), versionOf(pair.otherId)] as const;
    return await change(context, pair, { at: context.now, by, versions });
  },
});

/** Takes back that two records are not of one customer. @throws not_found; stale_version */
export const undoDismissal = defineCommand({
  name: 'customers.undo-dismissal',
  permission: 'customers.review-duplicates',
  input,
  output,
  run: async (context, { id, expectedVersion }) =>
    await change(context, await pairToChange(context, id, expectedVersion), null),
});

async function pairToChange({ db }: CommandContext, id: string, expectedVersion: number): Promise<CustomerPair> {
  const pair = await findPair(db, id);
  if (!pair) throw notFound();
  if (pair.version !== expectedVersion) throw staleVersion({ facts: { version: pair.version } });
  return pair;
}

async function change(
  context: CommandContext,
  pair: CustomerPair,
  dismissed: Parameters<typeof setDismissed>[2],
): Promise<{ id: string; version: number }> {
  const { id, authorityId, customerId, otherId, version } = pair;
  const changed = await setDismissed(context.db, pair, dismissed);
  if (changed === 0) throw staleVersion({ facts: { version } });
  await context.audit({ authorityId, subject: { kind: 'customer-pair', id }, details: { customerId, otherId } });
  return { id, version: version + 1 };
}
