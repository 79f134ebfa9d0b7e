import path from 'node:path';
import type { Command } from 'commander';
import type { ClonedInstallation } from '@moothall/core';
import { givenPassword, passwordOption } from '../given-password.js';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { showStep } from './backup.js';

interface Options {
  readonly anonymise?: boolean;
  readonly to?: string;
  readonly passwordFile?: string;
  readonly port: string;
  readonly dir: string;
  readonly json?: boolean;
}

const help = `
Every value that may say something about a person is another one: the same person has the same invented name throughout.
Passwords, sessions, tokens, connections, files, mail and what waits to be sent are left out, and the copy has a key of
its own, so that nothing can leave it. The server may run meanwhile. Cut off, the same command begins again and says so.

Examples:
  moothall clone /srv/moothall-training --anonymise --dir /srv/moothall
  moothall clone /srv/moothall-test --anonymise --to postgres://moothall@db.internal/moothall_test --password-file pw.txt

It ends with 1 if something is at that place already, or another one makes a copy there now. A copy with the real people in it is a backup: moothall backup.`;

export function addCloneCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('clone')
    .description('make a copy with invented people in place of the real ones, for training and tests')
    .argument('<directory>', 'of the copy: empty, or not there yet')
    .option('--anonymise', 'replace everything that may say something about a person; there is no copy without it')
    .option('--to <address>', 'an empty PostgreSQL database; without it, SQLite in the directory')
    .option(...passwordOption)
    .option('--port <number>', 'on which the copy will listen', '3100')
    .option('--yes', 'ask nothing (nothing is asked)')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (directory: string, options: Options) => {
      if (!options.anonymise)
        throw new Error('Add --anonymise. For a copy with the real people in it, restore a backup: moothall backup.');
      const began = performance.now();
      const { core, config } = await openInstance(io, options.dir);
      const done = await core.cloneInstallation(config, core.systemClock(), {
        directory: path.resolve(io.directory, directory),
        url: options.to,
        password: await givenPassword(io, options.passwordFile),
        port: core.parsePort(options.port),
        onStep: showStep(io),
      });
      if (io.interactive) io.write('\r\u001b[K');
      const tookMs = Math.round(performance.now() - began);
      if (options.json) io.line(JSON.stringify({ ...done, tookMs }));
      else print(io, done, { tookMs, port: options.port });
      exit.code = 0;
    });
}

const cutOff = {
  removed: 'An earlier copy to this place had been cut off: what there was of it is removed, and it was made anew.',
  finished: 'An earlier copy to this place had been cut off at its very end: it is finished.',
};

function print(
  io: Io,
  { directory, rows, administrator, earlier }: ClonedInstallation,
  { tookMs, port }: { tookMs: number; port: string },
): void {
  const counts = Object.values(rows);
  if (earlier !== 'none') io.line(cutOff[earlier]);
  io.line(
    `${countInWords(
      counts.reduce((sum, each) => sum + each, 0),
      'row',
    )} of ${countInWords(counts.length, 'table')} are in ${directory}, with invented people (${secondsInWords(tookMs)}).`,
  );
  io.line(`Start it with "moothall start --dir ${directory}".`);
  if (administrator)
    io.line(
      `${administrator.signInName} is an administrator of the copy, and sets a password within a day at http://127.0.0.1:${port}${administrator.passwordPath}`,
    );
  io.line(`Others get one with "moothall user reset-password NAME --dir ${directory}".`);
}
