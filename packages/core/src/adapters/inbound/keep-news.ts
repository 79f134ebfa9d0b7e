import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { insertCalls } from '../health-repository.js';
import type { LoggedCall } from '../types.js';
import { inboundErrors } from './inbound-errors.js';
import { insertNews } from './news-repository.js';

const words = z.string().min(1).max(200);
const News = z
  .array(z.looseObject({ key: words, what: words, about: words.nullable(), at: z.number().int().min(0) }))
  .max(100);

/**
 * Keeps news that an adapter read, once each, and that it came, in one transaction. What was told before stays as it is.
 * @throws inbound_not_now where the adapter gives no news that can be kept
 */
export async function keepNews(kernel: Kernel, instance: string, read: unknown, bytes: number): Promise<void> {
  const news = News.safeParse(read);
  if (!news.success) throw inboundErrors.notNow({ retryAfterS: 3600, cause: news.error });
  const now = kernel.clock.now();
  const rows = news.data.map((one) => ({
    ...{ id: newId(kernel.clock, kernel.random), instance, key: one.key, what: one.what, about: one.about },
    // A far end whose clock is ahead would have the last word for as long.
    ...{ happenedAt: Math.min(one.at, now), receivedAt: now, said: one, attempts: 0 },
  }));
  await kernel.db.write(everyAuthority, async (db) => {
    await insertNews(db, rows);
    await insertCalls(db, [inboundCall(kernel, instance, now, { status: 204, bytes })]);
  });
}

/** Keeps in the log of calls that something was refused, and nothing of what it was. */
export async function noteRefused(
  kernel: Kernel,
  instance: string,
  about: { readonly status: number; readonly bytes: number },
): Promise<void> {
  const call = inboundCall(kernel, instance, kernel.clock.now(), about);
  await kernel.db.write(everyAuthority, (db) => insertCalls(db, [call]));
}

function inboundCall(
  kernel: Kernel,
  instance: string,
  at: Instant,
  { status, bytes }: { readonly status: number; readonly bytes: number },
): LoggedCall {
  const id = newId(kernel.clock, kernel.random);
  const said = { method: 'POST', address: 'came in', status, reason: null, sentBytes: 0, answerBytes: bytes };
  return { id, instance, deliveryId: null, at, ...said };
}
