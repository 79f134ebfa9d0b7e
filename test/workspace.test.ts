import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse as parseYaml } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');

/** Files of the checkout that git keeps or would keep; without git, nothing to judge. */
function listKeptFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
}

const isText = (contents: Buffer): boolean => !contents.subarray(0, 8000).includes(0);

/** Home folders and scratch folders of one machine: true for nobody else. */
const machinePath = /(?:^|[\s"'`(=:])\/(?:home|Users|work|root)\/[\w.-]+|\/tmp\/[\w.-]+|[A-Z]:\\Users\\/m;

const namesHost = (lockFile: string): string[] => lockFile.match(/https?:\/\/[^"\s]+/g) ?? [];

/** The hosts of funding links stay: they are facts about a package and nothing is fetched from them. */
function resolvedAddresses(lockFile: string): string[] {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, { resolved?: string }> };
  return Object.values(packages).flatMap(({ resolved }) => (resolved ? namesHost(resolved) : []));
}

describe('the workspace', () => {
  it('has a lock file that names no registry host', () => {
    expect(resolvedAddresses(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))).to.deep.equal([]);
  });

  it('has a lock file with a checksum for every package from a registry', () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean; bundled?: boolean; inBundle?: boolean }>;
    };
    const unchecked = Object.entries(packages)
      .filter(([location]) => location.includes('node_modules/'))
      .filter(([, entry]) => !entry.integrity && !entry.link && !entry.inBundle)
      .map(([location]) => location);
    expect(unchecked).to.deep.equal([]);
  });

  it('says of every package with an install script whether it may run, so that `npm ci` works', () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const { allowScripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>;
    };
    const withScripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = new Set(withScripts.map(([location]) => location.replace(/^.*node_modules\//, '')));
    expect(Object.keys(allowScripts)).to.have.members([...names]);
  });

  it('mentions no path of one machine', function () {
    if (!existsSync(path.join(root, '.git'))) this.skip();
    const offenders = listKeptFiles()
      .filter((file) => file !== 'package-lock.json' && statSync(path.join(root, file)).size < 2_000_000)
      .filter((file) => {
        const contents = readFileSync(path.join(root, file));
        return isText(contents) && machinePath.test(contents.toString('utf8'));
      });
    expect(offenders).to.deep.equal([]);
  });

  it('would notice a registry host and a machine path', () => {
    const lockFile = JSON.stringify({ packages: { a: { resolved: 'https://registry.example/a-1.0.0.tgz' } } });
    expect(resolvedAddresses(lockFile)).to.deep.equal(['https://registry.example/a-1.0.0.tgz']);
    expect(machinePath.test(['see ', 'home', 'jo', 'notes'].join('/'))).to.equal(true);
    expect(machinePath.test('GET /desk/work/queue')).to.equal(false);
  });
});

describe('what is published', () => {
  const { url } = parseYaml(readFileSync(path.join(root, 'publiccode.yml'), 'utf8')) as { url: string };
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };

  it('says where it comes from, what it needs and what is in it', () => {
    for (const folder of readdirSync(path.join(root, 'packages'))) {
      const about = JSON.parse(readFileSync(path.join(root, 'packages', folder, 'package.json'), 'utf8')) as {
        repository?: object;
      };
      const place = { type: 'git', url: `git+${url}`, directory: `packages/${folder}` };
      expect(about.repository, folder).to.deep.equal(place);
      expect(about, folder).to.deep.include({
        engines: { node: engines.node },
        publishConfig: { access: 'public' },
      });
      expect(about, folder).to.include.keys('description', 'files', 'license', 'exports');
      expect(about, folder).not.to.have.any.keys('private');
      for (const file of ['LICENSE', 'README.md'])
        expect(existsSync(path.join(root, 'packages', folder, file)), `${folder}/${file}`).to.equal(true);
    }
  });

  it('is tested on every line of Node that it may run on', () => {
    const workflow = parseYaml(readFileSync(path.join(root, '.github/workflows/test.yml'), 'utf8')) as {
      jobs: { test: { strategy: { matrix: { node: number[] } } } };
    };
    const lines = engines.node.split('||').map((range) => Number(/\d+/.exec(range)?.[0]));
    expect(workflow.jobs.test.strategy.matrix.node).to.deep.equal(lines);
  });
});

describe('publiccode.yml', () => {
  interface PublicCode {
    description: Record<string, { shortDescription: string; longDescription: string; features: string[] }>;
    legal: { license: string };
    maintenance: { type: string; contacts?: { name: string }[] };
  }
  const file = parseYaml(readFileSync(path.join(root, 'publiccode.yml'), 'utf8')) as PublicCode &
    Record<string, unknown>;

  it('has every key that the standard requires', () => {
    expect(file).to.include.keys('publiccodeYmlVersion', 'name', 'url', 'platforms', 'categories', 'developmentStatus');
    expect(file).to.include.keys('softwareType', 'description', 'legal', 'maintenance', 'localisation');
    expect(file.maintenance.contacts).to.have.length.above(0);
  });

  it('keeps its descriptions within the lengths that catalogues accept', () => {
    for (const { shortDescription, longDescription } of Object.values(file.description)) {
      expect(shortDescription).to.have.length.within(1, 150);
      expect(longDescription).to.have.length.within(150, 10_000);
    }
  });

  it('names the licence of the packages', () => {
    const packages = [
      'package.json',
      ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/package.json`),
    ];
    for (const name of packages) {
      const { license } = JSON.parse(readFileSync(path.join(root, name), 'utf8')) as { license: string };
      expect(license, name).to.equal(file.legal.license);
    }
  });
});
