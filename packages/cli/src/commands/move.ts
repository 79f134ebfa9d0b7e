import type { Command } from 'commander';
import type { MovedInstallation } from '@moothall/core';
import { givenPassword, passwordOption } from '../given-password.js';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { showStep } from './backup.js';

interface Options {
  readonly to: string;
  readonly passwordFile?: string;
  readonly switch?: boolean;
  readonly dir: string;
  readonly json?: boolean;
}

const help = `
Make the roles and the empty database first: docs/operate/postgresql.md has the lines. Stop the server, and make a backup.
The SQLite file is only read. Every row is compared afterwards, and every audit chain verified. Cut off at any moment,
the same command goes on. Uploaded files stay where they are.

Examples:
  moothall move sqlite-to-postgres --to postgres://moothall@db.internal/moothall --password-file pw.txt
  moothall move sqlite-to-postgres --to postgres://moothall@db.internal/moothall --password-file pw.txt --switch

It ends with 1 if a row differs or the database isn't empty, and with 3 if something that it needs is missing.`;

export function addMoveCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('move')
    .description('move the installation to another kind of database')
    .command('sqlite-to-postgres')
    .description(
      'copy the SQLite database into an empty PostgreSQL one, compare every row, and change over if asked to',
    )
    .requiredOption('--to <address>', 'the empty database, as its server’s role: postgres://moothall@host/moothall')
    .option(...passwordOption)
    .option('--switch', 'have moothall.yaml and secrets.yaml name PostgreSQL once every row is there')
    .option('--yes', 'ask nothing (nothing is asked)')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (options: Options) => {
      const began = performance.now();
      const { core, config, root } = await openInstance(io, options.dir);
      const done = await core.moveInstallation(config, core.systemClock(), {
        url: options.to,
        password: await givenPassword(io, options.passwordFile),
        then: options.switch ? 'switch' : 'stay',
        environment: io.environment,
        onStep: showStep(io),
      });
      if (io.interactive) io.write('\r\u001b[K');
      const tookMs = Math.round(performance.now() - began);
      if (options.json)
        io.line(JSON.stringify({ ...done, rows: rowsOf(done), switched: options.switch ?? false, tookMs }));
      else print(io, done, { root, tookMs, isSwitched: options.switch ?? false });
      exit.code = 0;
    });
}

const rowsOf = ({ tables }: MovedInstallation): number => tables.reduce((sum, { rows }) => sum + rows, 0);

const begunHow = {
  anew: '',
  'went-on': ' It went on where it was cut off.',
  'began-again': ' The installation had been used since a move was cut off, so it began again.',
  'was-there': ' They were there already, and were compared.',
} as const;

function print(
  io: Io,
  done: MovedInstallation,
  { root, tookMs, isSwitched }: { root: string; tookMs: number; isSwitched: boolean },
): void {
  io.line(
    `${countInWords(rowsOf(done), 'row')} of ${countInWords(done.tables.length, 'table')} are in PostgreSQL, each the same as in SQLite, and the audit chains are whole (${secondsInWords(tookMs)}).${begunHow[done.how]}`,
  );
  if (!isSwitched) {
    io.line(
      'The installation is still on SQLite. To change over, run the same again with --switch before it is used again.',
    );
    return;
  }
  io.line(
    `moothall.yaml names PostgreSQL now. Start it with "moothall start --dir ${root}", and see "moothall doctor".`,
  );
  io.line(
    `The SQLite file is as it was. Until somebody has entered something, going back is: moothall config set database '${done.before}' --dir ${root}`,
  );
}
