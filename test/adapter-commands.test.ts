import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { newInstallation, type Installation } from './new-installation.js';

const sandbox = path.resolve('packages/adapter-sandbox/dist/notifications.js');

describe('moothall adapter', function () {
  this.timeout(60_000);
  let run: Installation['run'];
  let directory: string;
  const configure = (adapters: object): void =>
    writeFileSync(path.join(directory, 'moothall.yaml'), stringify({ log: { level: 'silent' }, adapters }));
  before(async () => {
    ({ run, directory } = newInstallation());
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await run('authority', 'add', 'dunmere', ...council);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('says that nothing is connected', async () => {
    expect(await run('adapter', 'list')).to.deep.include({ code: 0, lines: ['No other system is connected.'] });
    expect(await run('adapter', 'check')).to.deep.include({ code: 0, lines: ['No other system is connected.'] });
  });

  it('lists connections: how they are, and whom they serve', async () => {
    configure({
      mail: { use: sandbox, authorities: ['dunmere'], services: ['missed-bin'] },
      gone: { use: '@westmoor/adapter-gone' },
    });
    const { code, lines } = await run('adapter', 'list');
    expect(code).to.equal(0);
    expect(lines[0]).to.match(/^mail +Not checked yet +Sandbox messages, notifications$/);
    expect(lines[1]).to.equal('  serves dunmere, missed-bin alone; 0 waiting, 0 given up');
    expect(lines[2]).to.match(/^gone +Parked +@westmoor\/adapter-gone$/);
    expect(lines[4]).to.include('is not installed. Run: npm install @westmoor/adapter-gone');
    const { connections } = JSON.parse((await run('adapter', 'list', '--json')).lines.join('')) as {
      connections: object[];
    };
    expect(connections[0]).to.deep.include({ name: 'mail', kind: 'notifications', authorities: ['dunmere'] });
  });

  it('are looked at by doctor, which keeps nothing of it', async () => {
    configure({ looked: { use: sandbox }, over: { use: sandbox, settings: { behaves: 'failing' } } });
    const { lines: found } = await run('doctor');
    expect(found.join('\n'))
      .to.include('looked answers')
      .and.match(/over: .+/);
    const { lines } = await run('adapter', 'list');
    expect([lines[0], lines[2]].join('\n')).to.match(/looked +Not checked yet[^]*over +Not checked yet/);
  });

  it('checks one connection or all, keeps what it found, and ends with 1 when something is wrong', async () => {
    configure({ good: { use: sandbox }, bad: { use: sandbox, settings: { behaves: 'failing' } } });
    expect(await run('adapter', 'check', 'good')).to.deep.include({ code: 0, lines: ['good: all is well'] });
    const both = await run('adapter', 'check');
    expect([both.code, both.lines[0], both.lines[1]?.slice(0, 17)]).to.deep.equal([
      ...[1, 'good: all is well', 'bad: unreachable:'],
    ]);
    const { ok, connections } = JSON.parse((await run('adapter', 'check', '--json')).lines.join('')) as {
      ok: boolean;
      connections: object[];
    };
    expect([ok, connections[0]]).to.deep.equal([false, { name: 'good', ok: true, code: null, detail: null }]);
    const { lines } = await run('adapter', 'list');
    expect([lines[0], lines[2]].join('\n'))
      .to.match(/good +Working/)
      .and.match(/bad +Check failed/);
  });

  it('names the connections that are there when asked for another, and every fault of the configuration', async () => {
    const other = await run('adapter', 'check', 'post');
    expect([other.code, other.errors]).to.deep.equal([
      3,
      'The configuration has a fault:\n  moothall.yaml: adapters.post is not there. Connections that are: good, bad',
    ]);
    configure({ mail: { use: sandbox, settings: { chanels: [] }, authorities: ['atlantis'] } });
    const faulty = await run('adapter', 'list');
    expect(faulty.code).to.equal(3);
    expect(faulty.errors)
      .to.match(/atlantis/)
      .and.match(/settings.chanels is not a setting/);
  });

  it('prints what an adapter can be told, of a connection and of a package', async () => {
    configure({ mail: { use: sandbox } });
    const own = await run('adapter', 'show', 'mail');
    const ofPackage = await run('adapter', 'show', '@moothall/adapter-sandbox/notifications');
    expect([own.code, ofPackage.code]).to.deep.equal([0, 0]);
    expect(ofPackage.lines.slice(1)).to.deep.equal(own.lines.slice(1));
    expect(own.lines.join('\n'))
      .to.match(/ {2}behaves: one of: good, failing, throwing, throwing-at-start; without it "good"; What it does/)
      .and.match(/ {2}channels: list: one of: email, text, letter/)
      .and.match(/In secrets.yaml:\n {2}token: text/);
    const absent = await run('adapter', 'show', '@westmoor/adapter-none');
    expect([absent.code, absent.errors]).to.deep.equal([
      3,
      '@westmoor/adapter-none is not installed. Run: npm install @westmoor/adapter-none',
    ]);
  });
});
