import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import { adaptersFor, loadAdapters } from '#core/adapters/index.js';
import type { Adapters } from '#core/kernel/adapters.js';
import { checkConfig, ConfigError } from '#core/kernel/config.js';
import { openLog } from '#core/kernel/log.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

const sandbox = path.resolve('packages/adapter-sandbox/dist/notifications.js');
const sdk = path.resolve('packages/adapter-sdk/dist/index.js');
const zod = path.resolve('node_modules/zod/index.js');
const key = Buffer.alloc(32, 7).toString('base64');

onBothEngines('adapters of the configuration', (world) => {
  const directory = throwAwayFolder('moothall-adapters-');
  let server: Server;
  let far: string;
  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/away') return void response.writeHead(302, { location: 'https://else.example/' }).end();
      response.end(`you sent ${request.headers.authorization ?? 'nothing'}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    far = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  /** Lines of the log. */
  let lines: string[] = [];
  const load = async (adapters: object, secrets: object = {}): Promise<Adapters> => {
    lines = [];
    const config = checkConfig(directory, { adapters }, { key, adapters: secrets });
    const log = openLog('info', { write: (line) => void lines.push(line) });
    return await loadAdapters({ ...world().kernel, config, log });
  };
  const faultsOf = async (adapters: object, secrets: object = {}): Promise<readonly string[]> => {
    try {
      await load(adapters, secrets);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };
  const fileOf = (name: string, text: string): string => {
    const file = path.join(directory, `${name}-${world().newId()}.mjs`);
    writeFileSync(file, text);
    return file;
  };
  /** An adapter of one's own beside the configuration, whose `check` does as told. */
  const anAdapter = (check: string, more = ''): string =>
    fileOf(
      'own',
      `import { defineAdapter } from '${sdk}'; import { z } from '${zod}';
       export const adapter = defineAdapter({ kind: 'notifications', name: 'Own', apiVersion: 1,
         settings: z.object({ url: z.string().default('') }), secrets: z.object({ token: z.string().optional() }), supports: {},
         hosts: ({ url }) => (url ? [new URL(url).host] : []), ${more}
         create: ({ fetch, log, secrets, settings }) => ({ channels: ['email'], send: async () => ({ reference: null }),
           check: async () => { ${check} } }) });`,
    );
  const only = ({ list }: Adapters) => list[0]?.part ?? ({ state: 'parked', fault: 'none is there' } as const);
  const check = async (adapters: Adapters) => {
    const part = only(adapters);
    if (part.state !== 'running') throw new Error(part.fault);
    return await part.instance.check().catch((error: { code: string }) => error.code);
  };

  it('run with what they are told, and with the package’s defaults', async () => {
    const adapters = await load({ mail: { use: sandbox, settings: { channels: ['email'] } } });
    expect(only(adapters)).to.include({ state: 'running', kind: 'notifications', title: 'Sandbox messages' });
    const [serving] = adaptersFor(adapters, { kind: 'notifications', authorityId: dunmere, service: null });
    expect([serving?.name, serving?.instance.channels]).to.deep.equal(['mail', ['email']]);
  });

  it('serve the councils and services that they are bound to, the closest first, and no other', async () => {
    const adapters = await load({
      every: { use: sandbox },
      westmoor: { use: sandbox, authorities: ['westmoor'] },
      bins: { use: sandbox, authorities: ['dunmere'], services: ['missed-bin'] },
    });
    const names = (authorityId: number, service: string | null) =>
      adaptersFor(adapters, { kind: 'notifications', authorityId, service }).map(({ name }) => name);
    expect(names(westmoor, null)).to.deep.equal(['westmoor', 'every']);
    expect(names(dunmere, 'missed-bin')).to.deep.equal(['bins', 'every']);
    expect(names(dunmere, 'pothole')).to.deep.equal(['every']);
    expect(names(castlebridge, 'missed-bin')).to.deep.equal(['every']);
    expect(adaptersFor(adapters, { kind: 'payments', authorityId: dunmere, service: null })).to.deep.equal([]);
  });

  it('have their faults reported together, each with its place, and no secret in them', async () => {
    const faults = await faultsOf(
      {
        one: { use: sandbox, settings: { channels: ['pigeon'], chanels: [] }, authorities: ['atlantis'] },
        two: { use: sandbox, network: { caFile: 'no-such.pem' } },
        three: { use: anAdapter('return { ok: true }'), settings: { url: 'x', stray: 1 } },
      },
      { one: { token: 77, pasword: 'swordfish' }, four: { token: 'x' } },
    );
    const text = faults.join('\n');
    expect(faults).to.have.length(8);
    expect(text)
      .to.match(/moothall.yaml: adapters.one.authorities: no council here has the address atlantis/)
      .and.match(/moothall.yaml: adapters.one.settings.channels.0/)
      .and.match(/moothall.yaml: adapters.one.settings.chanels is not a setting/)
      .and.match(/secrets.yaml: adapters.one.token/)
      .and.match(/secrets.yaml: adapters.one.pasword is not a setting/)
      .and.match(/moothall.yaml: adapters.two.network: no-such.pem can’t be read/)
      .and.match(/moothall.yaml: adapters.three.settings.stray is not a setting/)
      .and.match(/secrets.yaml: adapters.four belongs to no adapter/)
      .and.not.match(/swordfish/);
  });

  it('have unknown keys beside their settings refused', () => {
    expect(() => checkConfig(directory, { adapters: { mail: { use: sandbox, setings: {} } } }, { key })).to.throw(
      'adapters.mail.setings is not a setting',
    );
  });

  const broken: Readonly<Record<string, readonly [use: () => string, says: RegExp]>> = {
    'that is not installed': [
      () => '@westmoor/adapter-none',
      /is not installed. Run: npm install @westmoor\/adapter-none/,
    ],
    'that throws as it is read': [
      () => fileOf('bad', 'throw new Error("no licence");'),
      /could not be started: no licence/,
    ],
    'that is no adapter': [
      () => fileOf('plain', 'export const adapter = { name: "x" };'),
      /version undefined of the adapter/,
    ],
    'that exports nothing': [() => fileOf('none', ''), /exports nothing called/],
  };
  for (const [what, [use, says]] of Object.entries(broken))
    it(`are parked beside those that run: one ${what}`, async () => {
      const { list } = await load({ bad: { use: use() }, good: { use: sandbox } });
      expect(list.map(({ part }) => part.state)).to.deep.equal(['parked', 'running']);
      expect(only({ list, close: async () => undefined }))
        .to.have.property('fault')
        .that.matches(says);
      expect(lines.join()).to.include('an adapter is parked');
    });

  it('are parked when they throw as they start', async () => {
    const adapters = await load({ mail: { use: sandbox, settings: { behaves: 'throwing-at-start' } } });
    expect(only(adapters)).to.include({ state: 'parked', title: 'Sandbox messages' });
  });

  it('are parked when they are written for another version, before any of their code runs', async () => {
    const folder = path.join(directory, 'node_modules/@westmoor/adapter-old');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: '@westmoor/adapter-old', type: 'module', main: 'index.js', moothall: { apiVersion: 7 } }),
    );
    writeFileSync(path.join(folder, 'index.js'), 'throw new Error("it ran");');
    chmodSync(folder, 0o755);
    expect(only(await load({ old: { use: '@westmoor/adapter-old' } })))
      .to.have.property('fault')
      .that.matches(/adapter-old is written for version 7 of the adapter contract; this Moothall runs version 1/);
  });

  it('call the hosts that their settings and the configuration name, in the networks that it names', async () => {
    const settings = { url: far };
    const host = new URL(far).host;
    const use = anAdapter('return { ok: true, said: await (await fetch(new URL(settings.url))).text() };');
    const reach = { privateRanges: ['127.0.0.0/8'], withoutTls: [host] };
    expect(await check(await load({ mail: { use, settings, network: reach } }))).to.include({
      said: 'you sent nothing',
    });
    expect(await check(await load({ mail: { use, settings, network: { withoutTls: [host] } } }))).to.equal('refused');
    expect(await check(await load({ mail: { use, settings, network: { privateRanges: ['127.0.0.0/8'] } } }))).to.equal(
      'refused',
    );
    const elsewhere = anAdapter(`return fetch(new URL('https://else.example/'));`);
    expect(await check(await load({ mail: { use: elsewhere, settings, network: reach } }))).to.equal('refused');
  });

  it('are given a redirect as the answer that it is', async () => {
    const host = new URL(far).host;
    const use = anAdapter(`return { ok: true, said: (await fetch(new URL('/away', settings.url))).status };`);
    const network = { privateRanges: ['127.0.0.0/8'], withoutTls: [host] };
    expect(await check(await load({ mail: { use, settings: { url: far }, network } }))).to.include({ said: 302 });
  });

  it('write neither secrets nor personal data into the log', async () => {
    const use = anAdapter(
      `log.warn({ code: secrets.token, name: 'Joan Prosser', status: 401 }, 'refused ' + secrets.token + ' for joan@prosser.example and 07700900123');
       return { ok: true };`,
    );
    await check(await load({ mail: { use } }, { mail: { token: 'swordfish-42' } }));
    const text = lines.join('\n');
    expect(text).to.include('"status":401').and.include('"adapter":"mail"');
    for (const secret of ['swordfish', 'Joan', 'prosser', '07700'])
      expect(text.toLowerCase()).to.not.include(secret.toLowerCase());
  });
});
