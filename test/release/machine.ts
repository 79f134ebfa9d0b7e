import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { npmrcFor } from './registry.js';

export interface Said {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly seconds: number;
}

/** A machine with Node and npm, on which nothing is installed and nothing was fetched yet. */
export interface Machine {
  readonly folder: string;
  npm(...words: string[]): Promise<Said>;
  /** The command that npm installed. */
  moothall(...words: string[]): Promise<Said>;
  run(command: string, words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Said>;
}

/** @param registry the only one that it knows */
export function newMachine(folder: string, registry: string): Machine {
  const home = path.join(folder, 'home');
  const prefix = path.join(folder, 'npm');
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, '.npmrc'), `${npmrcFor(registry)}prefix=${prefix}\n`);
  const run: Machine['run'] = (command, words, environment = {}) =>
    runIn(folder, command, words, { ...bareEnvironment(home, prefix), ...environment });
  return {
    folder,
    run,
    npm: (...words) => run('npm', words),
    moothall: (...words) => run(path.join(prefix, 'bin', 'moothall'), words),
  };
}

/** Nothing of whoever runs the tests: no settings of npm, no proxies, no cache. This Node comes first. */
const bareEnvironment = (home: string, prefix: string): Record<string, string> => ({
  HOME: home,
  PATH: [path.join(prefix, 'bin'), path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
  npm_config_globalconfig: path.join(home, 'none'),
  LANG: 'C.UTF-8',
  TMPDIR: process.env['TMPDIR'] ?? '/tmp',
});

export async function runIn(
  cwd: string,
  command: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Said> {
  const began = performance.now();
  const child = spawn(command, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output, errors, seconds: (performance.now() - began) / 1000 };
}

/** In bytes, of all files below. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
