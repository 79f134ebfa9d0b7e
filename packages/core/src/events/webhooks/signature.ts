import { createHmac } from 'node:crypto';
import { openSealed, sealSecret } from '../../identity/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { findSealed } from './repository.js';
import type { Webhook } from './types.js';

const prefix = 'whsec_';

/** A new secret: 256 random bits, written as Standard Webhooks has it. */
export function newWebhookSecret({ random }: Pick<Kernel, 'random'>): string {
  return prefix + random(32).toString('base64');
}

const purposeOf = (id: string): string => `webhook ${id}`;

export function sealWebhookSecret(kernel: Kernel, id: string, secret: string): string {
  return sealSecret(kernel, purposeOf(id), secret);
}

/** The secrets with which a webhook's deliveries are signed now: the one in use, and the former while both are good. */
export async function secretsOf(
  kernel: Kernel,
  db: Reads,
  { id, formerUntilAt }: Pick<Webhook, 'id' | 'formerUntilAt'>,
): Promise<string[]> {
  const sealed = await findSealed(db, id);
  const isBoth = formerUntilAt !== null && formerUntilAt > kernel.clock.now();
  const wanted = sealed ? [sealed.secret, ...(isBoth && sealed.former_secret ? [sealed.former_secret] : [])] : [];
  return wanted.map((each) => {
    const secret = openSealed(kernel, purposeOf(id), each);
    if (secret === undefined) throw new Error('a webhook’s secret was sealed with another key of the installation');
    return secret;
  });
}

/**
 * The headers of a delivery, after Standard Webhooks 1.0: the same id each time that an event is sent again, the time of
 * this attempt in seconds, and a signature of `id.time.body` (HMAC-SHA256) by each secret.
 */
export function signedHeaders(
  body: Buffer,
  { id, at, secrets }: { readonly id: string; readonly at: Instant; readonly secrets: readonly string[] },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
