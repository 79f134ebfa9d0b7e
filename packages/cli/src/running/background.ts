import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Io } from '../io.js';
import { currentCommand, currentNode } from '../releases/release-folder.js';
import { commandFile, nodeEnvironment, nodeOptions } from './command-line.js';
import { isReady, NotStarted } from './watched-process.js';

/**
 * Starts the server so that it goes on without this terminal, and waits until it is ready. Answers its address.
 * @throws NotStarted with what it said
 */
export async function startInBackground(io: Io, root: string, words: readonly string[]): Promise<string> {
  const logs = path.join(root, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o750 });
  const file = path.join(logs, 'start.log');
  const said = openSync(file, 'w', 0o640);
  const child = spawn(
    currentNode(root),
    [...nodeOptions, currentCommand(root) ?? commandFile, 'start', '--dir', root, '--supervised', ...words],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', said, said, 'ipc'],
      env: { ...io.environment, ...nodeEnvironment },
    },
  );
  closeSync(said);
  try {
    return await new Promise<string>((resolve, reject) => {
      child.on('message', (message) => {
        if (isReady(message)) resolve(message.address);
      });
      child.once('exit', (code) => reject(new NotStarted(code ?? 1, readFileSync(file, 'utf8'))));
      child.once('error', reject);
    });
  } finally {
    if (child.connected) child.disconnect();
    child.removeAllListeners();
    child.unref();
  }
}
