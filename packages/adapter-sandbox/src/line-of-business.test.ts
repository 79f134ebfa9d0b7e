import type { OutgoingCase } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { adapter } from './line-of-business.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 1000,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('nothing is connected to here')),
};
const create = (settings: object = {}) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const place = { text: '4 Quarry Lane', uprn: '999900000004', lat: null, long: null };
const one: OutgoingCase = {
  ...{ id: '1', reference: 'DU-4F7K-2Q9M-X', service: 'missed-bin', serviceName: 'Missed bin', title: 'Missed bin' },
  ...{ priority: 'normal', loggedAt: 0, triedAt: null, answers: [], place, files: [] },
  customer: { name: null, email: null, telephone: null },
};

/** How something went: its code, else its kind of error. */
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for a line of business', () => {
  it('takes a case once, and knows it again', async () => {
    const instance = create();
    expect(await instance.check()).to.deep.equal({ ok: true });
    expect(await instance.create(one)).to.deep.equal({ reference: 'SANDBOX-1' });
    expect(await instance.create({ ...one, id: '2' })).to.deep.equal({ reference: 'SANDBOX-2' });
    expect(await instance.create(one)).to.deep.equal({ reference: 'SANDBOX-1' });
  });

  it('says of a case what it is configured to, and answers words once', async () => {
    const instance = create({ reports: { status: 'in-progress' } });
    await instance.create(one);
    const first = await instance.changesSince?.(null);
    expect(first).to.deep.equal({
      changes: [
        {
          ...{ id: 'change-1', theirReference: 'SANDBOX-1', at: 1000, comment: null },
          status: { key: 'in-progress', outcome: null, words: 'Taken up' },
        },
      ],
      ...{ cursor: '1', hasMore: false },
    });
    const word = {
      kind: 'note',
      theirReference: 'SANDBOX-1',
      reference: one.reference,
      text: 'Blue gate',
      at: 0,
    } as const;
    await instance.update?.({ ...word, id: 'w' });
    await instance.update?.({ ...word, id: 'w' });
    expect((await instance.changesSince?.('1'))?.changes).to.have.length(1);
  });

  it('sends a photo with what it says, where it is configured to', async () => {
    const instance = create({ reports: { status: 'in-progress', photo: true } });
    await instance.create(one);
    const [change] = (await instance.changesSince?.(null))?.changes ?? [];
    expect((await change?.files?.[0]?.read())?.length).to.be.greaterThan(0);
  });

  it('fails as the case says, and as it is configured', async () => {
    const told = (words: string) => failureOf(() => create().create({ ...one, title: `Bin, sandbox:${words}` }));
    expect([await told('conflict'), await told('throw')]).to.deep.equal(['conflict', 'TypeError']);
    const failing = create({ behaves: 'failing' });
    expect(await failureOf(() => failing.create(one))).to.equal('unreachable');
    expect(await failureOf(async () => failing.changesSince?.(null))).to.equal('unreachable');
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
