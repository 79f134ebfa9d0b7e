import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import { staleVersion } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { backOffMs } from '../delivery-rules.js';
import type { KeptNews, Listener, NewsState } from './inbound-types.js';
import { claimNews, hasNewer, putNewsOff, settleNews } from './news-repository.js';

const atOnce = 50;
/** What a server had begun that was killed rests for so long. */
const claimMs = MINUTE_MS;
/** What it is about may be kept a moment later: the far end heard of it as soon as we did. 10 s, 20 s … 21 min. */
const firstLookMs = 10 * SECOND_MS;
const mostLooks = 8;
const giveUpAfterMs = DAY_MS;

/** Takes what the far end of an instance told and nobody has taken. Answers how much was taken. */
export async function takeNews(
  kernel: Kernel,
  listeners: readonly Listener[],
  one: ConfiguredAdapter,
): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = kernel.clock.now();
    const due = await claimNews(kernel.db, { instance: one.name, now, until: now + claimMs, limit: atOnce });
    for (const news of due) if ((await takeOne(kernel, listeners, one, news)) === 'taken') taken += 1;
    if (due.length < atOnce) return taken;
  }
}

/** What fails here is tried again for a day, and holds up nothing else. */
async function takeOne(
  kernel: Kernel,
  listeners: readonly Listener[],
  one: ConfiguredAdapter,
  news: KeptNews,
): Promise<NewsState> {
  const { attempts, receivedAt } = news;
  try {
    const state = await listenTo(kernel, listeners, one, news);
    if (state === 'taken') return state;
    if (state !== 'not-yet') return await settle(kernel, news, state);
    if (attempts >= mostLooks) return await settle(kernel, news, 'not-ours');
    return await putOff(kernel, news, firstLookMs * 2 ** (attempts - 1));
  } catch (error) {
    kernel.log.error({ err: error, adapter: one.name, attempts }, 'what another system told could not be taken');
    if (kernel.clock.now() - receivedAt > giveUpAfterMs) return await settle(kernel, news, 'given-up');
    return await putOff(kernel, news, backOffMs(attempts, kernel.random(1)[0] ?? 0));
  }
}

async function listenTo(
  kernel: Kernel,
  listeners: readonly Listener[],
  one: ConfiguredAdapter,
  news: KeptNews,
): Promise<'taken' | 'late' | 'not-yet' | 'not-ours'> {
  const listener = listeners.find(({ kind, what }) => kind === one.part.kind && what === news.what);
  if (!listener) return 'not-ours';
  if (await hasNewer(kernel.db.read(everyAuthority), news)) return 'late';
  return await listener.take(kernel, one, news, async (db) => {
    if (!(await settleNews(unscoped(db), news, 'taken', kernel.clock.now()))) throw staleVersion();
  });
}

async function settle(kernel: Kernel, news: KeptNews, state: Exclude<NewsState, 'new'>): Promise<NewsState> {
  await kernel.db.write(everyAuthority, (db) => settleNews(db, news, state, kernel.clock.now()));
  return state;
}

async function putOff(kernel: Kernel, news: KeptNews, waitMs: number): Promise<NewsState> {
  await kernel.db.write(everyAuthority, (db) => putNewsOff(db, news, kernel.clock.now() + waitMs));
  return 'new';
}

const unscoped = (db: Writes): Writes => db.within(everyAuthority);
