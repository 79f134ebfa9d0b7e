import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pack, PackOwner, PackTestResult } from '@moothall/core';
import { countInWords } from './in-words.js';
import type { Core } from './instance.js';
import type { Io } from './io.js';

/** Whose a pack is. */
export interface OwnerOptions {
  readonly dir: string;
  readonly authority?: string;
  readonly partnership?: boolean;
  readonly json?: boolean;
}

export function addOwnerOptions(command: Command): Command {
  return command
    .option('--authority <code>', 'the council, by its GSS code or its address here; without it, the only one')
    .option('--partnership', 'the partnership, whose services every council may take')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object');
}

/** @throws when both are named */
export function ownerIn({ authority, partnership }: OwnerOptions): PackOwner {
  if (!partnership) return { authority };
  if (authority !== undefined) throw new Error('Name a council with --authority, or say --partnership: not both.');
  return 'partnership';
}

/** A pack's file as it was read and tried out. */
export interface CheckedFile {
  /** Undefined where the file has faults. */
  readonly pack: Pack | undefined;
  readonly faults: readonly { readonly path: string; readonly message: string; readonly line?: number | undefined }[];
  readonly tests: readonly PackTestResult[];
  readonly isSound: boolean;
}

/** Reads a file and runs its own tests. @throws ENOENT */
export function checkFile(io: Io, core: Core, file: string): CheckedFile {
  const { pack, faults } = core.readPack(readFileSync(path.resolve(io.directory, file), 'utf8'));
  const tests = pack ? core.runPackTests(pack) : [];
  const isSound = pack !== undefined && tests.every(({ failures }) => failures.length === 0);
  return { pack, faults, tests, isSound };
}

/** What is wrong with it, each fault with its field and its line. */
export function printFaults(io: Io, { pack, faults, tests }: CheckedFile): void {
  if (!pack) io.error(`The file is no pack: ${countInWords(faults.length, 'fault')}.`);
  for (const { path: field, message, line } of faults)
    io.error(`  ${[line === undefined ? '' : `line ${line}`, field].filter(Boolean).join(', ')}: ${message}`);
  const failed = tests.filter(({ failures }) => failures.length > 0);
  if (failed.length > 0) io.error(`${failed.length} of ${countInWords(tests.length, 'test')} failed:`);
  for (const { title, failures } of failed) io.error(`  ${title}: ${failures.join('; ')}`);
}
