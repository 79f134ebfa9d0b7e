import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { isPublicAddress } from './address-rule.js';
import { callOut, type CallOut } from './call-out.js';
import { CallOutError } from './call-out-error.js';

describe('a call to another system', () => {
  let server: Server;
  let answer: RequestListener = (_request, response) => void response.end('pong');
  let url: URL;
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ping`);
  });
  after(() => server.close());

  const call = (about: Partial<CallOut> = {}): CallOut => ({
    ...{ method: 'GET', url, timeoutMs: 5000, maxBytes: 1000, privateHosts: ['127.0.0.1'] },
    ...about,
  });
  const refusal = (about: Partial<CallOut>): Promise<string> =>
    Promise.resolve()
      .then(() => callOut(call(about)))
      .then(
        () => 'went through',
        (error: unknown) => (error instanceof CallOutError ? error.reason : `threw ${String(error)}`),
      );

  it('reaches a private address that the configuration names, by host alone or with its port', async () => {
    for (const host of [url.hostname, url.host]) {
      const { status, body } = await callOut(call({ privateHosts: [host] }));
      expect([status, body.toString()]).to.deep.equal([200, 'pong']);
    }
  });

  const spellings = [
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00::1]/',
    'https://[2002:7f00:1::]/',
    'https://localhost/',
  ];
  for (const spelling of spellings)
    it(`is not made to ${spelling}`, async () => {
      expect(await refusal({ url: new URL(spelling), privateHosts: [] })).to.match(/private network/);
    });

  it('is not made without TLS to a host that the configuration does not name', async () => {
    expect(await refusal({ privateHosts: ['127.0.0.1:1'] })).to.equal('The address must begin with https://');
    expect(await refusal({ url: new URL('file:///etc/passwd') })).to.equal('The address must begin with https://');
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    expect((await callOut(call())).status).to.equal(302);
  });

  it('ends in time, and at the size that is taken', async () => {
    answer = () => undefined;
    expect(await refusal({ timeoutMs: 50 })).to.equal('No answer came within 0.05 seconds');
    answer = (_request, response) => void response.end('x'.repeat(1001));
    expect(await refusal({})).to.equal('The answer is larger than is taken');
  });

  it('says in plain words what went wrong', async () => {
    answer = (request) => void request.socket.destroy();
    expect(await refusal({})).to.equal('The connection was cut');
    expect(await refusal({ url: new URL('http://127.0.0.1:1/') })).to.equal('Nothing answers at that address');
  });

  it('takes public addresses for public', () => {
    expect(['81.2.69.160', '2a00:1450:4009::1'].map(isPublicAddress)).to.deep.equal([true, true]);
  });
});
