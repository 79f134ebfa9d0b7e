import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Io } from './io.js';

export const passwordOption = [
  '--password-file <file>',
  'holds the password of the database’s role; - reads it from standard input',
] as const;

/** The password in a file that a command was given, without the line's end; none without `--password-file`. */
export async function givenPassword(io: Io, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = file === '-' ? await io.readInput() : readFileSync(path.resolve(io.directory, file), 'utf8');
  return text.replace(/\r?\n$/, '');
}
