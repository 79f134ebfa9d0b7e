import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { runIn, type Machine, type Said } from './machine.js';
import { freePort } from './registry.js';

/** What the steps before have left. */
export interface BundleWorld {
  readonly work: string;
  /** With the internet, and an installation of the first version. */
  readonly machine: Machine;
  readonly installation: string;
  readonly versions: { readonly first: string; readonly next: string };
}

const council = ['--gss', 'E07000999', '--name', 'Dunmere District Council', '--yes'];
const administrator = ['--admin', 'sam.ellery', '--admin-name', 'Sam Ellery'];
/** What a bundle asks of a machine. */
const programs = ['sh', 'tar', 'gzip', 'tail', 'head', 'mktemp', 'readlink', 'dirname', 'rm', 'env'];

/** Bundles, from where they are made to a machine without Node, npm, a compiler and a network. */
export function bundleSteps(world: () => BundleWorld): void {
  const file = (name: string): string => path.join(world().work, 'offline', name);
  const made: Record<string, string> = {};
  let publicKey = '';

  const succeed = (said: Said): Said => {
    expect(said.code, `${said.output}\n${said.errors}`).to.equal(0);
    return said;
  };
  const jsonOf = ({ output }: Said): Record<string, unknown> =>
    JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;

  /** Nothing but these programs, and a registry that isn't there. */
  function offline(command: string, ...words: string[]): Promise<Said> {
    const bin = file('bin');
    if (!existsSync(bin)) {
      mkdirSync(bin, { recursive: true });
      for (const name of programs)
        symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), path.join(bin, name));
    }
    const nowhere = { npm_config_registry: 'http://127.0.0.1:9/', HTTP_PROXY: 'http://127.0.0.1:9' };
    return runIn(file('.'), command, words, { PATH: bin, HOME: file('home'), TMPDIR: file('.'), ...nowhere });
  }
  const sh = (...words: string[]): Promise<Said> => offline(path.join(file('bin'), 'sh'), ...words);
  const installed = (): string => file('dunmere');
  const moothall = async (...words: string[]): Promise<Said> =>
    offline(path.join(installed(), 'moothall'), ...words, '--dir', installed());
  const versionInUse = (): string => readlinkSync(path.join(installed(), 'releases', 'current'));

  it('is bundled, signed and checked', async () => {
    const { machine, installation, versions } = world();
    mkdirSync(file('home'), { recursive: true });
    const key = ['bundle', 'key', 'new', '--out', file('key.pem'), '--json'];
    publicKey = String(jsonOf(succeed(await machine.moothall(...key)))['publicKey']);
    for (const version of [versions.first, versions.next]) {
      const words = ['bundle', version, '--key', file('key.pem'), '--out', file('.'), '--dir', installation];
      const said = succeed(await machine.moothall(...words, '--with', 'mail', '--json'));
      const about = jsonOf(said);
      const packages = { '@moothall/adapter-mail': version, '@moothall/adapter-open311': version };
      expect(about).to.deep.include({ version, packages });
      made[version] = String(about['file']);
      const size = statSync(made[version] ?? '').size / 1024 / 1024;
      console.log(`    bundle of ${version}: ${said.seconds.toFixed(0)} s, ${size.toFixed(0)} MB`);
      succeed(await machine.moothall('bundle', 'check', made[version] ?? '', '--bundle-key', publicKey));
    }
  });

  it('installs itself from a bundle on a machine without Node, npm and a network, and serves there', async () => {
    const port = await freePort();
    await offline('/bin/true');
    const words = [
      'init',
      installed(),
      '--bundle-key',
      publicKey,
      ...council,
      ...administrator,
      '--port',
      String(port),
      '--adapter',
      'mail',
    ];
    const whole = made[world().versions.first] ?? '';
    const damaged = file('damaged.bundle');
    const bytes = readFileSync(whole);
    const at = bytes.length >> 1;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    const refused = await sh(damaged, ...words);
    expect(refused.code, refused.errors).not.to.equal(0);
    expect(existsSync(installed())).to.equal(false);
    const begun = succeed(await sh(whole, ...words, '--json'));
    console.log(`    init from a bundle: ${begun.seconds.toFixed(0)} s`);
    expect(jsonOf(begun)['passwordLink']).to.be.a('string');
    succeed(await moothall('start', '--background'));
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).to.equal(200);
    expect(readdirSync(file('.')).filter((name) => name.startsWith('tmp.'))).to.deep.equal([]);
  });

  it('is upgraded from a bundle, refuses a damaged one untouched, and goes back', async () => {
    const { first, next } = world().versions;
    const upgrade = ['upgrade', '--despite-faults', '--from'];
    const untouched = readdirSync(path.join(installed(), 'releases'));
    const cut = file('cut.bundle');
    writeFileSync(cut, readFileSync(made[next] ?? '').subarray(0, -1));
    const refused = await moothall(...upgrade, cut);
    expect([refused.code, refused.errors.includes('cut short')], refused.errors).to.deep.equal([3, true]);
    expect(readdirSync(path.join(installed(), 'releases'))).to.deep.equal(untouched);

    const upgraded = succeed(await moothall(...upgrade, made[next] ?? ''));
    console.log(`    upgrade from a bundle: ${upgraded.seconds.toFixed(0)} s`);
    expect(versionInUse()).to.equal(next);
    expect(jsonOf(await moothall('status', '--json'))).to.include({ version: next, running: true, schema: 'current' });
    const restarted = succeed(await moothall('restart'));
    expect(restarted.code).to.equal(0);
    succeed(await moothall('rollback', '--yes'));
    expect(jsonOf(await moothall('status', '--json'))).to.include({ version: first, running: true, schema: 'current' });
    succeed(await moothall('stop'));
  });
}
