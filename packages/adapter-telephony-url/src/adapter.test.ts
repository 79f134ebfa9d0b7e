import { createHmac } from 'node:crypto';
import type { InboundRequest, TelephonyInstance } from '@moothall/adapter-sdk';
import { aHost, startAdapter, telephonyConformance } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';

const key = 'a-key-of-the-telephone-system-71c';
const sign = (text: string): string => createHmac('sha256', key).update(text).digest('hex');

function signed(text: string, headers: Readonly<Record<string, string>> = {}): InboundRequest {
  return { body: new TextEncoder().encode(text), headers: { 'x-signature': sign(text), ...headers }, query: {} };
}

const said = { caller: '01632 960144', called: '01632960011', at: '2026-11-16T10:00:00Z' };

telephonyConformance({
  adapter,
  settings: {},
  secrets: { key },
  tells: { proof: 'x-signature', proves: 'body' },
  says: ({ id, state, agent }) => signed(JSON.stringify({ ...said, call_id: id, event: state, agent })),
});

telephonyConformance({
  adapter,
  settings: { proof: 'token' },
  secrets: { key },
  tells: { proof: 'authorization', proves: 'sender' },
  says: ({ id, state, agent }) =>
    signed(JSON.stringify({ ...said, call_id: id, event: state, agent }), { authorization: `Bearer ${key}` }),
});

describe('a telephone system', () => {
  const start = (settings: object = {}): TelephonyInstance =>
    startAdapter(adapter, aHost(), { settings, secrets: { key } });
  const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
    work.then(
      () => 'went well',
      (error: { code?: string }) => error.code,
    );

  it('says what happens to a call in its own words and fields, as JSON', async () => {
    const settings = {
      fields: { call: 'call.id', event: 'call.state', caller: 'from', called: 'to', agent: 'user.login', at: 'time' },
      events: { ringing: ['Offered'], answered: ['Talking'], ended: ['Cleared'] },
    };
    const text = JSON.stringify({
      ...{ call: { id: 8841, state: 'offered' }, from: 'sip:01632960144@pbx.example', to: '01632960011' },
      ...{ user: { login: 'tom.reyes' }, time: 1_794_823_200 },
    });
    const [news] = await start(settings).receive(signed(text));
    expect(news).to.include({ callId: '8841', state: 'ringing', agent: 'tom.reyes', called: '01632960011' });
    expect(news).to.include({ caller: 'sip:01632960144@pbx.example', at: 1_794_823_200_000 });
    expect(news?.key).to.not.include('tom');
    expect(await start(settings).receive(signed(text.replace('offered', 'held')))).to.deep.equal([]);
  });

  it('says it as a form as well, without what it doesn’t know, and as of now where it gives no time', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const [news] = await start().receive(signed('call_id=9&event=HANGUP&caller=&agent=', form));
    expect(news).to.deep.include({ callId: '9', state: 'ended', caller: null, called: null, agent: null });
    expect(news?.at).to.equal(Date.UTC(2026, 10, 16, 10));
  });

  it('signs as others do, with the name of the way before it', async () => {
    const text = JSON.stringify({ call_id: '1', event: 'ringing' });
    const headers = { 'x-signature': `sha256=${sign(text).toUpperCase()}` };
    expect(await start().receive(signed(text, headers))).to.have.length(1);
    const other = { 'x-signature': '', 'x-pbx-signature': sign(text) };
    expect(await start({ signatureHeader: 'X-PBX-Signature' }).receive(signed(text, other))).to.have.length(1);
  });

  it('is not understood where it names no call or nothing that happened, or is no text', async () => {
    for (const text of [
      '{"event":"ringing"}',
      '{"call_id":"1"}',
      '[]',
      'null',
      '{"call_id":{},"event":"ringing"}',
      '{',
    ])
      expect(await codeOf(start().receive(signed(text))), text).to.equal('unreadable_answer');
    const long = JSON.stringify({ call_id: 'x'.repeat(121), event: 'ringing' });
    expect(await codeOf(start().receive(signed(long)))).to.equal('unreadable_answer');
  });

  it('has each word mean one thing', () => {
    expect(adapter.settings.safeParse({ events: { ringing: ['on'], answered: ['ON'] } }).success).to.equal(false);
  });
});
