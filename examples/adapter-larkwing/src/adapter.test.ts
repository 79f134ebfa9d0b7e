import { aHost, notificationsConformance, startAdapter, startFarEnd, type FarEnd } from '@moothall/adapter-testkit';
import type { NotificationsInstance, OutgoingNotification } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { aGateway } from './testing/gateway.js';

const account = { account: 'WM-4821', sender: 'Westmoor' };
const key = 'a-key-that-stands-nowhere-else';
const gateway = aGateway({ ...account, key });

notificationsConformance({
  adapter,
  settings: (url) => ({ url, ...account }),
  secrets: { key },
  startFarEnd: () => startFarEnd(gateway.answer),
  countSent: gateway.countSent,
});

describe('Larkwing text messages', () => {
  let farEnd: FarEnd;
  afterEach(() => farEnd.close());
  const open = async (settings: object = {}, { credit = 500, ours = key } = {}): Promise<NotificationsInstance> => {
    farEnd = await startFarEnd(aGateway({ ...account, key, credit }).answer);
    const given = { settings: { url: farEnd.url, ...account, ...settings }, secrets: { key: ours } };
    return startAdapter<NotificationsInstance>(adapter, aHost(), given);
  };
  const message: OutgoingNotification = {
    ...{ id: 'm1', channel: 'text', language: 'en', recipientName: 'Joan Prosser', address: '+447700900123' },
    ...{ subject: '', body: 'Your bin was emptied.' },
  };
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'went well',
      (error: { code: string }) => error.code,
    );

  it('go to the number as Larkwing has it, from the council', async () => {
    expect(await (await open()).send(message)).to.deep.equal({ reference: 'LW-1000' });
    const { body = '' } = farEnd.requests[0] ?? {};
    expect(Object.fromEntries(new URLSearchParams(body))).to.deep.equal({
      ...{ ref: 'm1', to: '447700900123', from: 'Westmoor', text: 'Your bin was emptied.' },
    });
  });

  it('are refused as Larkwing’s own numbers of errors say, which come with status 200', async () => {
    expect(await codeOf((await open()).send({ ...message, address: 'none' }))).to.equal('refused');
    await farEnd.close();
    expect(await codeOf((await open({}, { ours: 'another' })).send(message))).to.equal('sign_in_refused');
    await farEnd.close();
    expect(await codeOf((await open({}, { credit: 0 })).send(message))).to.equal('not_permitted');
  });

  it('are warned of before the credit runs out', async () => {
    const found = await (await open({ warnBelow: 100 }, { credit: 40 })).check();
    expect(found).to.deep.equal({
      ...{ ok: false, code: 'not_permitted' },
      detail: '40 messages of credit are left. Ask finance to top it up.',
    });
  });

  it('come from nobody with a name that telephones don’t show', () => {
    const settings = { url: 'https://larkwing.example', ...account, sender: 'Westmoor County' };
    expect(adapter.settings.safeParse(settings).success).to.equal(false);
  });
});
