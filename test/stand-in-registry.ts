import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { throwAwayFolder } from '#testing/throw-away-folder';

/** A package as a registry hands it out: one version, of which `index.js` says what it does. */
interface StandInPackage {
  readonly version: string;
  readonly main?: string;
}

export interface StandInRegistry {
  /** What npm asked for, in its words. */
  readonly asked: string[];
  /** With which npm comes here and keeps to itself. */
  readonly environment: NodeJS.ProcessEnv;
  close(): void;
}

/** A registry on this machine that has every package there is. `home` is where npm looks for its settings. */
export async function startRegistry(home: string, of: (name: string) => StandInPackage): Promise<StandInRegistry> {
  const asked: string[] = [];
  const tarballs = new Map<string, Buffer>();
  const tarballOf = (name: string, one: StandInPackage): Buffer => {
    const tarball = tarballs.get(name) ?? packed(name, one);
    tarballs.set(name, tarball);
    return tarball;
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const [, name = '', file] = /^\/(.+?)(\/-\/.+)?$/.exec(decodeURIComponent(request.url ?? '')) ?? [];
    const one = of(name);
    const tarball = tarballOf(name, one);
    response.end(file === undefined ? JSON.stringify(entry(name, one.version, tarball)) : tarball);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const entry = (name: string, version: string, tarball: Buffer): object => {
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: `${address}${name}/-/it.tgz`, integrity };
    return { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } };
  };
  writeFileSync(path.join(home, '.npmrc'), `registry=${address}\nfetch-retries=0\n`);
  return {
    asked,
    environment: {
      ...{ PATH: process.env['PATH'], HOME: home, npm_config_update_notifier: 'false' },
      npm_config_cache: path.join(home, 'cache'),
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function packed(name: string, { version, main = '' }: StandInPackage): Buffer {
  const folder = throwAwayFolder('moothall-package-');
  mkdirSync(path.join(folder, 'package'));
  writeFileSync(path.join(folder, 'package', 'package.json'), JSON.stringify({ name, version }));
  writeFileSync(path.join(folder, 'package', 'index.js'), main);
  const tarball = execFileSync('tar', ['-czf', '-', '-C', folder, 'package']);
  rmSync(folder, { recursive: true });
  return tarball;
}
