import { spawnSync } from 'node:child_process';
import path from 'node:path';

const killBefore = path.join(import.meta.dirname, 'kill-before.js');
const commandLine = path.resolve(import.meta.dirname, '../../../packages/cli/bin/moothall.js');

export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `moothall authority …` in a process of its own, which is killed before one of its writes. */
export function runAuthority(directory: string, words: readonly string[], stopBefore = Infinity): Ran {
  return runKilled(directory, ['authority', ...words], stopBefore);
}

/** The same for any command; without a directory where the command names its own. */
export function runKilled(
  directory: string | undefined,
  words: readonly string[],
  stopBefore = Infinity,
  environment: Readonly<Record<string, string>> = {},
): Ran {
  const where = directory === undefined ? [] : ['--dir', directory];
  const node = ['--import', killBefore, commandLine, ...words, ...where];
  const env = { ...process.env, ...environment, MOOTHALL_TEST_KILL_BEFORE: String(stopBefore) };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8', env });
  return { code: status, signal, output: stdout, errors: stderr };
}

/** How many writes a process had that came to its end. */
export function writesOf({ errors }: Ran): number {
  return Number(/writes (\d+)/.exec(errors)?.[1]);
}
