import type { CallNews } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { createDispatcher } from '../../adapters/index.js';
import { addContactLine } from '../../authorities/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { planOf } from '../../testing/plans.js';
import { startInteraction } from '../commands/start-interaction.js';
import { liveCalls } from './calls-repository.js';
import { callListener } from './call-listener.js';
import { forgetCalls } from './forget-calls.js';
import { listCalls } from './list-calls.js';

/** A telephone system that posts news as it is. */
function aSwitchboard(about: Partial<Omit<ConfiguredAdapter, 'part'>> = {}): ConfiguredAdapter {
  const receive = async ({ body }: { readonly body: Uint8Array }): Promise<CallNews[]> => [
    JSON.parse(Buffer.from(body).toString('utf8')) as CallNews,
  ];
  return anAdapter('telephony', { check: async () => ({ ok: true }), receive }, { name: 'phones', ...about });
}

onBothEngines('calls that a telephone system tells of', (world) => {
  let adviser: StaffActor;
  let http: TestHttp;
  let kernel: Kernel;
  const called = '+441632960011';
  before(async () => {
    const administrator = await world().staff(['authorities.manage'], [dunmere]);
    const line = { authorityId: dunmere, telephone: called, name: 'Waste', openingWords: 'Waste, good morning' };
    await world().run(administrator, addContactLine, line);
    adviser = await world().staff(['interactions.handle'], [dunmere], 'Tom Reyes');
    await open(aSwitchboard());
  });
  const open = async (adapter: ConfiguredAdapter): Promise<void> => {
    await http?.close();
    kernel = connectedTo(world().kernel, adapter);
    http = await startHttp({ ...world(), kernel });
  };
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  let told = 0;
  const tell = async (changes: Partial<CallNews>): Promise<void> => {
    const usual = { what: 'call', about: null, state: 'ringing', caller: '01632 960144', called, agent: 'tom.reyes' };
    const json = { ...usual, key: `k-${(told += 1)}`, at: world().clock.now(), ...changes };
    const answer = await http.browser().send('/adapters/phones/in', { method: 'POST', json });
    expect(answer.status).to.equal(204);
    await createDispatcher(kernel, [], [callListener]).runDue();
  };
  const live = () => world().read(adviser, listCalls, {});
  const idsOf = async () => (await live()).map(({ callId }) => callId);

  it('stand at the desk while they ring, and open the page by which a contact is started', async () => {
    await tell({ callId: 'c-1' });
    world().clock.advance(20 * SECOND_MS);
    expect(await live()).to.have.length(1);
    expect((await live())[0]).to.include({ callId: 'c-1', lineName: 'Waste', agent: 'tom.reyes', ringingAt: testNow });
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    const browser = await http.signIn(personId);
    const { text } = await browser.get('/desk');
    expect(text).to.include('Calls now').and.include('01632 960144').and.include('rings since');
    const href = /href="(\/desk\/interactions\/new\?caller[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const page = await browser.get(href);
    expect([page.status, page.text.includes('Answer as “Dunmere')]).to.deep.equal([200, true]);
    const { id } = await world().run(adviser, startInteraction, { channel: 'telephone', called, callId: 'c-1' });
    expect([typeof id, await idsOf()]).to.deep.equal(['string', []]);
  });

  it('come in any order, and stand as they were in the end', async () => {
    const steps: Partial<CallNews>[] = [
      { state: 'ringing', at: testNow - 30_000, agent: 'ines.vale' },
      { state: 'ringing', at: testNow - 20_000, agent: 'tom.reyes' },
      { state: 'answered', at: testNow - 10_000, agent: 'tom.reyes' },
    ];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ];
    for (const [index, order] of orders.entries())
      for (const step of order) await tell({ ...steps[step], callId: `order-${index}` });
    const shown = (await live()).map(({ agent, ringingAt, answeredAt }) => ({ agent, ringingAt, answeredAt }));
    const whole = { agent: 'tom.reyes', ringingAt: testNow - 30_000, answeredAt: testNow - 10_000 };
    expect(shown).to.deep.equal([whole, whole, whole]);
    for (const index of orders.keys()) await tell({ callId: `order-${index}`, state: 'ended', called: null });
    await tell({ callId: 'order-0', state: 'ringing', at: testNow - 60_000 });
    expect(await idsOf(), 'what is over doesn’t ring again').to.deep.equal([]);
  });

  it('are those of the council of the line, and of no council that the telephone system isn’t for', async () => {
    const other = await world().staff(['interactions.handle'], [castlebridge]);
    await tell({ callId: 'theirs' });
    expect(await world().read(other, listCalls, {})).to.deep.equal([]);
    await open(aSwitchboard({ authorityIds: [westmoor] }));
    await tell({ callId: 'elsewhere' });
    await open(aSwitchboard({ authorityIds: [dunmere] }));
    await tell({ callId: 'no-line', called: null, caller: 'anonymous' });
    expect(await idsOf()).to.have.members(['theirs', 'no-line']);
    for (const callId of ['theirs', 'no-line']) await tell({ callId, state: 'ended' });
  });

  it('are over when nothing was heard of them for long, and forgotten after a day', async () => {
    await tell({ callId: 'silent' });
    world().clock.advance(2 * HOUR_MS);
    expect(await idsOf()).to.deep.equal([]);
    world().clock.advance(DAY_MS);
    await forgetCalls.run(kernel, {});
    const db = kernel.db.read(everyAuthority);
    expect(await db.rows(db.from('calls').select('id'))).to.deep.equal([]);
  });

  it('are found by their council', async () => {
    const plan = await planOf(world(), liveCalls, { authorities: [dunmere], since: 0, limit: 20 }, adviser.staffId);
    expect(plan).to.include('calls_authority_id_ended_at_heard_at_idx');
  });
});
