import { notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findWebhook } from './repository.js';
import { secretsOf } from './signature.js';

/** The secret in use, for the one answer to whoever has just had it made. */
export async function shownSecret(kernel: Kernel, id: string): Promise<string> {
  const db = kernel.db.read(everyAuthority);
  const webhook = await findWebhook(db, id);
  const [secret] = webhook ? await secretsOf(kernel, db, webhook) : [];
  if (secret === undefined) throw notFound();
  return secret;
}
