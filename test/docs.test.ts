import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newInstallation, runFrom } from './new-installation.js';

/** Run by a test of its own, from its beginning to its end (adapter-tutorial.test.ts). */
const tutorial = 'docs/adapters/tutorial.md';
const documents = ['README.md', 'CONTRIBUTING.md', 'packages/cli/README.md', ...markdownIn('docs')].filter(existsSync);

function markdownIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(folder, file))
    .sort();
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

const all = documents
  .filter((file) => file !== tutorial)
  .flatMap((file) => commandsIn(file).map((command) => ({ file, command })));

describe('commands in the documents', function () {
  this.timeout(120_000);

  it('are there', () => {
    expect(all.filter(({ command }) => command.startsWith('moothall ')).length).to.be.greaterThan(5);
  });

  for (const file of documents)
    if (moothallCommands(file).length > 0)
      it(`${file}: each moothall command does what it says, in the order in which they stand`, async () => {
        const { directory } = newInstallation();
        appendFileSync(path.join(directory, 'moothall.yaml'), gazetteer);
        if (file.endsWith('operate/backups.md')) placeForCopy(directory);
        try {
          const commands = moothallCommands(file);
          if (!commands.some((command) => /authority add|moothall init/.test(command)))
            await run(directory, addDunmere);
          for (const command of commands) await run(directory, command);
        } finally {
          await runFrom(directory, ['stop']); // of what a page starts in the background
          for (const name of readdirSync(path.dirname(directory)).filter((each) =>
            each.startsWith(path.basename(directory)),
          ))
            rmSync(path.join(path.dirname(directory), name), { recursive: true, force: true });
        }
      });

  /** What installs the command is run by test/release. */
  const isScript = (command: string): boolean =>
    command.startsWith('npm ') && !command.startsWith('npm install --global');
  for (const { file, command } of all.filter((each) => isScript(each.command)))
    it(`${file}: ${command} names a script`, () => {
      const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
      const [, verb = '', name = ''] = shellWords(command);
      expect(Object.keys(scripts)).to.include(verb === 'run' ? name : verb);
    });

  /** `pg_basebackup` is run by faults/serving/fail-over.test.ts. */
  it('are of kinds that this test runs', () => {
    const known =
      /^(moothall|npm|npx mocha|npx playwright|openssl|sh|sha256sum|ln|apt-get|mkdir|git|cd|chmod|printf|umask|systemctl|curl|pg_basebackup) /;
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

/** As docs/operate/importing.md has it. */
const gazetteer = "adapters: { gazetteer: { use: '@moothall/adapter-addresses-addressbase' } }\n";

/** As docs/operate/backups.md has it. */
function placeForCopy(directory: string): void {
  const folder = `${directory}-copy`;
  mkdirSync(folder);
  writeFileSync(path.join(folder, '.moothall-documents'), '');
  const file = path.join(directory, 'moothall.yaml');
  const adapter = `{ use: '@moothall/adapter-documents-files/folder', settings: { folder: ${folder} } }`;
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8').replace('adapters: {', `adapters: { copy: ${adapter},`)}backups: { copy: { connection: copy } }\n`,
  );
}

const addDunmere =
  'moothall authority add dunmere --name "Dunmere District Council" --tier district --prefix DU --dir /srv/moothall';

function moothallCommands(file: string): string[] {
  return commandsIn(file).filter((command) => command.startsWith('moothall '));
}

async function run(directory: string, command: string): Promise<void> {
  const words = shellWords(command).slice(1);
  const args = words.map((word) => word.replaceAll('/srv/moothall', directory));
  // Serving ends only when asked to, an upgrade and a bundle need a registry, a move a database: of these the options are checked.
  const needsRegistry = args[0] === 'bundle' && args[1] !== 'key';
  const serves =
    ['start', 'demo', 'upgrade', 'rollback', 'move'].includes(args[0] ?? '') && !args.includes('--background');
  const ends = !serves && !needsRegistry;
  const { code, lines, errors } = await runFrom(process.cwd(), [...args, ...(ends ? [] : ['--help'])]);
  expect(code, [command, ...lines, errors].join('\n')).to.equal(0);
}

/** Splits as a shell does, for the quoting that the documents use. */
function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ''));
}
