import { aHost, documentsConformance, startAdapter, startFarEnd, type FarEndAnswer } from '@moothall/adapter-testkit';
import type { DocumentsInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { readListing } from './s3-listing.js';
import { adapter } from './s3.js';
import { anS3Server, keys, region } from './testing/s3-server.js';

const settings = (url: string) => ({ endpoint: url, region, bucket: 'dunmere-files' });

documentsConformance({
  adapter,
  settings,
  settingsOfAnother: (url) => ({ ...settings(url), bucket: 'castlebridge-files' }),
  secrets: keys,
  startFarEnd: () => startFarEnd(anS3Server('dunmere-files', 'castlebridge-files')),
});

describe('the store for files that speaks S3', () => {
  const ended: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ended.splice(0)) await end();
  });
  const startWith = async (given: object = {}, secrets: object = keys, answer = anS3Server('dunmere-files')) => {
    const farEnd = await startFarEnd(answer);
    ended.push(() => farEnd.close());
    const all = { ...settings(farEnd.url), ...given };
    return { farEnd, instance: startAdapter<DocumentsInstance>(adapter, aHost(), { settings: all, secrets }) };
  };
  const faultOf = async (instance: DocumentsInstance) =>
    instance.check().then(
      () => 'well',
      ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
    );

  it('keeps two councils apart in one bucket, each behind its own prefix', async () => {
    const answer = anS3Server('dunmere-files');
    const dunmere = (await startWith({ prefix: 'moothall/dunmere/' }, keys, answer)).instance;
    const castlebridge = (await startWith({ prefix: 'moothall/castlebridge/' }, keys, answer)).instance;
    await dunmere.store({ name: 'a', mediaType: 'text/plain', bytes: Buffer.from('a'), sha256: sha256OfA });
    expect((await dunmere.list(null)).documents).to.deep.equal([{ name: 'a', sizeBytes: 1 }]);
    expect((await castlebridge.list(null)).documents).to.deep.equal([]);
  });

  it('says what is wrong with the keys, the bucket and the region', async () => {
    const wrong = async (given: object, secrets: object = {}): Promise<string> =>
      faultOf((await startWith(given, { ...keys, ...secrets })).instance);
    expect(await wrong({})).to.equal('well');
    expect(await wrong({}, { accessKeyId: 'AKIAOFNOBODY' })).to.match(/^sign_in_refused: .*access key/);
    expect(await wrong({}, { secretAccessKey: 'another' })).to.match(/^sign_in_refused: .*secret key/);
    expect(await wrong({ bucket: 'none-of-it' })).to.match(/^refused: .*no bucket/);
    expect(await wrong({ region: 'eu-west-1' })).to.match(/^refused: .*another region/);
  });

  it('is refused a document whose bytes are not those that it names', async () => {
    const { instance } = await startWith();
    const storing = instance.store({ name: 'a', mediaType: 'text/plain', bytes: Buffer.from('b'), sha256: sha256OfA });
    expect(await storing.catch(({ code }: { code: string }) => code)).to.equal('refused');
    expect((await instance.list(null)).documents).to.deep.equal([]);
  });

  it('takes an object from a store that knows no ranges, and none that comes in other pieces than it asked for', async () => {
    const read = async (answer: FarEndAnswer): Promise<string> => {
      const { instance } = await startWith({}, keys, () => answer);
      try {
        const { value } = (await instance.read('a')[Symbol.asyncIterator]().next()) as { value: Uint8Array };
        return Buffer.from(value).toString();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(await read({ body: 'whole' })).to.equal('whole');
    expect(await read({ status: 206, headers: { 'content-range': 'bytes 5-9/10' }, body: 'later' })).to.equal(
      'unreadable_answer',
    );
    expect(await read({ status: 206, headers: { 'content-range': 'bytes 0-9/10' }, body: 'short' })).to.equal(
      'unreadable_answer',
    );
    expect(await read({ status: 206, body: 'unsaid' })).to.equal('unreadable_answer');
  });

  it('calls a bucket by the host where it is configured so, and names that host alone', () => {
    const parsed = adapter.settings.parse({
      ...settings('https://s3.eu-west-2.amazonaws.com'),
      bucketIn: 'host',
    });
    expect(adapter.hosts?.(parsed)).to.deep.equal(['dunmere-files.s3.eu-west-2.amazonaws.com']);
  });

  it('refuses an address with a path, and a prefix that leads upwards', () => {
    const isTaken = (given: object): boolean =>
      adapter.settings.safeParse({ ...settings('https://store.example'), ...given }).success;
    expect([isTaken({}), isTaken({ prefix: 'moothall/' })]).to.deep.equal([true, true]);
    for (const given of [
      { endpoint: 'https://store.example/files' },
      { endpoint: 'ftp://store.example' },
      { prefix: '../' },
      { prefix: 'a/../b/' },
      { prefix: '/a/' },
      { prefix: 'a' },
      { bucket: 'a/b' },
    ])
      expect(isTaken(given), JSON.stringify(given)).to.equal(false);
  });

  it('passes over objects of others in a listing, and reads no listing that is cut', () => {
    const of = (inside: string): string => `<ListBucketResult>${inside}</ListBucketResult>`;
    const others = '<Contents><Key>Plan &amp; map.pdf</Key><Size>7</Size></Contents>';
    const own = '<Contents><Key>p/ab</Key><Size>2</Size></Contents>';
    expect(readListing(of(others + own), 'p/')).to.deep.equal({
      documents: [{ name: 'ab', sizeBytes: 2 }],
      next: null,
    });
    const more = '<IsTruncated>true</IsTruncated>';
    expect(readListing(of(`${more}<NextContinuationToken>a&amp;b</NextContinuationToken>`), '').next).to.equal('a&b');
    for (const bad of [
      of(own).slice(0, -5),
      of(more),
      of('<Contents><Key>a</Key></Contents>'),
      '<html></html>',
      `<!DOCTYPE a [<!ENTITY x "y">]>${of(own)}`,
    ])
      expect(() => readListing(bad, ''), bad).to.throw('not what S3 agrees on');
  });
});

const sha256OfA = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
