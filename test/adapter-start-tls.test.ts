import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Adapter } from '@moothall/adapter-sdk';
import { adapter as inbox } from '@moothall/adapter-mail/inbox';
import { adapter as ldap } from '@moothall/adapter-staff-directory-ldap';
import { aHost } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { guardedConnect } from '#core/adapters/guarded-connect.js';
import { reachOf } from '#core/adapters/guarded-fetch.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

const pem = (name: string): Buffer => readFileSync(path.resolve('test/certificates', name));
const caFile = 'authority.pem';

/** What a protocol says in the clear until it goes over to TLS. */
interface Protocol {
  readonly adapter: Adapter;
  readonly settings: object;
  readonly greeting: string;
  /** To the request for TLS: yes. */
  readonly agrees: (asked: Buffer) => Buffer;
}

const protocols: Readonly<Record<string, Protocol>> = {
  'a mailbox over IMAP': {
    adapter: inbox,
    settings: { user: 'replies' },
    greeting: '* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] Ready\r\n',
    agrees: (asked) => Buffer.from(`${asked.toString().split(' ')[0]} OK Begin TLS\r\n`),
  },
  'a directory over LDAP': {
    adapter: ldap,
    settings: { user: 'cn=us', base: 'dc=dunmere' },
    greeting: '',
    // An ExtendedResponse with success, to the message of that number (RFC 4511, section 4.14).
    agrees: (asked) => Buffer.from([0x30, 0x0c, 0x02, 0x01, asked[4] ?? 0, 0x78, 0x07, 0x0a, 1, 0, 0x04, 0, 0x04, 0]),
  },
};

const strangers = [
  ['is signed by nobody', 'good.pem', {}],
  ['has run out', 'expired.pem', { caFile }],
  ['is for another host', 'other-host.pem', { caFile }],
] as const;

describe('adapters that go over to TLS', () => {
  const directory = throwAwayFolder('moothall-start-tls-');
  before(() => copyFileSync(path.resolve('test/certificates', caFile), path.join(directory, caFile)));
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** What a far end hears under TLS when the adapter checks its connection, and what that comes to. */
  const check = async ({ adapter, greeting, agrees, ...one }: Protocol, cert: string, network: object) => {
    const heard: string[] = [];
    const speak = (socket: Socket): void => {
      if (greeting !== '') socket.write(greeting);
      socket.once('data', (asked: Buffer) => {
        socket.write(agrees(asked));
        const secureContext = createSecureContext({ key: pem('far-end.key'), cert: pem(cert) });
        const secured = new TLSSocket(socket, { isServer: true, secureContext });
        secured.on('error', () => undefined);
        secured.on('data', (chunk: Buffer) => {
          heard.push(chunk.toString('latin1'));
          secured.destroy();
        });
      });
    };
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      speak(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const settings = adapter.settings.parse({ ...one.settings, host: 'localhost', port, security: 'starttls' });
    const bounds = { hosts: [], withoutTls: [], privateRanges: ['127.0.0.0/8'], ...network };
    const reach = reachOf(bounds, adapter.hosts?.(settings) ?? [], directory);
    if (typeof reach === 'string') throw new Error(reach);
    const secrets = { password: 'swordfish-4821' };
    const connect = guardedConnect(reach, () => undefined, { idleMs: 2000, lifeMs: 4000, maxBytes: 100_000 });
    const instance = adapter.create({ ...aHost().context({ settings, secrets }), connect });
    const failed = await instance.check().catch((error: { code: string }) => error);
    await new Promise((resolve) => server.close(resolve));
    return { heard, failed };
  };

  for (const [name, protocol] of Object.entries(protocols)) {
    it(`speak on, once the certificate is of an authority that the configuration names: ${name}`, async () => {
      expect((await check(protocol, 'good.pem', { caFile })).heard).to.have.length(1);
    });

    for (const [why, cert, network] of strangers)
      it(`say nothing to a far end whose certificate ${why}: ${name}`, async () => {
        const { heard, failed } = await check(protocol, cert, network);
        expect(failed).to.include({ code: 'unreachable' });
        expect(heard).to.deep.equal([]);
      });
  }
});
