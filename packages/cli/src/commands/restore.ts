import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RestoredBackup } from '@moothall/core';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { loadCore, openInstance, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { fileOfBackup, givenKeys, givenMoment, keyOption } from '../given-backup.js';
import { showStep } from './backup.js';

interface Options {
  readonly at?: string;
  readonly fromAnother?: boolean;
  readonly dir: string;
  readonly from?: string;
  readonly key?: string;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly keepOld?: boolean;
  readonly json?: boolean;
}

const examples = `
The whole backup is verified before anything is touched. Stop the server first. A moment is London time as you type it,
or UTC with a Z behind it.

Examples:
  moothall restore latest --key /media/usb/moothall-key.txt --replace --yes      go back to the newest backup
  moothall restore --at 2026-11-21T10:00 --key key.txt --replace --yes           go back to a moment, by the continuous copy
  moothall restore --at latest --key key.txt --replace --yes                     the newest that the continuous copy has
  moothall restore /mnt/share/moothall-….tar.age --key key.txt --dir /srv/moothall   on a new machine`;

export function addRestoreCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('restore')
    .description('put a backup or a moment of the continuous copy in place, on this machine or on a new one')
    .argument('[backup]', 'its file; or latest, for the newest of the installation')
    .option('--at <time>', 'go back to a moment by the continuous copy: 2026-11-21T10:00; or latest')
    .option('--from-another', 'with --at: also from what another installation copied to the same place')
    .option(...keyOption)
    .option('--dir <directory>', 'the installation; without a configuration there, the backup’s own is used', '.')
    .option('--from <folder>', 'where latest is looked for; default: the installation’s own backups')
    .option('--replace', 'put it in the place of data that are there')
    .option('--yes', 'confirm --replace')
    .option('--keep-old', 'keep the replaced database too, under another name')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action(async (backup: string | undefined, options: Options) => {
      if (options.replace && !options.yes)
        throw new Error(
          'What was entered after the backup was made will be gone. To go ahead, run the same again with --yes as well.',
        );
      const began = performance.now();
      const core = await loadCore();
      const privateKeys = await givenKeys(io, core, options.key);
      const how = {
        privateKeys,
        over: options.replace ? 'live-data' : 'nothing',
        old: options.keepOld ? 'keep' : 'remove',
        environment: io.environment,
        onStep: showStep(io),
      } as const;
      const restored = await restoreAsked(io, core, backup, how, options);
      if (io.interactive) io.write('\r\u001b[K');
      const about = { ...restored, tookMs: Math.round(performance.now() - began) };
      const { done, ...facts } = about;
      if (options.json) io.line(JSON.stringify({ ...facts, ...summaryOf(done) }));
      else print(io, about, options.dir);
      exit.code = 0;
    });
}

interface Restored {
  readonly done: RestoredBackup;
  /** Null: the continuous copy. */
  readonly file: string | null;
  readonly madeConfiguration: boolean;
}

/** By a backup, or by the continuous copy. */
async function restoreAsked(
  io: Io,
  core: Core,
  backup: string | undefined,
  how: Parameters<Core['restoreMoment']>[3],
  options: Options,
): Promise<Restored> {
  const { at } = options;
  if ((backup === undefined) === (at === undefined))
    throw new Error('Name a backup, such as latest, or a moment with --at. Not both.');
  if (at !== undefined) {
    const moment = givenMoment(core, at);
    const { config } = await openInstance(io, options.dir);
    const done = await core.restoreMoment(config, core.systemClock(), moment, {
      ...how,
      fromAnother: options.fromAnother === true,
    });
    return { done, file: null, madeConfiguration: false };
  }
  const file = await fileOfBackup(io, core, backup ?? '', options);
  const { config, madeConfiguration } = await configurationFor(io, core, file, [...how.privateKeys], options);
  return { done: await core.restore(config, core.systemClock(), file, how), file, madeConfiguration };
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
  { done, file, madeConfiguration, tookMs }: Restored & { readonly tookMs: number },
  dir: string,
): void {
  const { madeAt, rows, files, keptAs } = summaryOf(done);
  const what = file === null ? 'the continuous copy' : path.basename(file);
  io.line(
    `Restored ${what}: ${countInWords(rows, 'row')} and ${countInWords(files, 'file')} as of ${new Date(madeAt).toISOString()}, in ${secondsInWords(tookMs)}. Every count is right and the audit chains are whole.`,
  );
  const { missing } = done.manifest;
  if (file === null && missing.length > 0)
    io.line(
      `${countInWords(missing.length, 'uploaded file')} that records name are neither on the disk nor in the copy.`,
    );
  if (keptAs !== null) io.line(`What was there before is kept as ${keptAs}. Remove it once you don’t need it.`);
  if (madeConfiguration)
    io.line('The configuration is the backup’s own. Look through moothall.yaml: this is another machine.');
  io.line(`Start it with "moothall start --dir ${dir}".`);
}
