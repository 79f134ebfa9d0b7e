import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '#cli/index.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

/** An installation in a folder of its own, as `moothall` meets it. */
export interface Installation {
  readonly directory: string;
  readonly run: (...words: string[]) => Promise<{ code: number; lines: string[]; errors: string }>;
}

export function newInstallation(): Installation {
  const directory = throwAwayFolder('moothall-installation-');
  writeFileSync(path.join(directory, 'moothall.yaml'), 'log: { level: silent }\nlisten: { port: 0 }\n');
  const key = `key: ${randomBytes(32).toString('base64')}\n`;
  writeFileSync(path.join(directory, 'secrets.yaml'), key, { mode: 0o600 });
  const run: Installation['run'] = async (...words) => {
    const lines: string[] = [];
    const errors: string[] = [];
    const code = await main([...words, '--dir', directory], {
      write: (text) => void lines.push(text),
      line: (text = '') => void lines.push(text),
      error: (text) => void errors.push(text),
      environment: {},
      directory,
      interactive: false,
      untilStopped: () => Promise.resolve('SIGTERM'),
    });
    return { code, lines, errors: errors.join('\n') };
  };
  return { directory, run };
}
