import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const documents = ['README.md', 'CONTRIBUTING.md', 'packages/cli/README.md', ...markdownIn('docs')].filter(existsSync);

function markdownIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.md')).map((file) => path.join(folder, file));
}

/** Commands in fenced `sh` blocks, continued lines joined, comments left out. */
function commandsIn(file: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, block = '']) =>
    block
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter(Boolean),
  );
}

const all = documents.flatMap((file) => commandsIn(file).map((command) => ({ file, command })));

describe('commands in the documents', function () {
  this.timeout(60_000);
  let directory: string;

  before(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-docs-'));
    mkdirSync(path.join(directory, 'instance'));
    writeFileSync(path.join(directory, 'instance/moothall.yaml'), 'log: { level: silent }\nlisten: { port: 0 }\n');
    const secrets = `key: "${randomBytes(32).toString('base64')}"\n`;
    writeFileSync(path.join(directory, 'instance/secrets.yaml'), secrets, { mode: 0o600 });
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('are there', () => {
    expect(all.filter(({ command }) => command.startsWith('moothall ')).length).to.be.greaterThan(5);
  });

  for (const { file, command } of all.filter((each) => each.command.startsWith('moothall ')))
    it(`${file}: ${command}`, function () {
      const words = shellWords(command)
        .slice(1)
        .map((word) => word.replaceAll('/srv/moothall', path.join(directory, 'instance')));
      // Serving ends only when asked to: for these the options are checked.
      const ends = !['start', 'demo'].includes(words[0] ?? '');
      const args = ends ? words : [...words, '--help'];
      const { status, stdout, stderr } = spawnSync(process.execPath, ['packages/cli/bin/moothall.js', ...args], {
        encoding: 'utf8',
      });
      expect(status, `${stdout}${stderr}`).to.equal(0);
    });

  for (const { file, command } of all.filter((each) => each.command.startsWith('npm ')))
    it(`${file}: ${command} names a script`, () => {
      const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
      const [, verb = '', name = ''] = shellWords(command);
      expect(Object.keys(scripts)).to.include(verb === 'run' ? name : verb);
    });

  it('are of kinds that this test runs', () => {
    const known =
      /^(moothall|npm|npx mocha|npx playwright|openssl|apt-get|mkdir|git|cd|chmod|printf|umask|systemctl|curl) /;
    expect(all.filter(({ command }) => !known.test(command)).map(({ command }) => command)).to.deep.equal([]);
  });

  it('are all in step with the links between documents', () => {
    const dead = documents.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map(([, target = '']) => ({ file, target }))
        .filter(({ target }) => !existsSync(path.join(path.dirname(file), target))),
    );
    expect(dead).to.deep.equal([]);
  });
});

/** Splits as a shell does, for the quoting that the documents use. */
function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ''));
}
