import { AdapterError, isSignedWith, type InboundNews, type NotificationsInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { createHmac } from 'node:crypto';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { storageBusy } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { aMessageFarEnd, anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { startHttp, type Answer, type TestHttp } from '../../testing/http.js';
import { createDispatcher } from '../dispatcher.js';
import { queueDelivery } from '../queue-delivery.js';
import type { Courier } from '../types.js';
import { callerLimit } from './caller-limit.js';
import type { Listener } from './inbound-types.js';

const key = 'a-key-of-the-far-end';
const sign = (body: string): string => createHmac('sha256', key).update(body).digest('hex');

/** A connection whose far end signs what it tells. */
function aTeller(about: Partial<Omit<ConfiguredAdapter, 'part'>> = {}): ConfiguredAdapter {
  const { part } = aMessageFarEnd(['R1'], { became: () => [] }).adapter;
  if (part.state !== 'running') throw new Error('the far end runs');
  const receive: NonNullable<NotificationsInstance['receive']> = async ({ body, headers }) => {
    if (!isSignedWith(key, { body, signature: headers['x-signature'] ?? '' }))
      throw new AdapterError('sign_in_refused', 'The signature doesn’t fit.');
    try {
      return JSON.parse(Buffer.from(body).toString('utf8')) as never;
    } catch {
      throw new AdapterError('unreadable_answer', 'It is not JSON.');
    }
  };
  return anAdapter('notifications', { ...part.instance, receive }, { name: 'teller', ...about });
}

const news = (changes: Partial<InboundNews> & object = {}): InboundNews[] => [
  { key: 'k-1', what: 'outcome', about: 'R1', at: testNow, ...{ reference: 'R1', outcome: 'delivered' }, ...changes },
];

onBothEngines('what other systems tell', (world) => {
  let http: TestHttp;
  let kernel: Kernel;
  let kept: { readonly subjectId: string; readonly outcome: string }[];
  let fails: Error | undefined;
  const courier: Courier<'notifications', { id: string }> = {
    ...{ operation: 'notifications.send', kind: 'notifications', title: 'Test' },
    takes: () => true,
    begin: async (_kernel, id) => ({ id }),
    call: async () => ({ reference: 'R1' }),
    outcomes: {
      knows: () => true,
      ask: async () => [],
      keep: async (under, subjectId, outcome, alongside) => {
        if (fails) throw fails;
        await under.db.write(everyAuthority, alongside);
        kept.push({ subjectId, outcome: String(outcome) });
      },
    },
    settle: (under, _id, _how, alongside) => under.db.write(everyAuthority, alongside),
  };
  const open = async (...list: readonly ConfiguredAdapter[]): Promise<void> => {
    await http?.close();
    kernel = connectedTo(world().kernel, ...list);
    http = await startHttp({ ...world(), kernel });
  };
  const rows = async (table = 'inbound_news'): Promise<Record<string, unknown>[]> => {
    const db = kernel.db.read(everyAuthority);
    return await db.rows(db.from(table).select('*').orderBy('id'));
  };
  const states = async () => (await rows()).map(({ state }) => state);
  beforeEach(async () => {
    world().clock.set(testNow);
    kept = [];
    fails = undefined;
    await open(aTeller());
    await kernel.db.write(everyAuthority, async (db) => {
      for (const table of ['inbound_news', 'adapter_calls', 'deliveries'])
        for (const { id } of await rows(table)) await db.remove(table, { id: String(id) });
      for (const { instance } of await db.rows<{ instance: string }>(db.from('adapter_states').select('instance')))
        await db.remove('adapter_states', { instance });
    });
  });
  after(() => http.close());

  const tell = (said: unknown, headers: Record<string, string> = {}, at = 'teller'): Promise<Answer> => {
    const body = typeof said === 'string' ? said : JSON.stringify(said);
    const signed = { 'X-Signature': sign(body), 'Content-Type': 'application/json', ...headers };
    return post(`/adapters/${at}/in`, body, signed);
  };
  /** As it is, and not as a browser would send it. */
  const post = async (path: string, body: string, headers: Record<string, string>): Promise<Answer> => {
    const response = await fetch(http.address + path, { method: 'POST', body, headers, redirect: 'manual' });
    const common = { headers: response.headers, location: '', setCookies: [], text: await response.text() };
    return { status: response.status, ...common };
  };
  const dispatcher = (listeners: readonly Listener[] = []) => createDispatcher(kernel, [courier], listeners);
  /** Something that the far end took and calls R1. */
  const aDelivered = async (authorityId = dunmere): Promise<string> => {
    const id = world().newId();
    const about = { authorityId, orderKey: id, service: null, variant: 'email' };
    await queueDelivery(kernel, courier, { ...about, subjectId: id, idempotencyKey: id });
    await dispatcher().runDue();
    return id;
  };

  it('is kept before it is answered, taken in once, and nothing of it stays but that it came', async () => {
    const id = await aDelivered();
    expect([(await tell(news())).status, await states()]).to.deep.equal([204, ['new']]);
    await dispatcher().runDue();
    expect(kept).to.deep.equal([{ subjectId: id, outcome: 'delivered' }]);
    expect((await rows())[0]).to.include({ state: 'taken', said: null, news_key: 'k-1' });
    const [{ outcome_due_at: due }] = (await rows('deliveries')) as [{ outcome_due_at: unknown }];
    expect(due, 'it is asked for no more').to.equal(null);
  });

  it('told again, at once or a week later, or twice in one moment, is taken once', async () => {
    await aDelivered();
    const answers = await Promise.all([tell(news()), tell(news()), tell(news())]);
    await dispatcher().runDue();
    world().clock.advance(7 * DAY_MS);
    await dispatcher().lookAfter();
    answers.push(await tell(news()));
    await Promise.all([dispatcher().runDue(), dispatcher().runDue()]);
    expect(answers.map(({ status }) => status)).to.deep.equal([204, 204, 204, 204]);
    expect([kept.length, await states()]).to.deep.equal([1, ['taken']]);
    world().clock.advance(8 * DAY_MS);
    await dispatcher().lookAfter();
    expect(await states(), 'it is forgotten after two weeks').to.deep.equal([]);
  });

  it('comes in any order: older news never stands in for newer', async () => {
    await aDelivered();
    const older = { key: 'k-0', at: testNow - HOUR_MS, outcome: 'not-reached' };
    await tell(news());
    await dispatcher().runDue();
    await tell(news(older));
    await tell(news({ key: 'k-2', about: 'another', reference: 'unknown', at: testNow - DAY_MS } as object));
    await dispatcher().runDue();
    expect(kept.map(({ outcome }) => outcome)).to.deep.equal(['delivered']);
    expect((await states()).sort()).to.deep.equal(['late', 'new', 'taken']);
    // Together they are taken in the order in which they happened.
    const first = { key: 'k-3', about: 'x', at: testNow - 1, outcome: 'not-reached' };
    await tell([...news({ key: 'k-4', about: 'x' }), ...news(first)]);
    await dispatcher().runDue();
    expect(kept.map(({ outcome }) => outcome)).to.deep.equal(['delivered', 'not-reached', 'delivered']);
  });

  it('waits until what it is about is known here, and for no longer than that can take', async () => {
    await tell(news());
    await dispatcher().runDue();
    expect(await states()).to.deep.equal(['new']);
    const id = await aDelivered();
    world().clock.advance(10 * SECOND_MS);
    await dispatcher().runDue();
    expect([kept, await states()]).to.deep.equal([[{ subjectId: id, outcome: 'delivered' }], ['taken']]);
    await tell(news({ key: 'k-9', about: null, ...{ reference: 'of another system' } }));
    for (let look = 0; look < 8; look += 1) {
      await dispatcher().runDue();
      world().clock.advance(HOUR_MS);
    }
    expect((await states()).sort()).to.deep.equal(['not-ours', 'taken']);
  });

  it('is of no use where the connection doesn’t serve the council, or nothing listens to it', async () => {
    await aDelivered(castlebridge);
    await open(aTeller({ authorityIds: [dunmere] }));
    await tell(news());
    await tell(news({ key: 'k-2', what: 'weather' }));
    await dispatcher().runDue();
    expect([kept, await states()]).to.deep.equal([[], ['not-ours', 'not-ours']]);
  });

  it('that can’t be taken in is tried again for a day, then shown as given up', async () => {
    await aDelivered();
    fails = new Error('out of order');
    await tell(news());
    await dispatcher().runDue();
    expect(await states()).to.deep.equal(['new']);
    world().clock.advance(DAY_MS + MINUTE_MS);
    await dispatcher().runDue();
    expect(await states()).to.deep.equal(['given-up']);
    expect((await figures())['moothall_adapter{adapter="teller",figure="news_given_up"}']).to.equal(1);
  });

  it('is refused alike from who isn’t the far end, and for a connection that isn’t there or listens to nothing', async () => {
    await open(aTeller(), { ...aMessageFarEnd().adapter, name: 'deaf' });
    const answers = [
      await tell(news(), { 'X-Signature': '' }),
      await tell(news(), { 'X-Signature': `${sign(JSON.stringify(news())).slice(0, -1)}%C5%B5` }),
      await tell(news(), { 'X-Signature': sign(`${JSON.stringify(news())} `) }),
      await tell(news(), {}, 'deaf'),
      await tell(news(), {}, 'nobody'),
    ];
    const said = answers.map(({ status, text }) => `${status} ${text.replace(/[0-9a-f-]{36}|urn:[^"]+/g, '')}`);
    expect(new Set(said).size, [...new Set(said)].join('\n')).to.equal(1);
    expect([answers[0]?.status, await states()]).to.deep.equal([401, []]);
    const calls = await rows('adapter_calls');
    expect(calls.map(({ instance, status, address }) => [instance, status, address])).to.deep.equal(
      Array.from({ length: 3 }, () => ['teller', 401, 'came in']),
    );
    expect(await figures()).to.include({
      'moothall_inbound_refused_total{adapter="teller"}': 3,
      'moothall_inbound_refused_total{adapter="none"}': 2,
    });
  });

  it('waits at its far end while the connection is paused', async () => {
    await kernel.db.write(everyAuthority, (db) => db.insert('adapter_states', { instance: 'teller', paused_at: 1 }));
    const answer = await tell(news());
    expect([answer.status, answer.headers.get('Retry-After'), await states()]).to.deep.equal([503, '300', []]);
    expect((await tell(news(), { 'X-Signature': 'x' })).status).to.equal(401);
  });

  it('is refused where it is huge, cut short, no JSON, no news, or no POST', async () => {
    expect((await tell('x'.repeat(1_100_000))).status).to.equal(413);
    expect((await tell('{"key":')).status).to.equal(400);
    expect((await tell('[{"key":""}]')).status).to.equal(503);
    expect((await tell(Array.from({ length: 101 }, () => news()[0]))).status).to.equal(503);
    expect((await http.browser().get('/adapters/teller/in')).status).to.equal(404);
    expect((await http.browser().get(`/adapters/${'x'.repeat(50)}/in`)).status).to.equal(404);
    expect(await states()).to.deep.equal([]);
  });

  it('is answered with success only once it is kept', async () => {
    const { db } = kernel;
    const broken = { ...kernel, db: { ...db, read: db.read.bind(db), write: () => Promise.reject(storageBusy()) } };
    await http.close();
    http = await startHttp({ ...world(), kernel: broken });
    expect((await tell(news())).status).to.equal(503);
    await open(aTeller());
    expect([(await tell(news())).status, await states()]).to.deep.equal([204, ['new']]);
  });

  const figures = async (): Promise<Record<string, number>> => {
    const { text } = await http.browser().get('/metrics');
    const lines = text.split('\n').filter((line) => /^moothall_(adapter|inbound)/.test(line));
    return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
  };
});

describe('how much callers may ask', () => {
  it('is little for whoever guesses, and none the less for others', () => {
    const limit = callerLimit();
    let now = 0;
    const guess = (): boolean => {
      if (limit.take('guesser', 1, now) > 0) return false;
      limit.charge('guesser', 20, now);
      return true;
    };
    let guesses = 0;
    while (guess()) guesses += 1;
    expect(guesses).to.equal(29);
    for (now = 1000; now <= 60_000; now += 1000) if (guess()) guesses += 1;
    expect(guesses, 'in a minute').to.be.within(55, 59);
    for (let index = 0; index < 600; index += 1) expect(limit.take('far end', 1, now)).to.equal(0);
    expect([limit.take('far end', 1, now), limit.take('far end', 1, now + 100)]).to.deep.equal([1, 0]);
  });
});
