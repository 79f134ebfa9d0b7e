import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { defineError, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { addDays } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listIncomeLines, listUnwritten, markWritten } from './income-repository.js';
import { incomeFileName, incomeFileText } from './income-rules.js';
import type { IncomeFile } from './income-types.js';
import { makeIncomeFile, nothingForFile } from './make-income-file.js';

export const otherFileThere = defineError(
  'income_file_differs',
  409,
  'Another file of that name lies in the folder. Move it away: a file that was written is never changed.',
);

const filesAtOnce = 100;

/**
 * Makes the files of every council that the configuration names, of what was paid until yesterday's end, and writes those
 * that are not in their folder yet. Answers the paths that it wrote.
 * @throws income_file_differs where another file has the name of one; the others are written
 */
export async function writeIncomeFiles(kernel: Kernel): Promise<string[]> {
  const { income } = kernel.config;
  const dayOn = addDays(localDateAt(kernel.clock.now()), -1);
  for (const { id: authorityId, slug, kind } of await listAuthorities(kernel)) {
    const council = kind === 'authority' ? income.councils[slug] : undefined;
    if (council === undefined || council.from > dayOn) continue;
    await makeDueFile(kernel, { authorityId, series: slug, dayOn, ...council });
  }
  return await writeOut(kernel);
}

/** Makes a council's file of a day, unless there is nothing for it or it has one. */
export async function makeDueFile(kernel: Kernel, about: z.input<typeof makeIncomeFile.input>): Promise<void> {
  try {
    await runCommand(kernel, systemActor('writes the income files'), makeIncomeFile, about);
  } catch (error) {
    if (!isError(error, nothingForFile.code)) throw error;
  }
}

/** A run that was stopped between a file and its writing is gone on with by the next. */
async function writeOut(kernel: Kernel): Promise<string[]> {
  const db = kernel.db.read(everyAuthority);
  const written: string[] = [];
  let refused: Error | undefined;
  for (const file of await listUnwritten(db, filesAtOnce)) {
    const place = path.join(incomeFolder(kernel), file.series, incomeFileName(file));
    try {
      await writeOnce(place, await textOf(kernel, file));
      await kernel.db.write(everyAuthority, (writes) => markWritten(writes, file, kernel.clock.now()));
      written.push(place);
    } catch (error) {
      kernel.log.error({ err: error, series: file.series, number: file.number }, 'an income file could not be written');
      refused ??= error as Error;
    }
  }
  if (refused !== undefined) throw refused;
  return written;
}

/** The file's text, the same each time. */
export async function textOf(kernel: Kernel, file: IncomeFile): Promise<string> {
  return incomeFileText(file, await listIncomeLines(kernel.db.read(everyAuthority), file.id));
}

/** Where councils' files lie, in a folder for each. */
function incomeFolder({ config }: Kernel): string {
  return path.resolve(config.directory, config.income.folder);
}

/** Whole or not at all: whoever fetches files finds none half written. @throws income_file_differs */
async function writeOnce(place: string, text: string): Promise<void> {
  const there = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (there === text) return;
  if (there !== undefined) throw otherFileThere();
  await mkdir(path.dirname(place), { recursive: true });
  const partial = `${place}.part`;
  const handle = await open(partial, 'w', 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, place);
}
