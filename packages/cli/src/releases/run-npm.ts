import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Io } from '../io.js';

/** npm said no: with what it said, and what helps. */
class NpmError extends Error {
  readonly code = 'npm_failed';
}

/**
 * Runs npm in a folder, with the proxy, the certificates and the registry that the environment and `.npmrc` name. Answers
 * what it printed.
 * @throws npm_failed
 */
export async function runNpm(io: Io, directory: string, words: readonly string[]): Promise<string> {
  const env = { ...headers(), ...io.environment };
  const child = spawn('npm', words, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [said, wrong, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]).catch(explainAbsence);
  if (code === 0) return said;
  const fault = withoutPasswords(wrong.trim() || said.trim());
  throw new NpmError([`npm ${words[0] ?? ''} failed:`, fault, adviceOn(fault)].filter(Boolean).join('\n'));
}

/** Node's headers, where they stand beside it: a compiler would be given them from the internet otherwise. */
function headers(): Record<string, string> {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  return existsSync(path.join(prefix, 'include/node/node.h')) ? { npm_package_config_node_gyp_nodedir: prefix } : {};
}

function explainAbsence(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error;
  throw new NpmError('npm is not installed here. Install it with Node, or use a bundle (moothall bundle --help).');
}

/** A proxy's address may have one. */
export const withoutPasswords = (said: string): string => said.replace(/\/\/[^\s/@]+@/g, '//…@');

const advice: readonly (readonly [RegExp, string])[] = [
  [
    /EINTEGRITY|integrity checksum failed|TAR_BAD_ARCHIVE|Z_(?:DATA|BUF)_ERROR|zlib:/i,
    'What came is not what the registry promised, and nothing of it is used. Try again; if it comes back, tell whoever runs the registry or the proxy.',
  ],
  [
    /\b407\b|proxy authentication/i,
    'The proxy asks for a name and a password: HTTPS_PROXY=http://name:password@proxy.council.example:8080',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|unable to (?:get|verify)/i,
    'The certificate is signed by nobody known here: name the file of your own authority in NODE_EXTRA_CA_CERTS.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT/,
    'The registry can’t be reached. Behind a proxy set HTTPS_PROXY; a machine without the internet takes a bundle (moothall bundle --help).',
  ],
  [
    /node-gyp|gyp ERR|not found: make/,
    'The SQLite driver has to be compiled for this Node, which needs Python 3 and a C++ compiler (apt-get install build-essential python3). Node 22 and later need none.',
  ],
  [/\b(?:ETARGET|E404)\b|No matching version/, 'The registry doesn’t have that.'],
];

const adviceOn = (fault: string): string => advice.find(([pattern]) => pattern.test(fault))?.[1] ?? '';
