import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { runQuery } from '../kernel/query.js';
import { everyAuthority } from '../kernel/scope.js';
import { aMessageFarEnd, connectedTo } from '../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { pauseAdapter } from './commands/pause-adapter.js';
import { replayDeliveries } from './commands/replay-deliveries.js';
import { settleDelivery } from './commands/settle-delivery.js';
import { createDispatcher } from './dispatcher.js';
import { getAdapter, listAdapterDeliveries, listAdapters } from './queries.js';
import { queueDelivery } from './queue-delivery.js';
import { findDelivery } from './repository.js';
import type { Courier, Delivery, Ended } from './types.js';

onBothEngines('deliveries', (world) => {
  beforeEach(async () => {
    world().clock.set(testNow);
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (const { id } of await db.rows<{ id: string }>(db.from('deliveries').select('id')))
        await db.remove('deliveries', { id });
      for (const { instance } of await db.rows<{ instance: string }>(db.from('adapter_states').select('instance')))
        await db.remove('adapter_states', { instance });
    });
  });

  /** Carries ids alone, and keeps how each ended. */
  const aCourier = () => {
    const ended: Ended['how'][] = [];
    const gone = new Set<string>();
    const courier: Courier<'notifications', { id: string }> = {
      ...{ operation: 'notifications.send', kind: 'notifications', title: 'Test' },
      takes: () => true,
      begin: async (_kernel, id) => (gone.has(id) ? undefined : { id }),
      call: ({ instance }, { id }) =>
        instance.send({ id, channel: 'email', language: 'en', recipientName: '', address: '', subject: '', body: '' }),
      settle: async (kernel, _id, how, alongside) => {
        ended.push(how.how);
        await kernel.db.write(everyAuthority, alongside);
      },
    };
    return { courier, ended, gone };
  };
  const carried = aCourier();
  const connected = (...list: readonly ConfiguredAdapter[]): Kernel => connectedTo(world().kernel, ...list);
  const queue = async (kernel: Kernel, about: Partial<Delivery> = {}): Promise<string> => {
    const id = world().newId();
    const usual = { authorityId: dunmere, orderKey: id, service: null, variant: 'email' };
    await queueDelivery(kernel, carried.courier, { ...usual, subjectId: id, idempotencyKey: id, ...about });
    world().clock.advance(1);
    return id;
  };
  const dispatch = (kernel: Kernel) => createDispatcher(kernel, [carried.courier]).runDue();
  const deliveries = async (): Promise<Record<string, unknown>[]> => {
    const db = world().kernel.db.read(everyAuthority);
    return await db.rows(db.from('deliveries').select('*').orderBy('queued_at'));
  };
  const states = async () => (await deliveries()).map(({ state }) => state);
  const idOf = async (subjectId: string) =>
    (await deliveries()).find(({ subject_id }) => subject_id === subjectId)?.['id'] as string;
  const versionOf = async (id: string) =>
    (await findDelivery(world().kernel.db.read(everyAuthority), id))?.version ?? 0;
  const away = new AdapterError('unreachable', 'Nothing answers');

  it('are made once for a key, however often they are asked for', async () => {
    const { got, adapter } = aMessageFarEnd(['R1']);
    const kernel = connected(adapter);
    const id = await queue(kernel);
    await queue(kernel, { subjectId: id, idempotencyKey: id });
    await dispatch(kernel);
    await queue(kernel, { subjectId: id, idempotencyKey: id });
    await dispatch(kernel);
    expect(got.map((message) => message.id)).to.deep.equal([id]);
    expect((await deliveries())[0]).to.include({ state: 'delivered', reference: 'R1', attempts: 1 });
  });

  it('are made by one worker of several', async () => {
    const { got, adapter } = aMessageFarEnd();
    const kernel = connected(adapter);
    for (let index = 0; index < 12; index += 1) await queue(kernel);
    await Promise.all([dispatch(kernel), dispatch(kernel)]);
    expect(new Set(got.map(({ id }) => id)).size).to.equal(12);
    expect(got).to.have.length(12);
  });

  it('of one case go one after another, and hold up no other', async () => {
    const { got, adapter } = aMessageFarEnd([away, null]);
    const kernel = connected({ ...adapter, callsAtOnce: 1 });
    const orderKey = world().newId();
    const first = await queue(kernel, { orderKey });
    const second = await queue(kernel, { orderKey });
    const other = await queue(kernel);
    await dispatch(kernel); // the first fails
    await dispatch(kernel);
    expect(got.map(({ id }) => id)).to.deep.equal([first, other]);
    world().clock.advance(MINUTE_MS);
    await dispatch(kernel);
    expect(got.map(({ id }) => id)).to.deep.equal([first, other, first, second]);
  });

  it('stop for a while after five failures in succession, and begin again with one call', async () => {
    const { got, adapter } = aMessageFarEnd([away, away, away, away, away, away, null]);
    const kernel = connected({ ...adapter, callsAtOnce: 1 });
    for (let index = 0; index < 8; index += 1) await queue(kernel);
    for (let index = 0; index < 8; index += 1) await dispatch(kernel);
    expect(got).to.have.length(5);
    const resting = await runQuery(kernel, systemActor('looks'), getAdapter, { name: 'mail' });
    expect(resting.health.restsUntil).to.be.greaterThan(world().clock.now());
    world().clock.advance(31_000);
    await dispatch(kernel);
    expect(got).to.have.length(6);
    world().clock.advance(5 * MINUTE_MS);
    await dispatch(kernel);
    expect(new Set(await states())).to.deep.equal(new Set(['delivered']));
    expect(got).to.have.length(14);
  });

  it('wait while the sign-in is refused, and none is given up for it', async () => {
    const { adapter } = aMessageFarEnd([new AdapterError('sign_in_refused', 'The key has expired'), null]);
    const kernel = connected({ ...adapter, callsAtOnce: 1 });
    await queue(kernel);
    await queue(kernel);
    await dispatch(kernel);
    await dispatch(kernel);
    expect(await states()).to.deep.equal(['waiting', 'waiting']);
    world().clock.advance(MINUTE_MS);
    await dispatch(kernel);
    expect(await states()).to.deep.equal(['delivered', 'delivered']);
  });

  it('are kept from a broken adapter by its breaker, and say that it is the adapter', async () => {
    const { adapter } = aMessageFarEnd([new TypeError('undefined is not a function')]);
    const kernel = connected(adapter);
    await queue(kernel);
    await dispatch(kernel);
    expect((await deliveries())[0]).to.include({
      ...{ state: 'waiting', code: 'adapter_failed' },
      note: 'The adapter itself failed: undefined is not a function',
    });
  });

  it('are not made of what was taken back', async () => {
    const { got, adapter } = aMessageFarEnd();
    const kernel = connected(adapter);
    carried.gone.add(await queue(kernel));
    await dispatch(kernel);
    expect([got, await states()]).to.deep.equal([[], ['cancelled']]);
  });

  it('wait while their adapter is paused', async () => {
    const { got, adapter } = aMessageFarEnd();
    const kernel = connected({ ...adapter, authorityIds: [dunmere] });
    const administrator = await world().staff(['adapters.manage', 'adapters.read']);
    await runCommand(kernel, administrator, pauseAdapter, { name: 'mail', does: 'pause' });
    await queue(kernel);
    await dispatch(kernel);
    expect(got).to.deep.equal([]);
    await runCommand(kernel, administrator, pauseAdapter, { name: 'mail', does: 'resume' });
    await dispatch(kernel);
    expect(got).to.have.length(1);
  });

  it('given up are tried again, done by hand or cancelled, by an administrator of their council alone', async () => {
    const { got, adapter } = aMessageFarEnd([
      new AdapterError('refused', 'No'),
      new AdapterError('refused', 'No'),
      null,
    ]);
    const kernel = connected({ ...adapter, callsAtOnce: 1 });
    const [first, second] = [await queue(kernel), await queue(kernel)];
    await dispatch(kernel);
    expect(await states()).to.deep.equal(['dead', 'dead']);
    const ours = await world().staff(['adapters.manage', 'adapters.read']);
    const theirs = await world().staff(['adapters.manage', 'adapters.read'], [castlebridge]);
    const settle = async (actor: typeof ours, subject: string, more: object) => {
      const id = await idOf(subject);
      const input = { name: 'mail', id, expectedVersion: await versionOf(id), ...more };
      return await runCommand(kernel, actor, settleDelivery, input).then(
        ({ state }) => state as string,
        (error: { code?: string }) => error.code,
      );
    };
    expect(await settle(theirs, first, { does: 'retry' })).to.equal('not_found');
    expect(await settle(ours, second, { does: 'by-hand' })).to.equal('bad_input');
    expect(await settle(ours, second, { does: 'by-hand', reference: 'By telephone' })).to.equal('by-hand');
    expect(await settle(ours, second, { does: 'cancel' })).to.equal('delivery_settled');
    expect(await settle(ours, first, { does: 'retry' })).to.equal('waiting');
    await dispatch(kernel);
    expect([got.length, new Set(await states())]).to.deep.equal([3, new Set(['delivered', 'by-hand'])]);
  });

  it('given up between two days are tried again together, of one’s own council', async () => {
    const refused = new AdapterError('refused', 'No');
    const { adapter } = aMessageFarEnd([refused, refused, refused, null]);
    const kernel = connected({ ...adapter, callsAtOnce: 1 });
    for (const authorityId of [dunmere, dunmere, westmoor]) await queue(kernel, { authorityId });
    await dispatch(kernel);
    const ours = await world().staff(['adapters.manage', 'adapters.read']);
    const replay = (from: string, to: string) => runCommand(kernel, ours, replayDeliveries, { name: 'mail', from, to });
    expect((await replay('15 November 2026', '15 November 2026')).count).to.equal(0);
    expect((await replay('16 November 2026', '16 November 2026')).count).to.equal(2);
    await dispatch(kernel);
    expect((await states()).sort()).to.deep.equal(['dead', 'delivered', 'delivered']);
  });

  it('are listed for those who look after their council, with no id of what they speak of', async () => {
    const { adapter } = aMessageFarEnd([new AdapterError('refused', 'No')]);
    const kernel = connected(adapter);
    const [own] = [await queue(kernel), await queue(kernel, { authorityId: westmoor })];
    await dispatch(kernel);
    const ours = await world().staff(['adapters.read']);
    const { items } = await runQuery(kernel, ours, listAdapterDeliveries, { name: 'mail' });
    expect(items.map(({ authorityId }) => authorityId)).to.deep.equal([dunmere]);
    expect(JSON.stringify(items)).to.not.include(own);
    const [seen] = await runQuery(kernel, ours, listAdapters, {});
    expect([seen?.dead, seen?.mayManage]).to.deep.equal([1, false]);
  });

  it('of an adapter of another council are seen by nobody else', async () => {
    const { adapter } = aMessageFarEnd([null], { authorityIds: [westmoor] });
    const kernel = connected(adapter);
    const ours = await world().staff(['adapters.read', 'adapters.manage']);
    expect(await runQuery(kernel, ours, listAdapters, {})).to.deep.equal([]);
    for (const work of [
      runQuery(kernel, ours, getAdapter, { name: 'mail' }),
      runCommand(kernel, ours, pauseAdapter, { name: 'mail', does: 'pause' }),
    ])
      expect(
        await work.then(
          () => '',
          (error: { code: string }) => error.code,
        ),
      ).to.equal('not_found');
  });
});
