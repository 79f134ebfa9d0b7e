import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/support/chromium.js';
import { isRelease } from '../release-run.js';
import { addMigration } from '../releases.js';
import { firstSignIn, type Adviser } from './adviser.js';
import { bundleSteps } from './bundle-steps.js';
import { commit, copyCheckout, gitIdentity } from './checkout-copy.js';
import { newMachine, runIn, sizeOf, type Machine, type Said } from './machine.js';
import { freePort, npmrcFor, startRegistry, type Registry } from './registry.js';

const council = ['--gss', 'E07000999', '--name', 'Dunmere District Council'];
const administrator = ['--admin', 'sam.ellery', '--admin-name', 'Sam Ellery'];
const first = '0.3.0';
const next = '0.4.0';

/** Several minutes: in `npm run test:release` alone. Each step goes on where the one before it ended. */
if (isRelease)
  describe('Moothall as it is published', function () {
    this.timeout(1_200_000);
    this.bail(true);
    const work = mkdtempSync(path.join(os.tmpdir(), 'moothall-release-'));
    const checkout = path.join(work, 'checkout');
    const machine = (): Machine => made;
    const installation = path.join(work, 'machine', 'dunmere');
    let registry: Registry;
    let made: Machine;
    let browser: Browser | undefined;
    let adviser: Adviser | undefined;
    let address = '';

    before(async function () {
      const started = await startRegistry(path.join(work, 'registry'));
      if (!started) {
        if (process.env['CI']) throw new Error('Verdaccio could not be installed.');
        console.log('SKIPPED: Verdaccio could not be installed, so nothing was published.');
        return this.skip();
      }
      registry = started;
      made = newMachine(path.join(work, 'machine'), registry.url);
      copyCheckout(checkout);
    });
    after(async () => {
      await browser?.close();
      if (made) await made.moothall('stop', '--dir', installation).catch(() => undefined);
      await registry?.stop();
      rmSync(work, { recursive: true, force: true });
    });

    const succeed = (said: Said): Said => {
      expect(said.code, `${said.output}\n${said.errors}`).to.equal(0);
      return said;
    };
    const moothall = async (...words: string[]): Promise<Said> =>
      succeed(await machine().moothall(...words, '--dir', installation));
    const jsonOf = ({ output }: Said): Record<string, unknown> =>
      JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    const status = async (): Promise<Record<string, unknown>> => jsonOf(await moothall('status', '--json'));
    const versionInUse = (): string => readlinkSync(path.join(installation, 'releases', 'current'));

    /** Those that were chosen at first, and added later. */
    async function showsAdapters(version: string): Promise<void> {
      for (const name of ['@moothall/adapter-mail', '@moothall/adapter-open311']) {
        const folder = path.join(installation, 'releases', version, 'node_modules', name);
        expect(readFileSync(path.join(folder, 'package.json'), 'utf8')).to.contain(`"version": "${version}"`);
        expect(jsonOf(await moothall('adapter', 'show', name, '--json'))['use']).to.equal(name);
      }
    }

    /** What `npm run release` does once the checkout is compiled. */
    async function release(version: string): Promise<string> {
      const npmrc = path.join(work, 'npmrc');
      writeFileSync(npmrc, npmrcFor(registry.url));
      const out = path.join(work, 'out', version);
      const words = ['scripts/release.mjs', version, '--registry', registry.url, '--out', out];
      const own = { ...gitIdentity, NPM_CONFIG_USERCONFIG: npmrc, npm_config_cache: path.join(work, 'npm-cache') };
      const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...own };
      succeed(await runIn(checkout, process.execPath, words, environment));
      return out;
    }

    it('is versioned and published by Lerna, with checksums and a bill of materials', async () => {
      const out = await release(first);
      const packages = readdirSync(path.join(checkout, 'packages'));
      const tarballs = readdirSync(out).filter((name) => name.endsWith('.tgz'));
      expect(tarballs).to.have.length(packages.length).and.to.include(`moothall-${first}.tgz`);
      succeed(await runIn(out, 'sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { PATH: process.env['PATH'] ?? '' }));
      const bill = JSON.parse(readFileSync(path.join(out, `moothall-${first}.cdx.json`), 'utf8')) as {
        bomFormat: string;
        components: { name: string; version: string; hashes?: unknown[]; licenses?: unknown[] }[];
      };
      expect(bill.bomFormat).to.equal('CycloneDX');
      const names = bill.components.map(({ name }) => name);
      expect(names).to.include.members(['express', 'better-sqlite3', 'pg']).and.not.to.include('mocha');
      expect(bill.components.filter(({ hashes }) => !hashes?.length).map(({ name }) => name)).to.deep.equal([]);
    });

    it('is installed by npm on a machine that has only the registry, and makes an installation unattended', async () => {
      const installed = succeed(await machine().npm('install', '--global', 'moothall'));
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      const words = ['init', installation, ...council, ...administrator, '--yes', '--port', String(port)];
      const begun = succeed(await machine().moothall(...words, '--origin', address, '--adapter', 'mail', '--json'));
      await moothall('adapter', 'add', 'open311');
      expect(jsonOf(begun)['passwordLink']).to.match(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/password\//);
      expect(versionInUse()).to.equal(first);
      await showsAdapters(first);
      const size = sizeOf(path.join(installation, 'releases', first)) / 1024 / 1024;
      const seconds = (said: Said): string => `${said.seconds.toFixed(0)} s`;
      console.log(
        `    npm install -g: ${seconds(installed)}; init: ${seconds(begun)}; a release: ${size.toFixed(0)} MB`,
      );
      expect(size).to.be.below(300);
    });

    it('serves an adviser, who signs in for the first time and takes a call', async function () {
      const chromium = process.env['MOOTHALL_TEST_CHROMIUM'];
      if (chromium === undefined) throw new Error('There is no Chromium here.');
      await moothall('start', '--background');
      const create = [
        'user',
        'create',
        'una.pell',
        '--name',
        'Una Pell',
        '--authority',
        'dunmere',
        '--role',
        'adviser',
      ];
      const { password } = jsonOf(await moothall(...create, '--json'));
      browser = await launchChromium(chromium);
      adviser = await firstSignIn(browser, address, { name: 'una.pell', password: String(password) });
      await adviser.takeCallFrom({ first: 'Bronwen', last: 'Hartley', number: '01632960987' });
      expect(await adviser.find('Bronwen Hartley')).to.equal(1);
    });

    it('refuses a next version that was changed in the registry, and goes on with its own', async () => {
      addMigration(path.join(checkout, 'packages/core/dist'), 'create index jobs_of_the_test on jobs (kind)');
      commit(checkout, 'Add a table');
      await release(next);
      const tarball = path.join(registry.storage, '@moothall/core', `core-${next}.tgz`);
      const published = readFileSync(tarball);
      const files = gunzipSync(published);
      files.write('other', files.indexOf('export'));
      writeFileSync(tarball, gzipSync(files));
      await moothall('backup', '--no-encrypt');
      const refused = await machine().moothall('upgrade', '--despite-faults', '--dir', installation);
      writeFileSync(tarball, published);
      expect(refused.code, refused.errors).to.equal(1);
      expect(refused.errors).to.contain('not what the registry promised');
      expect([versionInUse(), (await status())['running']]).to.deep.equal([first, true]);
    });

    it('is upgraded to the newest version with its data, while the server runs', async () => {
      succeed(await machine().npm('cache', 'clean', '--force'));
      const upgraded = await moothall('upgrade', '--despite-faults');
      console.log(`    upgrade: ${upgraded.seconds.toFixed(0)} s`);
      expect(upgraded.output).to.contain(`Upgraded to ${next}`);
      expect(await status()).to.include({ version: next, running: true, schema: 'current' });
      expect((await status())['migrations']).to.include('0002-of-the-test');
      await showsAdapters(next);
      expect(await adviser?.find('Bronwen Hartley')).to.equal(1);
      await adviser?.takeCallFrom({ first: 'Gethin', last: 'Ashworth', number: '01632960986' });
    });

    it('is backed up, and goes back to the version before with the data of then', async () => {
      const { file } = jsonOf(await moothall('backup', '--no-encrypt', '--json'));
      expect(file).to.be.a('string');
      const back = await moothall('rollback', '--yes');
      expect(back.output).to.contain(`Back at version ${first}`);
      expect(await status()).to.include({ version: first, running: true, schema: 'current' });
      expect([await adviser?.find('Bronwen Hartley'), await adviser?.find('Gethin Ashworth')]).to.deep.equal([1, 0]);
    });

    it('puts a backup of its own back', async () => {
      const { file } = jsonOf(await moothall('backup', '--no-encrypt', '--json'));
      await adviser?.takeCallFrom({ first: 'Idris', last: 'Bellamy', number: '01632960985' });
      await moothall('stop');
      await moothall('restore', String(file), '--replace', '--yes');
      await moothall('start', '--background');
      expect([await adviser?.find('Bronwen Hartley'), await adviser?.find('Idris Bellamy')]).to.deep.equal([1, 0]);
    });

    bundleSteps(() => ({ work, machine: machine(), installation, versions: { first, next } }));
  });
