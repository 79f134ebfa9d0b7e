import { chmodSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { NotificationsInstance, OutgoingNotification, SocketPlace } from '@moothall/adapter-sdk';
import { adapter as mail } from '@moothall/adapter-mail';
import { aHost } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { guardedConnect } from '#core/adapters/guarded-connect.js';
import { reachOf, type Call, type Reach } from '#core/adapters/guarded-fetch.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

const pem = (name: string): Buffer => readFileSync(path.resolve('test/certificates', name));
const files = { caFile: 'authority.pem', certificateFile: 'moothall.pem', keyFile: 'moothall.key' };
const { caFile } = files;
const farEnd = { key: pem('far-end.key'), cert: pem('good.pem') };

describe('sockets of adapters', () => {
  const directory = throwAwayFolder('moothall-sockets-');
  const open: { close(done: () => void): unknown }[] = [];
  before(() => {
    for (const file of Object.values(files))
      copyFileSync(path.resolve('test/certificates', file), path.join(directory, file));
    chmodSync(path.join(directory, files.keyFile), 0o600);
  });
  afterEach(async () => {
    for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(resolve) as void);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const listening = async (server: Server): Promise<number> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    return (server.address() as AddressInfo).port;
  };
  const plain = (speak: (socket: Socket) => void): Promise<number> =>
    listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        speak(socket);
      }),
    );
  const underTls = (options: TlsOptions): Promise<number> =>
    listening(
      createTlsServer({ ...farEnd, ...options }, (socket) => void socket.end('hello')).on(
        'tlsClientError',
        () => undefined,
      ),
    );

  const onLoopback = { hosts: [], withoutTls: [], privateRanges: ['127.0.0.0/8'] };
  const within = (hosts: readonly string[], network: object = {}): Reach => {
    const reach = reachOf({ ...onLoopback, ...network }, hosts, directory);
    if (typeof reach === 'string') throw new Error(reach);
    return reach;
  };
  /** What it says until it ends; else the code and the words of the failure. */
  const hear = async (
    { host = 'localhost', port, secure = 'from-start' }: Partial<SocketPlace> & { readonly port: number },
    { reach = within([`${host}:${port}`], { caFile }), calls = [] as Call[] } = {},
  ): Promise<string> => {
    const limits = { idleMs: 300, lifeMs: 700, maxBytes: 1000 };
    const said = ({ code, message }: { code: string; message: string }): string => `${code}: ${message}`;
    try {
      const { socket, fault } = await guardedConnect(
        reach,
        (call) => void calls.push(call),
        limits,
      )({ host, port, secure });
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      await new Promise((resolve) => socket.once('close', resolve));
      const broken = fault();
      return broken ? said(broken) : heard;
    } catch (error) {
      return said(error as { code: string; message: string });
    }
  };

  const spellings = [
    ...['127.0.0.1', '::1', '::ffff:127.0.0.1', '0x7f.1', '2130706433', '0177.0.0.1', 'localhost'],
    ...['10.1.2.3', '169.254.169.254', 'fd00::1', '2002:7f00:1::'],
  ];
  for (const host of spellings)
    it(`lead to no private address that the configuration does not name: ${host}`, async () => {
      const { hostname } = new URL(`tcp://${host.includes(':') ? `[${host}]` : host}`);
      const reach = within([hostname], { privateRanges: [] });
      for (const secure of ['from-start', 'later'] as const)
        expect(await hear({ host, port: 25, secure }, { reach })).to.match(
          /^refused: The address lies in a private network/,
        );
    });

  it('lead to the hosts of the instance alone', async () => {
    const calls: Call[] = [];
    expect(await hear({ port: 25 }, { reach: within(['localhost:465']), calls })).to.equal(
      'refused: Its configuration does not allow the host localhost:25.',
    );
    expect(calls.map(({ method, reason }) => [method, reason])).to.deep.equal([
      ['CONNECT', 'Its configuration does not allow the host localhost:25'],
    ]);
  });

  it('are under TLS, unless the configuration names the host', async () => {
    let asked = 0;
    const port = await plain((socket) => {
      asked += 1;
      socket.end('hello');
    });
    const place = { port, secure: 'never' } as const;
    expect(await hear(place)).to.match(/^refused: It must be spoken to under TLS/);
    expect(asked).to.equal(0);
    const host = `localhost:${port}`;
    expect(await hear(place, { reach: within([host], { withoutTls: [host] }) })).to.equal('hello');
  });

  it('trust an authority that the configuration names, and no other that nobody knows', async () => {
    const port = await underTls({});
    expect(await hear({ port })).to.equal('hello');
    expect(await hear({ port }, { reach: within([`localhost:${port}`]) })).to.match(/^unreachable: .*signed by nobody/);
  });

  it('find out a certificate that has run out, or is for another host', async () => {
    expect(await hear({ port: await underTls({ cert: pem('expired.pem') }) })).to.match(/^unreachable: .*has run out/);
    expect(await hear({ port: await underTls({ cert: pem('other-host.pem') }) })).to.match(/for another host/);
  });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
    it(`show who calls, where the far end asks for it: ${version}`, async () => {
      const asks = { ca: pem('authority.pem'), requestCert: true, rejectUnauthorized: true };
      const port = await underTls({ ...asks, minVersion: version, maxVersion: version });
      expect(await hear({ port }, { reach: within([`localhost:${port}`], files) })).to.equal('hello');
      expect(await hear({ port })).to.match(/^sign_in_refused: It refused the certificate/);
    });

  it('end when nothing is said, when it goes on and on, and when too much is said', async () => {
    const heard = async (speak: (socket: Socket) => void): Promise<string> => {
      const port = await plain(speak);
      const host = `localhost:${port}`;
      return await hear({ port, secure: 'never' }, { reach: within([host], { withoutTls: [host] }) });
    };
    expect(await heard(() => undefined)).to.equal('timed_out: It said nothing for 0.3 seconds.');
    const drip = (socket: Socket): void => {
      const timer = setInterval(() => socket.write('.'), 20);
      socket.once('close', () => clearInterval(timer));
    };
    expect(await heard(drip)).to.equal('timed_out: It took longer than 0.7 seconds.');
    expect(await heard((socket) => void socket.write('x'.repeat(5000)))).to.match(/^unreadable_answer: It sent more/);
  });

  it('say in the log of calls what passed, and nothing of what was said', async () => {
    const calls: Call[] = [];
    const port = await underTls({});
    await hear({ port }, { calls });
    const [call] = calls;
    expect(call).to.include({ method: 'CONNECT', status: null, reason: 'Connected' });
    expect(call?.url.href).to.equal(`tcp://localhost:${port}`);
    expect(call?.answerBytes).to.be.greaterThan(4);
  });

  describe('speak SMTP', () => {
    const secrets = { password: 'swordfish-4821' };
    const smtp = async (options: SMTPServerOptions): Promise<{ port: number; taken: { secure: boolean }[] }> => {
      const taken: { secure: boolean }[] = [];
      const server = new SMTPServer({
        ...{ ...farEnd, logger: false, disableReverseLookup: true },
        onAuth: ({ password }, { secure }, done) =>
          done(secure && password === secrets.password ? null : new Error('No'), { user: 'us' }),
        onData: (stream, { secure }, done) => {
          stream.resume();
          stream.on('end', () => {
            taken.push({ secure });
            done();
          });
        },
        ...options,
      });
      server.on('error', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      open.push(server);
      return { port: (server.server.address() as AddressInfo).port, taken };
    };
    const started = (
      port: number,
      security: 'tls' | 'starttls',
      network: object = { caFile },
    ): NotificationsInstance => {
      const from = { name: 'Westmoor Council', address: 'contact@westmoor.example' };
      const settings = mail.settings.parse({ host: 'localhost', port, security, user: 'us', from });
      const { context } = aHost();
      const reach = within(mail.hosts?.(settings) ?? [], network);
      const connect = guardedConnect(reach, () => undefined, { idleMs: 2000, lifeMs: 4000, maxBytes: 100_000 });
      return mail.create({ ...context({ settings, secrets }), settings, secrets, connect });
    };
    const message: OutgoingNotification = {
      ...{
        id: '01900000-0000-7000-8000-000000000001',
        channel: 'email',
        language: 'en',
        recipientName: 'Joan Prosser',
      },
      ...{ address: 'joan@mail.example', subject: 'Your bin', body: 'Done.' },
    };

    for (const security of ['tls', 'starttls'] as const)
      it(`under TLS before anybody signs in, to a server whose authority is named: ${security}`, async () => {
        const server = await smtp({ secure: security === 'tls' });
        const instance = started(server.port, security);
        expect(await instance.check()).to.deep.equal({ ok: true });
        expect(server.taken).to.deep.equal([]);
        await instance.send(message);
        expect(server.taken).to.deep.equal([{ secure: true }]);
        const strangers = started(server.port, security, {});
        const error = await strangers.send(message).catch((thrown: { code: string }) => thrown);
        expect(error).to.include({ code: 'unreachable' });
        expect(server.taken).to.have.length(1);
      });

    it('not at all, where a server that is to go over to TLS offers none', async () => {
      let signedIn = 0;
      const { port, taken } = await smtp({
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => {
          signedIn += 1;
          done(null, { user: 'us' });
        },
      });
      const error = await started(port, 'starttls')
        .send(message)
        .catch((thrown: { code: string }) => thrown);
      expect(error).to.include({ code: 'unreachable' });
      expect([signedIn, taken.length]).to.deep.equal([0, 0]);
    });
  });
});
