import { expect } from 'chai';
import type { InboundRequest } from '@moothall/adapter-sdk';
import { adapter } from './telephony.js';

const token = 'a-token-of-the-sandbox-5d1';
const context = {
  secrets: { token },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('The sandbox reaches nothing.')),
};
const create = (settings: object = {}) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const call = (changes: object = {}, bearer = token): InboundRequest => ({
  body: new TextEncoder().encode(JSON.stringify({ callId: 'c-1', state: 'ringing', at: 5, ...changes })),
  ...{ headers: { authorization: `Bearer ${bearer}` }, query: {} },
});
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for telephones', () => {
  it('hears of calls from whoever has its token', async () => {
    const [news] = await create().receive(call({ caller: '01632960144' }));
    expect(news).to.deep.include({ key: 'c-1 ringing 5', callId: 'c-1', caller: '01632960144', agent: null });
    expect(await failureOf(() => create().receive(call({}, 'another')))).to.equal('sign_in_refused');
    expect(await failureOf(() => create().receive(call({ state: 'dancing' })))).to.equal('unreadable_answer');
  });

  it('fails and breaks as it is configured, and as it is told', async () => {
    expect(await failureOf(() => create({ behaves: 'failing' }).receive(call()))).to.equal('unreachable');
    expect((await create({ behaves: 'failing' }).check()).ok).to.equal(false);
    expect(await failureOf(() => create({ behaves: 'throwing' }).check())).to.equal('TypeError');
    expect(await failureOf(() => create().receive(call({ callId: 'sandbox:refused' })))).to.equal('refused');
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
