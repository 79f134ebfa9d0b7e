import { expect } from 'chai';
import { startServer, timeLimits, type RunningServer } from '#core/app/server.js';
import { systemClock } from '#core/kernel/clock.js';
import { makeInstance, type Instance } from '../faults/instance.js';
import { exchangeBytes, readAnswer } from './raw-request.js';

/** The same limits, sooner. */
const impatient = { headersMs: 400, requestMs: 800, keepAliveMs: 500, checkEveryMs: 100 };

describe('hostile HTTP against a running server', function () {
  this.timeout(30_000);
  let instance: Instance;
  let server: RunningServer;
  before(async () => {
    instance = await makeInstance();
    server = await startServer(instance.config, systemClock(), { runs: 'web', limits: impatient });
  });
  after(async () => {
    await server.stop();
    instance.remove();
  });

  const send = async (...lines: string[]) => exchangeBytes(server.address, lines.join('\r\n'));
  const answersIn = (received: string): number => received.match(/HTTP\/1\.1 \d{3}/g)?.length ?? 0;

  it('leaves slow clients 15 seconds for their headers and two minutes for a request', () => {
    expect(timeLimits.headersMs).to.be.within(1, 15_000);
    expect(timeLimits.requestMs).to.be.within(1, 120_000);
    expect(timeLimits.checkEveryMs).to.be.within(1, 5000);
  });

  it('cuts clients off that never finish, and goes on answering others', async () => {
    const slow = [
      'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nn',
    ];
    const cutOff = slow.map((request) => exchangeBytes(server.address, request));
    expect((await fetch(`${server.address}/health/live`)).status).to.equal(200);
    for (const received of await Promise.all(cutOff)) expect(readAnswer(received).status).to.equal(408);
  });

  it('refuses two lengths, a length beside chunks, and chunks that are disguised', async () => {
    for (const headers of [
      ['Content-Length: 5', 'Content-Length: 6'],
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: xchunked'],
      ['Transfer-Encoding : chunked'],
      ['Transfer-Encoding: chunked, identity'],
      ['Content-Length: +5'],
      ['Content-Length: 0x5'],
      ['Content-Length: 5, 5'],
    ]) {
      const received = await send(
        'POST /sign-in HTTP/1.1',
        'Host: 127.0.0.1',
        ...headers,
        '',
        '0',
        '',
        'GET /health/live HTTP/1.1',
        'Host: 127.0.0.1',
        '',
        '',
      );
      expect(readAnswer(received).status, headers.join()).to.equal(400);
      expect(answersIn(received), headers.join()).to.equal(1);
    }
  });

  it('refuses lines that end or fold as only attackers write them', async () => {
    for (const request of [
      'GET /health/live HTTP/1.1\nHost: 127.0.0.1\nX: y\n\n',
      'GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n X-Folded: y\r\n\r\n',
      'GET /health/live HTTP/1.1\r\nHo st: 127.0.0.1\r\n\r\n',
      'GET /health/live HTTP/1.1\r\nX: a\u0000b\r\nHost: 127.0.0.1\r\n\r\n',
      'GET /health/live HTTP/9.1\r\nHost: 127.0.0.1\r\n\r\n',
    ])
      expect(readAnswer(await exchangeBytes(server.address, request)).status, request).to.equal(400);
  });

  it('refuses headers without end, and more of them than it counts', async () => {
    const long = await send('GET /health/live HTTP/1.1', 'Host: 127.0.0.1', `Cookie: ${'x'.repeat(40_000)}`, '', '');
    expect(readAnswer(long).status).to.equal(431);
    const chunk = await send(
      'POST /sign-in HTTP/1.1',
      'Host: 127.0.0.1',
      'Transfer-Encoding: chunked',
      '',
      'FFFFFFFFFFFFFFFFF',
      '',
    );
    expect(readAnswer(chunk).status).to.equal(400);
  });

  it('answers one request once, however many sessions its cookies claim', async () => {
    const received = await send(
      'GET /desk HTTP/1.1',
      'Host: 127.0.0.1',
      'Cookie: moothall-session=a; moothall-session=b',
      'Connection: close',
      '',
      '',
    );
    expect(readAnswer(received).status).to.equal(303);
    expect(answersIn(received)).to.equal(1);
  });
});
