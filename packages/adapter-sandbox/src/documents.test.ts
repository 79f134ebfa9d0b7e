import { expect } from 'chai';
import { adapter } from './documents.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 0,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('The sandbox reaches nothing.')),
};
const create = (settings: object = {}) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const document = (name: string, text = 'plans') => ({
  ...{ name, mediaType: 'text/plain', bytes: Buffer.from(text), sha256: 'not looked at here' },
});
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for documents', () => {
  it('keeps a document until it is removed, and lists what it keeps', async () => {
    const instance = create();
    await instance.store(document('dunmere/b'));
    await instance.store(document('dunmere/a', 'a photo'));
    const pieces: Uint8Array[] = [];
    for await (const piece of instance.read('dunmere/a')) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).to.equal('a photo');
    await instance.remove('dunmere/b');
    expect(await instance.list(null)).to.deep.equal({ documents: [{ name: 'dunmere/a', sizeBytes: 7 }], next: null });
    expect(await failureOf(async () => await instance.read('dunmere/b')[Symbol.asyncIterator]().next())).to.equal(
      'not_found',
    );
    expect(await failureOf(() => instance.store(document('../a')))).to.equal('refused');
  });

  it('fails, breaks and breaks at its start, as it is configured', async () => {
    expect(await failureOf(() => create({ behaves: 'failing' }).store(document('a')))).to.equal('unreachable');
    expect((await create({ behaves: 'failing' }).check()).ok).to.equal(false);
    expect(await failureOf(() => create({ behaves: 'throwing' }).list(null))).to.equal('TypeError');
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
