import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { furtherPackages } from '#cli/releases/install-release.js';
import { adapterPackages, knownAdapters } from '#cli/releases/known-adapters.js';
import { useRelease } from '#cli/releases/release-folder.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { newInstallation, runFrom } from './new-installation.js';
import { startRegistry, type StandInRegistry } from './stand-in-registry.js';

describe('moothall adapter add and remove', function () {
  this.timeout(60_000);
  const home = throwAwayFolder('moothall-npm-');
  const { directory } = newInstallation();
  const release = path.join(directory, 'releases', '0.3.0');
  let registry: StandInRegistry;
  before(async () => {
    registry = await startRegistry(home, (name) => ({ version: name.startsWith('@council/') ? '2.1.3' : '0.3.0' }));
    mkdirSync(release, { recursive: true });
    const about = { name: 'moothall-release', version: '0.3.0', dependencies: { '@moothall/core': '0.3.0' } };
    writeFileSync(path.join(release, 'package.json'), JSON.stringify(about));
    await useRelease(directory, '0.3.0');
  });
  after(() => {
    registry.close();
    for (const folder of [home, directory]) rmSync(folder, { recursive: true });
  });
  const add = (...words: string[]) => adapter('add', ...words);
  const adapter = (...words: string[]) => runFrom(directory, ['adapter', ...words], registry.environment);

  it('offers every adapter that is published, and knows the names of others', () => {
    const packages = readdirSync('packages').filter((name) => existsSync(path.join('packages', name, 'package.json')));
    const adapters = packages.filter((name) => /^adapter-(?!sdk$|testkit$)/.test(name));
    const offered = Object.keys(adapterPackages(Object.keys(knownAdapters), '0.3.0'));
    expect(offered.sort()).to.deep.equal(adapters.map((name) => `@moothall/${name}`).sort());
    expect(adapterPackages(['@council/adapter-x', '@moothall/adapter-new@1.2.0', 'x@^2.1.0'], '0.3.0')).to.deep.equal({
      '@council/adapter-x': '*',
      '@moothall/adapter-new': '1.2.0',
      x: '^2.1.0',
    });
    expect(adapterPackages(['mail@0.2.0'], '0.3.0'), 'never a stranger’s of that name').to.deep.equal({
      '@moothall/adapter-mail': '0.2.0',
    });
    for (const text of ['x', '@moothall/adapter-new', 'constructor', '../x@1', 'x@file:/etc', 'x@https://x.example'])
      expect(() => adapterPackages([text], '0.3.0'), text).to.throw('no adapter called');
  });

  it('installs into the release in its version, so that upgrades take it along; once', async () => {
    const added = await add('mail', '@council/adapter-x@^2.1.0', '--json');
    expect(added.code, added.errors).to.equal(0);
    const names = ['@moothall/adapter-mail', '@council/adapter-x'];
    expect(JSON.parse(added.lines.at(-1) ?? '')).to.deep.equal({ adapters: names, added: names });
    for (const name of names)
      expect(readFileSync(path.join(release, 'node_modules', name, 'package.json'), 'utf8')).to.contain(name);
    expect(furtherPackages(release, '0.4.0')).to.deep.equal({
      '@council/adapter-x': '^2.1.3',
      '@moothall/adapter-mail': '0.4.0',
    });
    registry.asked.length = 0;
    const again = await add('mail');
    expect([again.code, registry.asked, again.lines[0]]).to.deep.equal([
      0,
      [],
      '@moothall/adapter-mail is installed already.',
    ]);
  });

  it('leaves the release as it was when what came can’t be verified', async () => {
    const bin = path.join(home, 'bin');
    mkdirSync(bin);
    const taken = { version: '0.3.0', dependencies: { unsealed: '1.0.0' } };
    const lock = { packages: { 'node_modules/unsealed': { version: '1.0.0' } } };
    const put = (file: string, content: object): string => `echo '${JSON.stringify(content)}' > ${file}.json`;
    const whenNamed = [put('package', taken), put('package-lock', lock)].join('; ');
    const stub = `#!/bin/sh\ncase "$*" in *unsealed*) ${whenNamed};; esac\n`;
    writeFileSync(path.join(bin, 'npm'), stub, { mode: 0o755 });
    const before = readFileSync(path.join(release, 'package.json'), 'utf8');
    const refused = await runFrom(directory, ['adapter', 'add', 'unsealed@1.0.0'], {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    });
    expect([refused.code, refused.errors.includes('gives no SHA-512 of node_modules/unsealed')]).to.deep.equal([
      1,
      true,
    ]);
    expect(readFileSync(path.join(release, 'package.json'), 'utf8')).to.equal(before);
    expect(readFileSync(path.join(release, 'package-lock.json'), 'utf8')).not.to.include('unsealed');
  });

  it('takes one out that no connection uses, and nothing else', async () => {
    const settings = path.join(directory, 'moothall.yaml');
    const before = readFileSync(settings, 'utf8');
    writeFileSync(settings, `${before}adapters:\n  ours:\n    use: '@council/adapter-x'\n`);
    const used = await adapter('remove', '@council/adapter-x', 'mail');
    writeFileSync(settings, before);
    expect([used.code, used.errors.includes('ours uses @council/adapter-x')]).to.deep.equal([3, true]);
    expect(Object.keys(furtherPackages(release, '0.3.0'))).to.have.members([
      '@council/adapter-x',
      '@moothall/adapter-mail',
    ]);
    const removed = await adapter('remove', 'mail', 'open311');
    expect(removed.code, removed.errors).to.equal(0);
    const said = ['Removed @moothall/adapter-mail', '@moothall/adapter-open311 is not installed here.'];
    expect(removed.lines.slice(-2)).to.deep.equal(said);
    expect(existsSync(path.join(release, 'node_modules', '@moothall', 'adapter-mail'))).to.equal(false);
    expect(Object.keys(furtherPackages(release, '0.3.0'))).to.deep.equal(['@council/adapter-x']);
  });

  it('fetches nothing where the release came out of a bundle', async () => {
    const node = path.join(release, 'node', 'bin');
    mkdirSync(node, { recursive: true });
    writeFileSync(path.join(node, 'node'), '');
    const refused = await add('open311');
    rmSync(path.join(release, 'node'), { recursive: true });
    expect([refused.code, refused.errors.includes('--with @moothall/adapter-open311')]).to.deep.equal([3, true]);
  });
});
