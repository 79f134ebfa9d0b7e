import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import * as testkit from '@moothall/adapter-testkit';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { installFromCheckout, root, runNode, runNpm } from './installed-packages.js';
import { runFrom } from './new-installation.js';

const kinds = readdirSync(path.join(root, 'packages/cli/templates/adapter/kinds'));
const name = '@westmoor/adapter-parish-texts';

interface Manifest {
  readonly name: string;
  readonly moothall: { readonly apiVersion: number };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

describe('moothall adapter new', function () {
  this.timeout(120_000);
  const made: string[] = [];
  const folder = (prefix: string): string => {
    const directory = throwAwayFolder(prefix);
    made.push(directory);
    return directory;
  };
  after(() => made.forEach((each) => rmSync(each, { recursive: true, force: true })));

  it('has a package to begin with for every kind that has a conformance suite', () => {
    const proofs = kinds.map((kind) =>
      readFileSync(path.join(root, 'packages/cli/templates/adapter/kinds', kind, 'src/adapter.test.ts'), 'utf8'),
    );
    const suites = Object.keys(testkit).filter((key) => key.endsWith('Conformance'));
    expect(suites.filter((suite) => !proofs.some((text) => text.includes(`${suite}({`)))).to.deep.equal([]);
  });

  it('writes one of each kind, and each passes its tests as it is', async () => {
    const place = folder('moothall-new-');
    const directoryOf = (kind: string): string => path.join(place, `adapter-${kind}`);
    for (const kind of kinds) {
      const directory = directoryOf(kind);
      const words = ['adapter', 'new', name, '--kind', kind, '--dir', directory, '--checkout', root];
      const { code, lines } = await runFrom(root, words);
      expect([code, lines[0]]).to.deep.equal([0, `${name} is in ${directory}:`]);
      installFromCheckout(directory);
    }
    const directories = kinds.map(directoryOf);
    runNode(place, [path.join(root, 'node_modules/typescript-7/bin/tsc'), '-b', ...directories]);
    const files = directories.map((directory) => `${directory}/dist/**/*.test.js`);
    const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
    const said = runNode(place, [mocha, '--no-config', '--reporter', 'json', ...files]);
    const { passes } = JSON.parse(said) as { passes: { file: string }[] };
    for (const directory of directories)
      expect(passes.filter(({ file }) => file.startsWith(`${directory}/`)).length, directory).to.be.above(3);
  });

  it('writes one from the published packages, which passes its tests as it is', () => {
    const installation = folder('moothall-packed-');
    unpackInto(installation, ['adapter-sdk', 'adapter-testkit', 'cli']);
    const moothall = path.join(installation, 'node_modules/moothall/bin/moothall.js');
    const words = ['adapter', 'new', 'adapter-trial', '--kind', 'notifications', '--json'];
    const said = JSON.parse(
      execFileSync(process.execPath, [moothall, ...words], { cwd: installation, encoding: 'utf8' }),
    ) as {
      files: string[];
    };
    expect(said.files).to.include.members(['.gitignore', 'LICENSE', 'README.md', 'src/adapter.test.ts']);
    const directory = path.join(installation, 'adapter-trial');
    expect(manifestIn(directory).dependencies['@moothall/adapter-sdk']).to.match(/^\^\d+\.\d+\.\d+$/);
    installFromCheckout(directory, (packageName) => path.join(installation, 'node_modules', packageName));
    expect(runNpm(directory, 'test')).to.match(/\b[1-9]\d* passing/);
  });

  it('makes one among the packages of a checkout a part of its build', async () => {
    const checkout = folder('moothall-checkout-');
    for (const file of ['tsconfig.json', 'tsconfig.base.json'])
      cpSync(path.join(root, file), path.join(checkout, file));
    mkdirSync(path.join(checkout, 'packages'));
    for (const linked of ['node_modules', 'packages/adapter-sdk', 'packages/adapter-testkit'])
      symlinkSync(path.join(root, linked), path.join(checkout, linked));
    const words = ['adapter', 'new', '@moothall/adapter-trial', '--kind', 'notifications', '--checkout', checkout];
    const { code, lines } = await runFrom(checkout, words);
    expect(code, lines.join('\n')).to.equal(0);
    const { references } = JSON.parse(readFileSync(path.join(checkout, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    expect(references.at(-2)).to.deep.equal({ path: 'packages/adapter-trial' });
    const directory = path.join(checkout, 'packages/adapter-trial');
    expect(manifestIn(directory).devDependencies).to.have.keys('@moothall/adapter-testkit');
    runNode(checkout, [path.join(root, 'node_modules/typescript-7/bin/tsc'), '-p', directory]);
    const mocha = [
      path.join(root, 'node_modules/mocha/bin/mocha.js'),
      '--no-config',
      'packages/adapter-trial/dist/**/*.test.js',
    ];
    expect(runNode(checkout, mocha)).to.match(/\b[1-9]\d* passing/);
  });

  it('asks for the releases that Moothall is tested with', () => {
    const template = manifestIn(path.join(root, 'packages/cli/templates/adapter/every'));
    const { devDependencies } = manifestIn(root);
    const { dependencies } = manifestIn(path.join(root, 'packages/adapter-sdk'));
    for (const packageName of ['@types/mocha', '@types/node', 'mocha'])
      expect(template.devDependencies[packageName], packageName).to.equal(devDependencies[packageName]);
    expect(`npm:typescript@${template.devDependencies['typescript']}`).to.equal(devDependencies['typescript-7']);
    expect(template.dependencies['zod']).to.equal(dependencies['zod']);
    const inCheckout = manifestIn(path.join(root, 'packages/cli/templates/adapter/in-checkout'));
    expect([inCheckout.dependencies['zod'], inCheckout.moothall, template.moothall]).to.deep.equal([
      ...[dependencies['zod'], { apiVersion: 1 }, { apiVersion: 1 }],
    ]);
  });

  it('says what is wrong with a name, a kind and a directory, and writes nothing', async () => {
    const place = folder('moothall-refused-');
    const refusal = async (...words: string[]) => {
      const { code, errors } = await runFrom(place, ['adapter', 'new', ...words]);
      return `${code}: ${errors}`;
    };
    expect(await refusal('Parish Texts', '--kind', 'notifications')).to.match(
      /^2: .*small letters, digits and hyphens/s,
    );
    expect(await refusal('adapter-texts', '--kind', 'pigeons')).to.match(/^2: .*Allowed choices are .*notifications/s);
    expect(await refusal('adapter-texts')).to.match(/^2: .*--kind/s);
    expect(readdirSync(place)).to.deep.equal([]);
    mkdirSync(path.join(place, 'adapter-texts'));
    writeFileSync(path.join(place, 'adapter-texts/notes.txt'), 'mine');
    expect(await refusal('adapter-texts', '--kind', 'notifications')).to.match(
      /^1: .*adapter-texts is not empty.*--dir/,
    );
    expect(readdirSync(path.join(place, 'adapter-texts'))).to.deep.equal(['notes.txt']);
  });
});

/** What npm would publish, where an installation has it. */
function unpackInto(folder: string, packages: readonly string[]): void {
  mkdirSync(path.join(folder, 'node_modules'));
  const chosen = packages.flatMap((each) => ['--workspace', `packages/${each}`]);
  const packed = runNpm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...chosen);
  for (const { name: packageName, filename } of JSON.parse(packed) as { name: string; filename: string }[]) {
    const target = path.join(folder, 'node_modules', packageName);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', target, '--strip-components=1']);
  }
  for (const each of packages) linkNeeded(folder, path.join(root, 'packages', each));
}

/** What else npm would install for one of the checkout's packages. */
function linkNeeded(folder: string, from: string): void {
  for (const needed of Object.keys(manifestIn(from).dependencies)) {
    const link = path.join(folder, 'node_modules', needed);
    const own = path.join(from, 'node_modules', needed);
    if (!existsSync(link)) symlinkSync(existsSync(own) ? own : path.join(root, 'node_modules', needed), link);
  }
}
