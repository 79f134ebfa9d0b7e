import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openInstance, type Core } from './instance.js';
import type { Io } from './io.js';

export const keyOption = [
  '--key <file>',
  'the private key, if the backup is encrypted; - reads it from standard input',
] as const;

/** Private keys that a command was given; none without `--key`. @throws bad_backup_key */
export async function givenKeys(io: Io, core: Core, key: string | undefined): Promise<string[]> {
  if (key === undefined) return [];
  const text = key === '-' ? await io.readInput() : readFileSync(path.resolve(io.directory, key), 'utf8');
  return core.readPrivateKeys(text);
}

/** The moment that a command was given with `--at`. @throws Error when it is none */
export function givenMoment({ parseMoment }: Core, at: string): 'latest' | number {
  const moment = at === 'latest' ? at : parseMoment(at);
  if (moment === undefined)
    throw new Error(`--at ${at} is no moment. Write it as 2026-11-21T10:00, London time, or as 2026-11-21T10:00:00Z.`);
  return moment;
}

/** The file that a command was given; `latest` is the newest of a folder, by default of the installation's own. */
export async function fileOfBackup(
  io: Io,
  core: Core,
  backup: string,
  { dir, from }: { readonly dir: string; readonly from?: string },
): Promise<string> {
  if (backup !== 'latest') return path.resolve(io.directory, backup);
  const folder =
    from === undefined ? core.backupFolder((await openInstance(io, dir)).config) : path.resolve(io.directory, from);
  return (await core.newestBackup(folder)).file;
}
