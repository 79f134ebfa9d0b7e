import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { openDemo, type OpenDemo } from '#core/app/demo/open-demo.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { installFromCheckout, root, runNpm } from './installed-packages.js';
import { runFrom } from './new-installation.js';

const text = readFileSync(path.join(root, 'docs/adapters/tutorial.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
const size = { customers: 300, contactsAndCases: 1200, directoryPeople: 300 };

interface Listed {
  readonly connections: readonly { readonly name: string; readonly state: string; readonly givenUp: number }[];
}

/** Every command of the tutorial in its order, as somebody types it; the demo is a smaller one. */
describe('the tutorial of adapters', function () {
  this.timeout(240_000);
  const place = throwAwayFolder('moothall-tutorial-');
  const directory = path.join(place, 'adapter-texts');
  const data = path.join(place, '.demo');
  let farEnd: ChildProcess | undefined;
  let demo: OpenDemo | undefined;
  let said = '';
  after(async () => {
    farEnd?.kill();
    await demo?.stop();
    rmSync(place, { recursive: true, force: true });
  });

  const serveDemo = async (): Promise<OpenDemo> =>
    openDemo({ directory: data, port: 0, reset: false, environment: {}, size, say: () => undefined });
  const moothall = async (command: string) => {
    const words = command.split(' ').slice(2);
    const { code, lines, errors } = await runFrom(
      root,
      words.map((word) => (word === '.demo' ? data : word)),
    );
    expect(code, errors).to.equal(0);
    return lines.join('\n');
  };
  /** Resolves once the far end has printed something. */
  const untilSaid = (words: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!words.test(said)) return;
        farEnd?.stdout?.off('data', look);
        resolve();
      };
      farEnd?.stdout?.on('data', look);
      look();
    });

  it('has the commands that the test runs', () => {
    expect(commands).to.deep.equal([
      'npm run new:adapter -- @westmoor/adapter-texts --kind notifications --dir ../adapter-texts',
      ...['cd ../adapter-texts', 'npm install', 'npm test', 'npm run far-end', 'cd ../moothall', 'npm run demo'],
      ...['npx moothall adapter check texts --dir .demo', 'npx moothall adapter list --dir .demo', 'npm run demo'],
    ]);
  });

  it('writes an adapter that passes its tests', () => {
    const words = (commands[0] ?? '').split(' ').map((word) => (word === '../adapter-texts' ? directory : word));
    expect(runNpm(root, ...words.slice(1))).to.include('It passes its tests as it is');
    installFromCheckout(directory);
    expect(runNpm(directory, 'test')).to.match(/\b[1-9]\d* passing/);
  });

  it('serves the far end', async () => {
    farEnd = spawn(process.execPath, ['dist/testing/serve.js', '0'], { cwd: directory });
    farEnd.stdout?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    await untilSaid(/listens at http/);
    const script = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(script.scripts['far-end']).to.equal('tsc -b && node dist/testing/serve.js');
  });

  it('makes the demo, which has connections of its own', async () => {
    await (await serveDemo()).stop();
    const { connections } = JSON.parse(await moothall('npx moothall adapter list --json --dir .demo')) as Listed;
    const states = Object.fromEntries(connections.map(({ name, state }) => [name, state]));
    expect(states).to.have.keys('gateway', 'dunmere', 'printers', 'depot', 'card', 'staff', 'addresses');
    expect([states['dunmere']]).to.deep.equal(['Paused']);
  });

  it('puts the adapter to work by one entry and its secret', async () => {
    const port = /127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '';
    const [entry = '', secret = ''] = blocks('yaml').map((block) => block.replaceAll('4010', port));
    edit('moothall.yaml', (before) => ({
      ...before,
      adapters: { ...(before['adapters'] as object), ...(parse(entry) as object) },
    }));
    edit('secrets.yaml', (before) => ({ ...before, ...(parse(secret) as object) }));
    expect(await moothall(commands[7] ?? '')).to.equal('texts: all is well');
    expect(said).to.include('GET /account');
    expect(await moothall(commands[8] ?? '')).to.match(/^texts +Working +Texts, notifications$/m);
  });

  it('sends a text message of the demo by it', async () => {
    const made = await moothall(`npx moothall user token imran.malik --name Tutorial --all --dir .demo`);
    demo = await serveDemo();
    const call = async (at: string, body?: object): Promise<Response> =>
      fetch(`${demo?.address}/api/v1/${at}`, {
        headers: { authorization: `Bearer ${made.split('\n').at(-1)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
    // The entry names Westmoor; in the evenings its advisers see the cases of other councils too.
    const councils = (await (await call('authorities')).json()) as { items: { id: number; slug: string }[] };
    const westmoor = councils.items.find(({ slug }) => slug === 'westmoor');
    const cases = await call(`cases?limit=100&authority=${westmoor?.id}`);
    const { items } = (await cases.json()) as { items: { id: string }[] };
    let isWritten = false;
    for (const { id } of items) {
      const answer = await call(`cases/${id}/messages`, { channel: 'text', body: 'We fill the hole today.' });
      isWritten = answer.ok && ((await answer.json()) as { state: string }).state === 'waiting';
      if (isWritten) break;
    }
    expect(isWritten, 'no case of somebody with a mobile telephone').to.equal(true);
    await untilSaid(/POST \/messages .*We fill the hole today/);
  });

  /** The adapter is written beside the demo here, and beside the checkout there. */
  function edit(file: string, change: (before: Record<string, unknown>) => object): void {
    const whole = path.join(data, file);
    const after = stringify(change(parse(readFileSync(whole, 'utf8')) as Record<string, unknown>));
    writeFileSync(whole, after.replace('../../adapter-texts/', '../adapter-texts/'), { mode: 0o600 });
  }
});
