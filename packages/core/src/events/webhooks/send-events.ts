import { AdapterError } from '@moothall/adapter-sdk';
import {
  attemptDelivery,
  callsNow,
  cancelDelivery,
  claimDeliveries,
  guardedFetch,
  keepPause,
  noteCall,
  readHealth,
  type Delivery,
} from '../../adapters/index.js';
import { findEvents } from '../../jobs/index.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { shownTo, type ShownEvent } from '../shown-event.js';
import { outsiderOf } from './outsider.js';
import { reachOfWebhook } from './address.js';
import { listAllWebhooks } from './repository.js';
import { secretsOf, signedHeaders } from './signature.js';
import { instanceOf, type Webhook } from './types.js';

const callsAtOnce = 4;
/** Longer than an attempt may take. */
const leaseMs = MINUTE_MS;
/** After this, one with much to send lets the others have their turn. */
const turnMs = 5 * SECOND_MS;

/** Sends what is due to every webhook, each beside the others. */
export async function sendEvents(kernel: Kernel): Promise<void> {
  const webhooks = await listAllWebhooks(kernel.db.read(everyAuthority));
  await Promise.all(webhooks.map((webhook) => sendDue(kernel, webhook)));
}

/** In order for each subject: the next event of a case goes when the one before has arrived, or was given up. */
async function sendDue(kernel: Kernel, webhook: Webhook): Promise<void> {
  const instance = instanceOf(webhook);
  const worker = newId(kernel.clock, kernel.random);
  const began = kernel.clock.now();
  while (kernel.clock.now() - began <= turnMs) {
    const now = kernel.clock.now();
    const health = (await readHealth(kernel.db.read(everyAuthority))).get(instance);
    const limit = callsNow(health, now, callsAtOnce);
    if (limit === 0) return;
    const due = await claimDeliveries(kernel.db, { instance, now, until: now + leaseMs, worker, limit });
    if (due.length === 0) return;
    const events = await eventsOf(kernel, webhook, due);
    const ended = await Promise.all(due.map((one) => sendOne(kernel, webhook, one, events.get(one.subjectId))));
    if (ended.includes('stop')) return;
  }
}

async function eventsOf(
  kernel: Kernel,
  webhook: Webhook,
  due: readonly Delivery[],
): Promise<ReadonlyMap<string, ShownEvent>> {
  const db = kernel.db.read(outsiderOf(webhook));
  const ids = due.map(({ subjectId }) => subjectId);
  return new Map((await shownTo(db, await findEvents(db, ids))).map((event) => [event.id, event]));
}

/** What was restricted since, or is not kept any more, goes to nobody. */
async function sendOne(
  kernel: Kernel,
  webhook: Webhook,
  delivery: Delivery,
  event: ShownEvent | undefined,
): Promise<'go-on' | 'stop'> {
  if (!event) return await cancelDelivery(kernel, delivery, 'It may not be told any more, or is not kept any more.');
  const instance = instanceOf(webhook);
  let failure: unknown;
  const settle = async (
    _kernel: Kernel,
    _id: string,
    { how }: { readonly how: string },
    alongside: (db: Writes) => Promise<void>,
  ): Promise<void> => {
    await kernel.db.write(everyAuthority, async (db) => {
      await alongside(db);
      if (how === 'dead' && pauses(failure)) await keepPause(db, instance, { at: kernel.clock.now(), byName: null });
    });
  };
  return await attemptDelivery(kernel, { name: instance, settle }, delivery, async () => {
    try {
      await post(kernel, webhook, event);
    } catch (error) {
      failure = error;
      throw error;
    }
    return { reference: null };
  });
}

/** An address that wants no more, or to which nothing could be brought for a day. One event that is refused says nothing. */
function pauses(failure: unknown): boolean {
  return failure instanceof GoneError || (failure instanceof AdapterError && failure.code !== 'refused');
}

/** The far end says that it wants nothing more. */
class GoneError extends AdapterError {}

/** An event as it is sent; a test is of a kind and about a subject that no feed has. */
type SentEvent = Omit<ShownEvent, 'kind' | 'subject'> & {
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string };
};

/**
 * Posts an event, signed. Any status of 200 to 299 says that it has arrived.
 * @throws AdapterError
 */
export async function post(kernel: Kernel, webhook: Webhook, event: SentEvent): Promise<void> {
  const body = Buffer.from(JSON.stringify(bodyOf(event)));
  const secrets = await secretsOf(kernel, kernel.db.read(everyAuthority), webhook);
  const signed = signedHeaders(body, { id: event.id, at: kernel.clock.now(), secrets });
  const headers = { 'content-type': 'application/json', 'user-agent': 'Moothall', ...signed };
  const fetch = guardedFetch(reachOfWebhook(kernel, webhook), (call) => noteCall(kernel, call));
  const answer = await fetch(new URL(webhook.address), { method: 'POST', headers, body });
  if (!answer.ok) throw errorOf(answer);
}

/** The form of Standard Webhooks: what, when, and about which record. */
function bodyOf({ id, kind, authorityId, at, subject, data }: SentEvent) {
  return { type: kind, timestamp: new Date(at).toISOString(), data: { id, kind, authorityId, at, subject, data } };
}

function errorOf({ status, headers }: Response): AdapterError {
  const message = `The address answered ${status}.`;
  if (status === 410) return new GoneError('refused', `${message} It wants no more events.`);
  if (status === 401) return new AdapterError('sign_in_refused', message);
  if (status === 403) return new AdapterError('not_permitted', message);
  if (status === 429 || status === 503) return new AdapterError('rate_limited', message, waitOf(headers));
  return new AdapterError([400, 413, 422].includes(status) ? 'refused' : 'failed_at_far_end', message);
}

function waitOf(headers: Headers): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after') ?? 'none');
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * SECOND_MS } : {};
}
