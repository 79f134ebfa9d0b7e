import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ImportDifference, Importer, ImporterInput } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { withKernel } from '../instance.js';
import { collectSettings, settingsIn } from '../settings.js';

type ImportReport = Awaited<ReturnType<Importer['run']>>;

interface Options {
  readonly dir: string;
  readonly authority?: string;
  readonly option?: string[];
  readonly json?: boolean;
}

export function addImportCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('import')
    .description('bring in a file, or several in the order in which they are named; without arguments, lists the kinds')
    .argument('[kind]', 'what the file holds')
    .argument('[files...]', 'the file')
    .option('--dir <directory>', 'the installation', '.')
    .option('--authority <slug>', 'whose data it is')
    .option(
      '-o, --option <name=value>',
      'a setting of this kind of import; may be given several times',
      collectSettings,
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall import customers people.csv --authority dunmere')
    .action(async (kind: string | undefined, files: string[], options: Options) => {
      const { findImporter, importers } = await import('@moothall/core');
      if (kind === undefined || files.length === 0) {
        for (const importer of importers) io.line(`${importer.kind.padEnd(22)} ${importer.describe}`);
        exit.code = kind === undefined ? 0 : 2;
        return;
      }
      const settings = settingsIn(options.option);
      const importer = findImporter(kind, settings);
      const whole = files.map((file) => path.resolve(io.directory, file));
      exit.code = refuse(io, importer, kind, whole);
      if (!importer || exit.code !== 0) return;
      for (const file of whole) {
        if (whole.length > 1 && !options.json) io.line(`${path.basename(file)}:`);
        const refused = await bringIn(io, importer, file, settings, options);
        if (refused > 0) exit.code = 5;
      }
    });
}

/** Compares where it has to be looked at first, else imports. Answers how many rows were refused. */
async function bringIn(
  io: Io,
  importer: Importer,
  file: string,
  settings: Record<string, string>,
  options: Options,
): Promise<number> {
  if (!importer.compare || settings['confirm'] !== undefined)
    return (await runImporter(io, importer, file, settings, options)).refused;
  const difference = await compareFile(io, importer.compare, inputOf(file, settings, options), options.dir);
  printDifference(io, difference, options);
  return difference.refused;
}

function refuse(io: Io, importer: Importer | undefined, kind: string, files: readonly string[]): number {
  const missing = files.filter((file) => !existsSync(file));
  if (!importer) io.error(`There is no import called ${kind}. "moothall import" lists them.`);
  else if (importer.compare && files.length > 1) io.error(`${kind} is looked at before it is written: name one file.`);
  else if (missing.length > 0) io.error(`There is no such file: ${missing.join(', ')}`);
  else return 0;
  return importer && missing.length > 0 ? 3 : 2;
}

async function runImporter(
  io: Io,
  importer: Importer,
  file: string,
  settings: Record<string, string>,
  options: Options,
): Promise<ImportReport> {
  const startedAt = process.hrtime.bigint();
  const report = await withKernel(io, options.dir, (kernel) =>
    importer.run(kernel, {
      ...inputOf(file, settings, options),
      onProgress: (progress) => {
        if (io.interactive) io.write(`\r${progress.read} rows read, ${progress.refused} refused`);
      },
      onAddresses: (made) => {
        if (io.interactive) io.write(`\r${made} addresses made of them          `);
      },
    }),
  );
  if (io.interactive) io.line();
  if (options.json) io.line(JSON.stringify(report));
  else printReport(io, report, Number(process.hrtime.bigint() - startedAt) / 1e9);
  return report;
}

function inputOf(file: string, settings: Record<string, string>, options: Options): ImporterInput {
  const owner = options.authority === undefined ? {} : { authority: options.authority };
  return { file, ...owner, settings, startedBy: 'command line' };
}

async function compareFile(
  io: Io,
  compare: NonNullable<Importer['compare']>,
  input: ImporterInput,
  directory: string,
): Promise<ImportDifference> {
  return await withKernel(io, directory, (kernel) => compare(kernel, input));
}

function printDifference(io: Io, { lines, isNothing, code, whole }: ImportDifference, options: Options): void {
  if (options.json) {
    io.line(JSON.stringify(whole));
    return;
  }
  for (const line of lines) io.line(line);
  if (code === undefined) io.line('Nothing is written. Correct the rows that are wrong, and run the same again.');
  else if (isNothing) io.line('Nothing would change: the file says what is said already. There is nothing to write.');
  else io.line(`Nothing is written yet. To write it, run the same again with -o confirm=${code}`);
}

function printReport(io: Io, report: ImportReport, seconds: number): void {
  if (report.resumedAfterLine > 0)
    io.line(`Went on after line ${report.resumedAfterLine}, where an earlier run stopped.`);
  const { read, written, unchanged, refused, faults } = report;
  io.line(
    `${read} rows read in ${seconds.toFixed(1)} s: ${written} written, ${unchanged} unchanged, ${refused} refused.`,
  );
  if (report.places) {
    const { added, changed, retired } = report.places;
    io.line(`Addresses: ${added} added, ${changed} changed, ${retired} retired.`);
  }
  for (const { line, field, message } of faults) io.line(`  line ${line}${field ? `, ${field}` : ''}: ${message}`);
  if (refused > faults.length) io.line(`  … and ${refused - faults.length} more: they are listed in import_faults.`);
}
