import { spawn } from 'node:child_process';
import { root } from './checkout.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill()));

/** Runs a command in the checkout. Resolves to its exit code and everything that it printed; never rejects. */
export function run(command, words, { cwd = root, env = {} } = {}) {
  return new Promise((resolve) => {
    const printed = [];
    const child = spawn(command, words, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    running.add(child);
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.once('error', (error) => resolve({ code: 127, output: String(error) }));
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(printed).toString() });
    });
  });
}
