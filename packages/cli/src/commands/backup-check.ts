import path from 'node:path';
import type { Command } from 'commander';
import { fileOfBackup, givenKeys, keyOption } from '../given-backup.js';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { loadCore } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** `moothall backup check`: whether a backup is what was written, without restoring it. */
export function addCheckCommand(backup: Command, io: Io, exit: ExitState): void {
  backup
    .command('check')
    .description('hold every byte of a backup against its manifest; ends with 1 when something is wrong')
    .argument('<backup>', 'its file; or latest, for the newest of the installation')
    .option(...keyOption)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall backup check latest --key /media/usb/moothall-key.txt')
    .action(async (given: string, { dir, key, json }: Options) => {
      const core = await loadCore();
      const file = await fileOfBackup(io, core, given, { dir });
      const privateKeys = await givenKeys(io, core, key);
      const { madeAt, version, tables, files } = await core.checkBackup(file, privateKeys);
      const rows = tables.reduce((sum, each) => sum + each.rows, 0);
      if (json) io.line(JSON.stringify({ file, ok: true, madeAt, version, rows, files: files.length }));
      else
        io.line(
          `${path.basename(file)} is whole: ${countInWords(rows, 'row')} and ${countInWords(files.length, 'file')} as of ${new Date(madeAt).toISOString()}, by Moothall ${version}.`,
        );
      exit.code = 0;
    });
}
