import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import { attemptCall, insertCalls } from '../../adapters/index.js';
import { notFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findWebhook } from './repository.js';
import { post } from './send-events.js';
import { instanceOf } from './types.js';

/**
 * Sends one event of the kind `webhook.test`, now and once, and keeps the call in the log. Null: it arrived. The caller
 * has seen that it is of the actor's councils. @throws not_found
 */
export async function testWebhook(
  kernel: Kernel,
  id: string,
): Promise<{ readonly code: AdapterErrorCode; readonly detail: string } | null> {
  const webhook = await findWebhook(kernel.db.read(everyAuthority), id);
  if (!webhook) throw notFound();
  const { id: subjectId, authorityId } = webhook;
  const event = {
    ...{ id: newId(kernel.clock, kernel.random), kind: 'webhook.test', authorityId, at: kernel.clock.now() },
    ...{ subject: { kind: 'webhook', id: subjectId }, data: {} },
  } as const;
  const { outcome, calls } = await attemptCall(kernel, { name: instanceOf(webhook) }, null, () =>
    post(kernel, webhook, event),
  );
  await kernel.db.write(everyAuthority, (db) => insertCalls(db, calls));
  return outcome.ok ? null : { code: outcome.error.code, detail: outcome.error.message.slice(0, 500) };
}
