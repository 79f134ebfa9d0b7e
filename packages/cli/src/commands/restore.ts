import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RestoredBackup } from '@moothall/core';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { loadCore, openInstance, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { fileOfBackup, givenKeys, keyOption } from '../given-backup.js';
import { showStep } from './backup.js';

interface Options {
  readonly dir: string;
  readonly from?: string;
  readonly key?: string;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly keepOld?: boolean;
  readonly json?: boolean;
}

const examples = `
The whole backup is verified before anything is touched. Stop the server first.

Examples:
  moothall restore latest --key /media/usb/moothall-key.txt --replace --yes      go back to the newest backup
  moothall restore /mnt/share/moothall-….tar.age --key key.txt --dir /srv/moothall   on a new machine`;

export function addRestoreCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('restore')
    .description('put a backup in place, on this machine or on a new one')
    .argument('<backup>', 'its file; or latest, for the newest of the installation')
    .option(...keyOption)
    .option('--dir <directory>', 'the installation; without a configuration there, the backup’s own is used', '.')
    .option('--from <folder>', 'where latest is looked for; default: the installation’s own backups')
    .option('--replace', 'put it in the place of data that are there')
    .option('--yes', 'confirm --replace')
    .option('--keep-old', 'keep the replaced database too, under another name')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action(async (backup: string, options: Options) => {
      if (options.replace && !options.yes)
        throw new Error(
          'What was entered after the backup was made will be gone. To go ahead, run the same again with --yes as well.',
        );
      const began = performance.now();
      const core = await loadCore();
      const privateKeys = await givenKeys(io, core, options.key);
      const file = await fileOfBackup(io, core, backup, options);
      const { config, madeConfiguration } = await configurationFor(io, core, file, privateKeys, options);
      const done = await core.restore(config, core.systemClock(), file, {
        privateKeys,
        over: options.replace ? 'live-data' : 'nothing',
        old: options.keepOld ? 'keep' : 'remove',
        environment: io.environment,
        onStep: showStep(io),
      });
      if (io.interactive) io.write('\r\u001b[K');
      const about = { file, madeConfiguration, tookMs: Math.round(performance.now() - began) };
      if (options.json) io.line(JSON.stringify({ ...about, ...summaryOf(done) }));
      else print(io, done, about, options.dir);
      exit.code = 0;
    });
}

/** On a new machine there is none yet: then that of the backup is written. */
async function configurationFor(io: Io, core: Core, file: string, privateKeys: string[], { dir }: Options) {
  const root = path.resolve(io.directory, dir);
  const isNew = !existsSync(path.join(root, 'moothall.yaml'));
  if (isNew) {
    mkdirSync(root, { recursive: true, mode: 0o750 });
    await core.restoreConfiguration(file, root, privateKeys);
  }
  return { config: (await openInstance(io, dir)).config, madeConfiguration: isNew };
}

function summaryOf({ manifest, keptAs }: RestoredBackup) {
  const rows = manifest.tables.reduce((sum, each) => sum + each.rows, 0);
  const { madeAt, engine, version, files } = manifest;
  return { madeAt, engine, version, rows, files: files.length, keptAs: keptAs ?? null };
}

function print(
  io: Io,
  done: RestoredBackup,
  { file, madeConfiguration, tookMs }: { file: string; madeConfiguration: boolean; tookMs: number },
  dir: string,
): void {
  const { madeAt, rows, files, keptAs } = summaryOf(done);
  io.line(
    `Restored ${path.basename(file)}: ${countInWords(rows, 'row')} and ${countInWords(files, 'file')} as of ${new Date(madeAt).toISOString()}, in ${secondsInWords(tookMs)}. Every count is right and the audit chains are whole.`,
  );
  if (keptAs !== null) io.line(`What was there before is kept as ${keptAs}. Remove it once you don’t need it.`);
  if (madeConfiguration)
    io.line('The configuration is the backup’s own. Look through moothall.yaml: this is another machine.');
  io.line(`Start it with "moothall start --dir ${dir}".`);
}
