import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Names under which the checkout has a package that others know by another. */
const knownHere: Readonly<Record<string, string>> = { typescript: 'typescript-7' };

/**
 * What `npm install` does in the folder of a new adapter, without a registry: every package that it asks for is the
 * checkout's own. Another place may be named for Moothall's.
 */
export function installFromCheckout(
  directory: string,
  moothallsAt = (name: string): string => path.join(root, 'packages', name.replace('@moothall/', '')),
): void {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as {
    dependencies: object;
    devDependencies: object;
  };
  const modules = path.join(directory, 'node_modules');
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const target = name.startsWith('@moothall/')
      ? moothallsAt(name)
      : path.join(root, 'node_modules', knownHere[name] ?? name);
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(target, path.join(modules, name));
  }
  mkdirSync(path.join(modules, '.bin'));
  for (const [command, file] of [
    ['tsc', 'typescript/bin/tsc'],
    ['mocha', 'mocha/bin/mocha.js'],
  ] as const)
    symlinkSync(path.join(modules, file), path.join(modules, '.bin', command));
}

/** Runs npm and answers what it printed. @throws with what it printed when it fails */
export const runNpm = (directory: string, ...words: readonly string[]): string => runProgram(directory, 'npm', words);

/** The same for a program of Node's. */
export const runNode = (directory: string, words: readonly string[]): string =>
  runProgram(directory, process.execPath, words);

function runProgram(directory: string, program: string, words: readonly string[]): string {
  try {
    return execFileSync(program, words, {
      cwd: directory,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${words.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
