import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createAssets } from './assets.js';
import type { Assets } from './assets.js';
import { themeCss, themeTokens } from './theme.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('createAssets', () => {
  const css = 'body{margin:0}';
  let folder: string;
  let server: Server;
  let assets: Assets;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'moothall-assets-'));
    mkdirSync(path.join(folder, 'leaflet'));
    writeFileSync(path.join(folder, 'desk-0123456789.css'), css);
    writeFileSync(path.join(folder, 'desk-0123456789.css.gz'), gzipSync(css));
    writeFileSync(path.join(folder, 'desk-0123456789.css.br'), 'brotli');
    writeFileSync(path.join(folder, 'leaflet/pin-0123456789.png'), 'png');
    const manifest = {
      'desk.css': { file: 'desk-0123456789.css', bytes: css.length, gzipBytes: 34, brotliBytes: 6 },
      'desk.js': { file: 'desk-aaaaaaaaaa.js', bytes: 1, imports: ['drafts.js'] },
      'drafts.js': { file: 'drafts-bbbbbbbbbb.js', bytes: 1 },
      'icon.svg': { file: 'icon-cccccccccc.svg', bytes: 1 },
      'leaflet/pin.png': { file: 'leaflet/pin-0123456789.png', bytes: 3 },
    };
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
    assets = createAssets(folder);
    server = createServer((asked, response) =>
      assets.serve(asked, response, () => response.writeHead(404).end('next')),
    ).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const get = (address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ port, host: '127.0.0.1', path: address, headers, method }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
        );
      })
        .on('error', reject)
        .end();
    });

  it('gives the hashed address of a file, and names one that does not exist', () => {
    expect(assets.href('desk.css')).to.equal('/assets/desk-0123456789.css');
    expect(() => assets.href('nothing.css')).to.throw('No asset is called nothing.css');
    expect(() => assets.href('constructor')).to.throw('No asset is called constructor');
  });

  it('lists the modules that a page’s modules bring with them', () => {
    expect(assets.page(['desk.css'], ['desk.js'])).to.deep.equal({
      styles: ['/assets/desk-0123456789.css'],
      scripts: ['/assets/desk-aaaaaaaaaa.js'],
      preloads: ['/assets/drafts-bbbbbbbbbb.js'],
      icon: '/assets/icon-cccccccccc.svg',
    });
  });

  it('serves a file to keep for ever, in the smallest form that the browser takes', async () => {
    const brotli = await get(assets.href('desk.css'), { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers).to.include({ 'content-encoding': 'br', 'content-type': 'text/css; charset=utf-8' });
    expect(brotli.headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    const gzip = await get(assets.href('desk.css'), { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers).to.include({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(gzip.body).toString()).to.equal(css);
    const plain = await get(assets.href('desk.css'));
    expect(plain.headers['content-encoding']).to.equal(undefined);
    expect(plain.body.toString()).to.equal(css);
  });

  it('serves images as they are', async () => {
    const answer = await get(assets.href('leaflet/pin.png'), { 'accept-encoding': 'gzip' });
    expect(answer.headers).to.include({ 'content-type': 'image/png', 'content-length': '3' });
    expect(answer.headers['content-encoding']).to.equal(undefined);
  });

  it('answers HEAD without a body', async () => {
    const answer = await get(assets.href('desk.css'), {}, 'HEAD');
    expect([answer.status, answer.headers['content-length'], answer.body.length]).to.deep.equal([200, '14', 0]);
  });

  it('serves any authority’s colours at the address that they have, and at no other', async () => {
    const answer = await get(assets.themeHref('#00594f'));
    expect(answer.body.toString()).to.equal(themeCss(themeTokens('#00594f')));
    expect((await get('/assets/theme/00594f-0000000000.css')).status).to.equal(404);
    expect((await get('/assets/theme/nothex-0000000000.css')).status).to.equal(404);
  });

  it('hands on what it does not have, whatever way the path is written', async () => {
    for (const address of ['/assets/manifest.json', '/assets/../package.json', '/assets/%2e%2e/x', '/desk']) {
      expect((await get(address)).status, address).to.equal(404);
    }
    expect((await get(assets.href('desk.css'), {}, 'POST')).status).to.equal(404);
  });

  it('says what to run when nothing is built', () => {
    expect(() => createAssets(path.join(folder, 'missing'))).to.throw('Run node scripts/build.mjs');
  });
});
