import { systemActor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { runQuery } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listIncomeFiles } from './income-queries.js';
import { findNumberedFile } from './income-repository.js';
import { textOf } from './write-income-files.js';

const actor = systemActor('looks after the income files by the command line');

/** A file as the command line lists it. */
export interface ListedIncomeFile {
  readonly series: string;
  readonly number: number;
  readonly dayOn: string;
  readonly lineCount: number;
  readonly isWritten: boolean;
}

/** The files for income systems, of every council, the latest first; at most 200. */
export async function incomeFiles(kernel: Kernel, limit: number): Promise<ListedIncomeFile[]> {
  const { items } = await runQuery(kernel, actor, listIncomeFiles, { limit: Math.min(limit, 200) });
  return items.map(({ series, number, dayOn, lineCount, writtenAt }) => ({
    ...{ series, number, dayOn, lineCount, isWritten: writtenAt !== null },
  }));
}

/** The text of a file as it was. @throws not_found */
export async function incomeFileAgain(
  kernel: Kernel,
  { council, number }: { readonly council: string; readonly number: number },
): Promise<string> {
  const file = await findNumberedFile(kernel.db.read(everyAuthority), council, number);
  if (!file) throw notFound({}, `${council} has no file ${number}. Which there are: moothall income list`);
  return await textOf(kernel, file);
}
