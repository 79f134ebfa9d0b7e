import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '#cli/index.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

/** How a `moothall` command ended and what it said. */
interface Said {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** An installation in a folder of its own, as `moothall` meets it. */
export interface Installation {
  readonly directory: string;
  readonly run: (...words: string[]) => Promise<Said>;
}

export function newInstallation(): Installation {
  const directory = throwAwayFolder('moothall-installation-');
  writeFileSync(path.join(directory, 'moothall.yaml'), 'log: { level: silent }\nlisten: { port: 0 }\n');
  const key = `key: ${randomBytes(32).toString('base64')}\n`;
  writeFileSync(path.join(directory, 'secrets.yaml'), key, { mode: 0o600 });
  return { directory, run: (...words) => runFrom(directory, [...words, '--dir', directory]) };
}

/** Runs `moothall` as if it were called in a folder. */
export async function runFrom(
  directory: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Said> {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await main(words, {
    write: (text) => void lines.push(text),
    line: (text = '') => void lines.push(text),
    error: (text) => void errors.push(text),
    environment,
    directory,
    interactive: false,
    ask: () => Promise.reject(new Error('nobody sits there')),
    readInput: () => Promise.resolve(''),
    untilStopped: () => Promise.resolve('SIGTERM'),
  });
  return { code, lines, errors: errors.join('\n') };
}
