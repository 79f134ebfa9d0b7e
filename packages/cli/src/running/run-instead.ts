import { spawn } from 'node:child_process';
import { nodeEnvironment, nodeOptions } from './command-line.js';

/** Lets another Node run a command on this terminal, with whatever signals come here. Answers its exit code. */
export async function runInstead(node: string, command: string, words: readonly string[]): Promise<number> {
  const env = { ...process.env, ...nodeEnvironment };
  const child = spawn(node, [...nodeOptions, command, ...words], { stdio: 'inherit', env });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const;
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  // A terminal sends Ctrl+C to both.
  for (const signal of signals) process.on(signal, signal === 'SIGINT' ? () => undefined : passOn);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of signals) process.removeAllListeners(signal);
  }
}
