import { openSync, closeSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { lastLines } from '../running/read-log.js';
import { logFile } from '../running/rotated-log.js';

interface Options {
  readonly dir: string;
  readonly out?: string;
  readonly json?: boolean;
}

const logLineCount = 2000;

const help = `
It holds versions, settings, what doctor finds, figures and the last ${logLineCount} lines of the log. Secrets, passwords, records
and texts that could be about people are not in it. It is one file to read before you hand it on.

Examples:
  moothall support-bundle --dir /srv/moothall
  moothall support-bundle --out /media/usb/moothall-support.json`;

export function addSupportBundleCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('support-bundle')
    .description('write a file for whoever helps you from outside, without secrets and without people’s data')
    .option('--out <file>', 'where; default: moothall-support-<time>.json in the directory that you are in')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object about the file')
    .addHelpText('after', help)
    .action(async ({ dir, out, json }: Options) => {
      const { core, config, root } = await openInstance(io, dir);
      const clock = core.systemClock();
      const bundle = await core.makeSupportBundle(config, clock, {
        node: process.versions.node,
        userId: process.getuid?.(),
        logLines: lastLines(logFile(root), logLineCount),
      });
      const time = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '');
      const file = path.resolve(io.directory, out ?? `moothall-support-${time}.json`);
      writeNew(file, `${JSON.stringify(bundle, undefined, 2)}\n`);
      if (json) io.line(JSON.stringify({ file }));
      else io.line(`Wrote ${file}. Read it through before you hand it on.`);
      exit.code = 0;
    });
}

/** @throws Error when there is such a file already */
function writeNew(file: string, text: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${file} is there already. Name another with --out.`, { cause: error });
  }
  writeFileSync(descriptor, text);
  closeSync(descriptor);
}
