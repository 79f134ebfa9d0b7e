import type { AddressesInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { adapter } from './addresses.js';

const create = (settings: object = {}): AddressesInstance =>
  adapter.create({
    secrets: {},
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => 0,
    fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
    connect: () => Promise.reject(new Error('nothing is connected to here')),
    settings: adapter.settings.parse(settings),
  });
const row = ['999900009011', '11 Sandbox Lane, Dunmere', 'dm99zz', '16/11/2026'];
const read = (settings: object, fields = row): unknown => create(settings).formats[0]?.open().read(fields, 1);

describe('the sandbox for addresses', () => {
  it('finds its street by postcode and by words', async () => {
    const { search } = create();
    expect(await search?.({ postcode: 'DM9 9ZZ', limit: 2 })).to.have.length(2);
    expect((await search?.({ text: '4 sandbox', limit: 5 }))?.map(({ uprn }) => uprn)).to.deep.equal(['999900009002']);
    expect(await search?.({ postcode: 'DM1 1AA', limit: 5 })).to.deep.equal([]);
  });

  it('reads a file of four columns, and names what can’t be used', () => {
    expect(read({})).to.deep.include({ uprn: '999900009011', postcode: 'DM9 9ZZ', asOf: '2026-11-16' });
    expect(() => read({}, ['x', '', '', ''])).to.throw('Write the UPRN');
    expect(() => read({}, ['x'])).to.throw('Give four columns');
  });

  it('fails and breaks as it is configured, or as the search says', async () => {
    expect(() => read({ behaves: 'failing' })).to.throw('refuses every file');
    expect(() => read({ behaves: 'throwing' })).to.throw(TypeError);
    const asked = create()
      .search?.({ text: 'sandbox:rate_limited', limit: 5 })
      .catch((error: { code?: string }) => error.code);
    expect(await asked).to.equal('rate_limited');
  });
});
