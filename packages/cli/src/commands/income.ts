import { InvalidArgumentError, type Command } from 'commander';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface ListOptions {
  readonly dir: string;
  readonly limit: number;
  readonly json?: boolean;
}

interface AgainOptions {
  readonly dir: string;
  readonly to?: string;
}

export function addIncomeCommand(program: Command, io: Io, exit: ExitState): void {
  const income = program.command('income').description('files of what was paid, for the councils’ income systems');
  for (const add of [addList, addWrite, addAgain]) add(income, io, exit);
}

function addList(income: Command, io: Io, exit: ExitState): void {
  income
    .command('list')
    .description('list the files that were made, the latest first')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async ({ dir, limit, json }: ListOptions) => {
      const files = await withKernel(io, dir, (kernel, core) => core.incomeFiles(kernel, limit));
      if (json) io.line(JSON.stringify({ files }));
      else if (files.length === 0) io.line('No file was made yet.');
      for (const { series, number, dayOn, lineCount, isWritten } of json ? [] : files)
        io.line(
          `${series} ${number}  up to ${dayOn}  ${lineCount === 1 ? '1 line' : `${lineCount} lines`}${isWritten ? '' : '  not written yet'}`,
        );
      exit.code = 0;
    });
}

function addWrite(income: Command, io: Io, exit: ExitState): void {
  income
    .command('write')
    .description('make the files of what was paid until yesterday, and write those that are not in their folder yet')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nThe server does the same each night. Nothing is in two files.')
    .action(async ({ dir, json }: { readonly dir: string; readonly json?: boolean }) => {
      const written = await withKernel(io, dir, (kernel, core) => core.writeIncomeFiles(kernel));
      if (json) io.line(JSON.stringify({ written }));
      else if (written.length === 0) io.line('There is nothing new to write.');
      for (const file of json ? [] : written) io.line(`Written: ${file}`);
      exit.code = 0;
    });
}

function addAgain(income: Command, io: Io, exit: ExitState): void {
  income
    .command('again')
    .description('produce a file again, the same as it was')
    .argument('<council>', 'as "moothall income list" names it')
    .argument('<number>', 'of the file', wholeNumber)
    .option('--to <file>', 'where it is written, unless something is there; without it, it is printed')
    .option('--dir <directory>', 'the installation', '.')
    .addHelpText('after', '\nExample: moothall income again westmoor 12 --to income-westmoor-000012.csv')
    .action(async (council: string, number: number, { dir, to }: AgainOptions) => {
      const place = to === undefined ? undefined : path.resolve(io.directory, to);
      if (place !== undefined && existsSync(place)) throw new Error(`${place} is there already. Name another file.`);
      const text = await withKernel(io, dir, (kernel, core) => core.incomeFileAgain(kernel, { council, number }));
      if (place === undefined) io.write(text);
      else {
        writeFileSync(place, text, { flag: 'wx', mode: 0o640 });
        io.line(`Written: ${place}`);
      }
      exit.code = 0;
    });
}

/** @throws InvalidArgumentError */
function wholeNumber(text: string): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError(`Use a whole number from 1.`);
  return number;
}
