import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { startFarEnd, type FarEnd, type FarEndOptions } from '@moothall/adapter-testkit';
import { guardedFetch, reachOf } from '#core/adapters/guarded-fetch.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

const pem = (name: string): Buffer => readFileSync(path.resolve('test/certificates', name));
const files = { caFile: 'authority.pem', certificateFile: 'moothall.pem', keyFile: 'moothall.key' };

describe('adapters over TLS', () => {
  const directory = throwAwayFolder('moothall-tls-');
  let farEnd: FarEnd | undefined;
  before(() => {
    for (const file of Object.values(files))
      copyFileSync(path.resolve('test/certificates', file), path.join(directory, file));
    chmodSync(path.join(directory, files.keyFile), 0o600);
  });
  afterEach(async () => {
    await farEnd?.close();
    farEnd = undefined;
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const within = { hosts: [], withoutTls: [], privateRanges: ['127.0.0.0/8'] };
  const serve = async (certificate: string, more: FarEndOptions['tls'] = {}): Promise<FarEnd> =>
    (farEnd = await startFarEnd(() => ({ body: 'pong' }), {
      tls: { key: pem('far-end.key'), cert: pem(certificate), ...more },
    }));
  /** What it answers; else the code and the words of the failure. */
  const ask = async (network: Partial<typeof files> = {}): Promise<string> => {
    const url = new URL(farEnd?.url ?? '');
    const reach = reachOf({ ...within, ...network }, [url.host], directory);
    if (typeof reach === 'string') return reach;
    return await guardedFetch(
      reach,
      () => undefined,
    )(url).then(
      (response) => response.text(),
      ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
    );
  };
  const { caFile } = files;
  const refused = 'sign_in_refused: It refused the certificate that says who calls, or asks for one.';

  it('trust an authority that the configuration names, and no other that nobody knows', async () => {
    await serve('good.pem');
    expect(await ask({ caFile })).to.equal('pong');
    expect(await ask()).to.match(/^unreachable: Its certificate is signed by nobody whom this machine trusts/);
  });

  it('say that a certificate has run out, and that it is for another host', async () => {
    await serve('expired.pem');
    expect(await ask({ caFile })).to.match(/^unreachable: Its certificate has run out/);
    await farEnd?.close();
    await serve('other-host.pem');
    expect(await ask({ caFile })).to.equal('unreachable: Its certificate is for another host.');
  });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
    it(`show who calls, where the far end asks for it: ${version}`, async () => {
      const asks = { ca: pem('authority.pem'), requestCert: true, rejectUnauthorized: true };
      await serve('good.pem', { ...asks, minVersion: version, maxVersion: version });
      expect(await ask(files)).to.equal('pong');
      expect(await ask({ caFile })).to.equal(refused);
    });

  it('say what is wrong with their files before anything is called', async () => {
    await serve('good.pem');
    writeFileSync(path.join(directory, 'note.txt'), 'no certificate');
    copyFileSync(path.resolve('test/certificates/far-end.key'), path.join(directory, 'other.key'));
    chmodSync(path.join(directory, 'other.key'), 0o600);
    copyFileSync(path.join(directory, files.keyFile), path.join(directory, 'open.key'));
    chmodSync(path.join(directory, 'open.key'), 0o644);
    const { certificateFile } = files;
    expect(await ask({ certificateFile })).to.match(/go together/);
    expect(await ask({ caFile: 'note.txt' })).to.equal('note.txt holds no certificate in PEM');
    expect(await ask({ caFile: 'none.pem' })).to.match(/^none.pem can’t be read/);
    expect(await ask({ certificateFile, keyFile: 'other.key' })).to.equal('other.key is not the key of moothall.pem');
    expect(await ask({ certificateFile, keyFile: 'open.key' })).to.match(/Run: chmod 600 open.key/);
  });
});
