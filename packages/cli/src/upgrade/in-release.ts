import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Io } from '../io.js';
import { commandOf, nodeOf, releaseFolder } from '../releases/release-folder.js';
import { nodeEnvironment, nodeOptions } from '../running/command-line.js';

export interface SaidByRelease {
  readonly code: number;
  /** Its JSON object, where it printed one. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly errors: string;
}

/** Runs a command of one of the installation's versions on the installation, with `--json`. */
export async function inRelease(
  io: Io,
  root: string,
  version: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<SaidByRelease> {
  const folder = releaseFolder(root, version);
  const command = [...nodeOptions, commandOf(folder), ...words, '--dir', root, '--json'];
  const child = spawn(nodeOf(folder), command, {
    cwd: root,
    env: { ...io.environment, ...nodeEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [said, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, json: jsonIn(said), errors: wordsIn(errors) };
}

/** As `inRelease`. @throws Error with what it said, unless it ended with 0 */
export async function succeedInRelease(...about: Parameters<typeof inRelease>): Promise<SaidByRelease['json']> {
  const { code, json, errors } = await inRelease(...about);
  if (code === 0) return json;
  const fault = typeof json['fault'] === 'string' ? json['fault'] : '';
  throw new Error([errors, fault].filter(Boolean).join('\n') || `"moothall ${about[3].join(' ')}" ended with ${code}.`);
}

function jsonIn(said: string): Record<string, unknown> {
  const last = said.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** What was said to people, without lines of the log. */
const wordsIn = (errors: string): string =>
  errors
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
    .join('\n');
