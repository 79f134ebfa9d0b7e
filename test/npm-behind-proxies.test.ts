import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { newestVersion } from '#cli/releases/install-release.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

const certificate = (name: string): string => path.resolve('test/certificates', name);

describe('npm, as moothall runs it', function () {
  this.timeout(60_000);
  const home = throwAwayFolder('moothall-npm-');
  const opened: { readonly server: Server; readonly sockets: Set<Duplex> }[] = [];
  after(() => {
    for (const { server, sockets } of opened) {
      server.close();
      sockets.forEach((each) => each.destroy());
    }
    rmSync(home, { recursive: true, force: true });
  });

  async function listen(server: Server): Promise<number> {
    const sockets = new Set<Duplex>();
    server.on('connection', (socket) => sockets.add(socket));
    opened.push({ server, sockets });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** A registry with one version, under a certificate of an authority that no machine knows. */
  const startRegistry = (): Promise<number> => {
    const keys = { key: readFileSync(certificate('far-end.key')), cert: readFileSync(certificate('good.pem')) };
    const about = {
      name: 'moothall',
      'dist-tags': { latest: '7.8.9' },
      versions: { '7.8.9': { name: 'moothall', version: '7.8.9' } },
    };
    return listen(createTlsServer(keys, (_request, response) => response.end(JSON.stringify(about))));
  };

  /** Lets nobody through without name and password. */
  const startProxy = (asked: string[]): Promise<number> => {
    const proxy = createServer();
    proxy.on('connect', (request, client: Duplex) => {
      asked.push(request.url ?? '');
      const wanted = `Basic ${Buffer.from('desk:pass@word').toString('base64')}`;
      if (request.headers['proxy-authorization'] !== wanted)
        return client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        far.pipe(client).pipe(far);
      });
      far.on('error', () => client.destroy());
      client.on('error', () => far.destroy());
    });
    return listen(proxy);
  };

  it('goes by a proxy that asks for a password and trusts an authority of one’s own; else says what to set', async () => {
    const asked: string[] = [];
    const [registry, proxy] = [await startRegistry(), await startProxy(asked)];
    writeFileSync(
      path.join(home, '.npmrc'),
      `registry=https://localhost:${registry}/\nfetch-retries=0\nupdate-notifier=false\n`,
    );
    const own = { PATH: process.env['PATH'], HOME: home, npm_config_globalconfig: path.join(home, 'none') };
    const view = (environment: Record<string, string>): Promise<string> =>
      newestVersion({
        ...silent,
        directory: home,
        environment: { ...own, npm_config_cache: throwAwayFolder('moothall-npm-cache-'), ...environment },
      }).catch((error: Error) => error.message);
    const trusted = { NODE_EXTRA_CA_CERTS: certificate('authority.pem') };
    const by = (who: string): Record<string, string> => ({
      HTTPS_PROXY: `http://${who}127.0.0.1:${proxy}`,
      NO_PROXY: '',
    });
    expect(await view({ ...trusted, ...by('desk:pass%40word@') })).to.equal('7.8.9');
    expect(asked).to.deep.equal([`localhost:${registry}`]);
    const [stranger, untrusted, nowhere] = await Promise.all([
      view({ ...trusted, ...by('desk:wrong@') }),
      view(by('desk:pass%40word@')),
      view({ HTTPS_PROXY: 'http://127.0.0.1:9' }),
    ]);
    expect(stranger).to.contain('asks for a name and a password').and.not.to.contain('wrong@');
    expect(untrusted).to.contain('NODE_EXTRA_CA_CERTS');
    expect(nowhere).to.contain('takes a bundle');
  });
});

const silent = {
  write: () => undefined,
  line: () => undefined,
  error: () => undefined,
  ask: () => Promise.reject(new Error('nobody sits there')),
  readInput: () => Promise.resolve(''),
  interactive: false,
  untilStopped: () => Promise.resolve('SIGTERM'),
};
