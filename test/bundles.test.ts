import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { endOfBundle, scriptLength, type BundleAbout } from '#cli/bundles/bundle-format.js';
import { publicKeyText, readBundleKey, readPinnedKeys } from '#cli/bundles/bundle-key.js';
import { glibcHere } from '#cli/bundles/platform.js';
import { bundleScript } from '#cli/bundles/shell-scripts.js';
import { installFromBundle, openBundle } from '#cli/bundles/take-bundle.js';
import { useRelease } from '#cli/releases/release-folder.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { newInstallation, runFrom } from './new-installation.js';

const key = generateKeyPairSync('ed25519').privateKey;
const ours = publicKeyText(key);
const another = publicKeyText(generateKeyPairSync('ed25519').privateKey);

describe('A bundle', () => {
  const folder = throwAwayFolder('moothall-bundle-test-');
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Of a release that is one small file. */
  function makeSmall(name: string, differs: Partial<BundleAbout> = {}): string {
    const release = path.join(folder, 'release', 'node_modules', 'moothall', 'bin');
    mkdirSync(release, { recursive: true });
    writeFileSync(path.join(release, 'moothall.js'), "console.log('small');\n");
    const payload = execFileSync('tar', ['-czf', '-', '-C', path.join(folder, 'release'), '.']);
    const whole = Buffer.concat([Buffer.from(bundleScript('0.3.0', payload.length)), payload]);
    const glibc = glibcHere();
    const about: BundleAbout = {
      format: 1,
      version: '0.3.0',
      platform: process.platform,
      arch: process.arch,
      ...(glibc === undefined ? {} : { glibc }),
      node: process.versions.node,
      abi: process.versions.modules,
      packages: {},
      size: whole.length,
      sha256: createHash('sha256').update(whole).digest('hex'),
      ...differs,
    };
    const file = path.join(folder, name);
    writeFileSync(file, Buffer.concat([whole, endOfBundle(about, key)]));
    return file;
  }

  it('begins with a script of fixed length, and puts the release that it holds into its folder', async () => {
    const file = makeSmall('whole.bundle');
    expect(readFileSync(file, 'latin1').slice(scriptLength - 2, scriptLength)).to.equal('#\n');
    const root = path.join(folder, 'installation');
    const bundle = await openBundle(root, file, ours);
    expect(bundle).to.include({ version: '0.3.0', signer: ours });
    await installFromBundle(root, bundle);
    const command = path.join(root, 'releases', '0.3.0', 'node_modules', 'moothall', 'bin', 'moothall.js');
    expect(readFileSync(command, 'utf8')).to.contain('small');
  });

  it('is refused with one bit changed anywhere, cut short anywhere, or with something behind it', async () => {
    const file = makeSmall('changed.bundle');
    const whole = readFileSync(file);
    const refuses = async (bytes: Buffer, what: string): Promise<void> => {
      writeFileSync(file, bytes);
      const outcome = await openBundle(folder, file, ours).then(
        () => 'taken',
        (error: { code?: string }) => error.code,
      );
      expect(outcome, what).to.equal('bad_bundle');
    };
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60))
      await refuses(flipped(whole, at), `bit at ${at}`);
    for (let back = 1; back <= 130; back += 3) await refuses(flipped(whole, whole.length - back), `bit at -${back}`);
    for (const length of [0, 1, 4096, 4200, whole.length - 100, whole.length - 1])
      await refuses(whole.subarray(0, length), `the first ${length} bytes`);
    await refuses(Buffer.concat([whole, Buffer.from('\n')]), 'something behind it');
  });

  it('is taken from those alone whose keys the installation trusts', async () => {
    const file = makeSmall('signed.bundle');
    const root = path.join(folder, 'trusting');
    mkdirSync(root);
    const refusal = async (given?: string): Promise<string> =>
      openBundle(root, file, given).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await refusal()).to.contain('--bundle-key');
    expect(await refusal(another)).to.contain('signed by none of the keys');
    expect(await refusal('moothall-bundle:short')).to.contain('is no public key');
    writeFileSync(path.join(root, 'bundle-keys.txt'), `# somebody else’s\n${another}\n`);
    expect(await refusal(ours), 'another key is trusted already').to.contain('signed by none of the keys');
    writeFileSync(path.join(root, 'bundle-keys.txt'), `${another}\n${ours}\n`);
    expect(await refusal()).to.equal('taken');
  });

  it('is refused on another kind of machine, with what it is for', async () => {
    for (const [differs, says] of [
      [{ arch: 's390x' }, 'linux on s390x'],
      [{ platform: 'win32' }, 'is for win32'],
      [{ glibc: '9.99' }, 'glibc 9.99 or later'],
    ] as const) {
      const file = makeSmall('elsewhere.bundle', differs);
      const refused = await openBundle(folder, file, ours).catch((error: Error) => error.message);
      expect(refused).to.contain(says).and.to.contain('Make one on a machine like this');
    }
  });

  it('does not touch an installation that it doesn’t fit, nor make one', async () => {
    const nowhere = path.join(folder, 'not-made');
    const council = ['--gss', 'E07000999', '--name', 'Dunmere District Council'];
    const administrator = ['--admin', 'sam.ellery', '--admin-name', 'Sam Ellery', '--yes'];
    const file = makeSmall('refused.bundle', { size: 1 });
    const init = ['init', nowhere, ...council, ...administrator, '--from', file, '--bundle-key', ours];
    const made = await runFrom('/', init);
    expect([made.code, made.errors.includes('its SHA-256 is another one'), existsSync(nowhere)]).to.deep.equal([
      3,
      true,
      false,
    ]);
    const without = [...init.slice(0, -3), makeSmall('without.bundle'), '--bundle-key', ours, '--adapter', 'mail'];
    const lacking = await runFrom('/', without);
    expect([lacking.code, lacking.errors.includes('--with @moothall/adapter-mail'), existsSync(nowhere)]).to.deep.equal(
      [3, true, false],
    );

    const { directory, run } = newInstallation();
    const inUse = path.join(directory, 'releases', '0.2.0');
    mkdirSync(inUse, { recursive: true });
    await useRelease(directory, '0.2.0');
    const uses = { '@moothall/core': '0.2.0', '@moothall/adapter-mail': '0.2.0' };
    writeFileSync(path.join(inUse, 'package.json'), JSON.stringify({ dependencies: uses }));
    const upgrade = async (differs: Partial<BundleAbout>, ...words: string[]): Promise<string> => {
      const from = makeSmall('upgrade.bundle', differs);
      const { code, errors } = await run('upgrade', ...words, '--from', from, '--bundle-key', ours);
      expect(code, errors).to.equal(3);
      return errors;
    };
    const whole = { packages: { '@moothall/adapter-mail': '0.3.0' } };
    expect(await upgrade({})).to.contain('--with @moothall/adapter-mail');
    expect(await upgrade(whole, '0.4.0')).to.contain('has version 0.3.0, not 0.4.0');
    expect(await upgrade({ ...whole, abi: '1', node: '9.9.9' })).to.contain('brings Node 9.9.9');
    expect(await upgrade({ ...whole, version: '0.1.0' })).to.contain('older than 0.2.0');
    mkdirSync(path.join(inUse, 'node', 'bin'), { recursive: true });
    writeFileSync(path.join(inUse, 'node', 'bin', 'node'), '');
    expect((await run('upgrade', '0.3.0')).errors).to.contain('upgraded with one');
    expect(readPinnedKeys(directory)).to.deep.equal([]);
    expect(existsSync(path.join(directory, 'releases', '0.3.0'))).to.equal(false);
    rmSync(directory, { recursive: true });
  });

  it('is signed with a key of one’s own, readable by its owner alone, or one that OpenSSL made', async () => {
    const file = path.join(folder, 'key.pem');
    const made = await runFrom('/', ['bundle', 'key', 'new', '--out', file, '--json']);
    const { publicKey } = JSON.parse(made.lines.join('')) as { publicKey: string };
    expect([publicKeyText(await readBundleKey(file)), statSync(file).mode & 0o777]).to.deep.equal([publicKey, 0o600]);
    expect((await runFrom('/', ['bundle', 'key', 'new', '--out', file])).errors).to.contain('is there already');
    const openssl = path.join(folder, 'openssl.pem');
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', openssl], { stdio: 'pipe' });
    expect(createPrivateKey(readFileSync(openssl)).asymmetricKeyType).to.equal('ed25519');
    expect(publicKeyText(await readBundleKey(openssl))).to.match(/^moothall-bundle:[\w-]{43}$/);
    writeFileSync(openssl, 'no key');
    expect((await runFrom('/', ['bundle', '0.3.0', '--key', openssl])).errors).to.contain('no private Ed25519 key');
  });

  it('is checked by itself', async () => {
    const file = makeSmall('checked.bundle');
    const whole = await runFrom('/', ['bundle', 'check', file, '--bundle-key', ours]);
    expect([whole.code, whole.lines.join().includes('is whole: version 0.3.0')]).to.deep.equal([0, true]);
    expect((await runFrom('/', ['bundle', 'check', file, '--bundle-key', another])).code).to.equal(3);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
