import { expect } from 'chai';
import type { OutgoingNotification } from '@moothall/adapter-sdk';
import { adapter } from './notifications.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('nothing is connected to here')),
};
const create = (settings: object = {}) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const message: OutgoingNotification = {
  ...{ id: '1', channel: 'text', language: 'en', recipientName: 'Joan Prosser', address: '+447700900123' },
  ...{ subject: '', body: 'Done.' },
};

/** How something went: its code, else its kind of error. */
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for messages', () => {
  it('sends what it is given, and knows it again', async () => {
    const instance = create();
    expect(await instance.check()).to.deep.equal({ ok: true });
    expect(await instance.send(message)).to.deep.equal({ reference: 'sandbox-1' });
    expect(await instance.send({ ...message, id: '2' })).to.deep.equal({ reference: 'sandbox-2' });
    expect(await instance.send(message)).to.deep.equal({ reference: 'sandbox-1' });
  });

  it('says what became of a message, as it says itself, and nothing of one that it never had', async () => {
    const instance = create();
    await instance.send(message);
    await instance.send({ ...message, id: '2', body: 'Dear Joan, sandbox:wrong-address' });
    expect(await instance.outcomes?.(['sandbox-1', 'sandbox-2', 'sandbox-3'])).to.deep.equal([
      { reference: 'sandbox-1', outcome: 'delivered' },
      { reference: 'sandbox-2', outcome: 'wrong-address' },
    ]);
  });

  it('fails as the message says', async () => {
    const told = (words: string) => failureOf(() => create().send({ ...message, body: `Dear Joan, sandbox:${words}` }));
    expect([await told('rate_limited'), await told('refused'), await told('throw')]).to.deep.equal([
      ...['rate_limited', 'refused', 'TypeError'],
    ]);
  });

  it('fails, breaks and breaks at its start, as it is configured', async () => {
    const failing = create({ behaves: 'failing' });
    expect((await failing.check()).ok).to.deep.equal(false);
    expect(await failureOf(() => failing.send(message))).to.deep.equal('unreachable');
    const throwing = create({ behaves: 'throwing' });
    expect([await failureOf(() => throwing.check()), await failureOf(() => throwing.send(message))]).to.deep.equal([
      ...['TypeError', 'TypeError'],
    ]);
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.deep.equal('TypeError');
  });
});
