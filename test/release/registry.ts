import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The newest that takes Node 20. */
const verdaccio = { version: '6.8.0', overrides: { 'node-fetch': '2.7.0' } };
const kept = path.resolve('.build', `verdaccio-${verdaccio.version}`);

/** A registry of the test's own: Moothall's packages are in it alone, everybody else's come through it. */
export interface Registry {
  readonly url: string;
  /** Folder in which it keeps the packages. */
  readonly storage: string;
  stop(): Promise<void>;
}

/** What npm has to know of it, as `.npmrc` says it. Anybody may publish; npm wants a token all the same. */
export const npmrcFor = (url: string): string =>
  `registry=${url}\n${url.replace(/^https?:/, '')}:_authToken=of-nobody\nfund=false\naudit=false\nupdate-notifier=false\n`;

/** Starts Verdaccio with nothing in it; `undefined` where it can't be installed. It is kept for the next run. */
export async function startRegistry(folder: string): Promise<Registry | undefined> {
  if (!installVerdaccio()) return undefined;
  const storage = path.join(folder, 'storage');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'config.yaml'), configFor(storage, folder, upstream()));
  const port = await freePort();
  const bin = path.join(kept, 'node_modules/verdaccio/bin/verdaccio');
  const words = [bin, '--config', path.join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
  const child = spawn(process.execPath, words, { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}/`;
  await untilItAnswers(`${url}-/ping`, () => child.exitCode === null);
  return {
    url,
    storage,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function installVerdaccio(): boolean {
  if (existsSync(path.join(kept, 'node_modules/verdaccio/package.json'))) return true;
  mkdirSync(kept, { recursive: true });
  const { version, overrides } = verdaccio;
  const manifest = { private: true, dependencies: { verdaccio: version }, overrides };
  writeFileSync(path.join(kept, 'package.json'), JSON.stringify(manifest));
  const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  return spawnSync('npm', words, { cwd: kept, stdio: 'ignore' }).status === 0;
}

const upstream = (): string =>
  spawnSync('npm', ['config', 'get', 'registry', '--loglevel=error'], { encoding: 'utf8' }).stdout.trim();

const configFor = (storage: string, folder: string, registry: string): string => `
storage: ${JSON.stringify(storage)}
auth: { htpasswd: { file: ${JSON.stringify(path.join(folder, 'htpasswd'))}, max_users: -1 } }
uplinks: { upstream: { url: ${JSON.stringify(registry)}, maxage: 60m, timeout: 120s, max_fails: 20 } }
packages:
  moothall: { access: $all, publish: $all }
  '@moothall/*': { access: $all, publish: $all }
  '**': { access: $all, proxy: upstream }
max_body_size: 100mb
server: { keepAliveTimeout: 60 }
middlewares: { audit: { enabled: false } }
log: { type: file, path: ${JSON.stringify(path.join(folder, 'verdaccio.log'))}, level: warn }
web: { enable: false }
`;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilItAnswers(url: string, isAlive: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1800 && isAlive(); tries += 1) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await pause(100);
  }
  throw new Error('Verdaccio did not start.');
}
