import type { CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { findWebhook } from './repository.js';
import type { Webhook } from './types.js';

/** A webhook of the actor's councils. @throws not_found */
export async function heldWebhook({ db }: Pick<CommandContext, 'db'>, id: string): Promise<Webhook> {
  const found = await findWebhook(db, id);
  if (!found) throw notFound();
  return found;
}

/** The same, as it was read. @throws not_found; stale_version */
export async function webhookAt(
  context: Pick<CommandContext, 'db'>,
  id: string,
  expectedVersion: number,
): Promise<Webhook> {
  const found = await heldWebhook(context, id);
  const { version } = found;
  if (version !== expectedVersion) throw staleVersion({ facts: { version } });
  return found;
}
