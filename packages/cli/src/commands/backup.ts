import path from 'node:path';
import type { Command } from 'commander';
import type { MadeBackup } from '@moothall/core';
import { countInWords, secondsInWords, sizeInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { addBackupKeyCommand } from './backup-key.js';
import { addCheckCommand } from './backup-check.js';
import { addCopyCommand } from './backup-copy.js';
import { addScheduleCommand } from './backup-schedule.js';

interface Options {
  readonly dir: string;
  readonly encrypt: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  moothall backup key new --out /media/usb/moothall-key.txt   once: the key that opens backups, kept off this machine
  moothall backup                                             make one, encrypted, beside the running server
  moothall backup list                                        those that there are
  moothall backup check latest --key /media/usb/key.txt       hold every byte of one against its manifest
  moothall backup schedule                                    print a systemd timer that makes one each night

Then rehearse: moothall rehearse --key /media/usb/moothall-key.txt`;

export function addBackupCommand(program: Command, io: Io, exit: ExitState): void {
  const backup = program
    .command('backup')
    .description('make a backup of the database, the uploaded files and the configuration, while the server runs')
    .enablePositionalOptions()
    .option('--dir <directory>', 'the installation', '.')
    .option('--no-encrypt', 'leave it readable for whoever gets hold of the file, and the secrets out of it')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action(async ({ dir, encrypt, json }: Options) => {
      const { core, config } = await openInstance(io, dir);
      const began = performance.now();
      const made = await core.makeBackup(config, core.systemClock(), {
        protection: encrypt ? 'encrypted' : 'none',
        version: core.moothallVersion,
        environment: io.environment,
        onStep: showStep(io),
      });
      if (io.interactive) io.write('\r\u001b[K');
      if (json) io.line(JSON.stringify(asJson(made)));
      else print(io, made, performance.now() - began);
      exit.code = 0;
    });
  addBackupKeyCommand(backup, io, exit);
  addListCommand(backup, io, exit);
  addCheckCommand(backup, io, exit);
  addScheduleCommand(backup, io, exit);
  addCopyCommand(backup, io, exit);
}

/** Progress on one line that is rewritten, where a person watches. */
export function showStep(io: Io): (step: string) => void {
  return (step) => {
    if (io.interactive) io.write(`\r\u001b[K${step} …`);
  };
}

function asJson({ file, bytes, manifest, removed }: MadeBackup): object {
  const { madeAt, engine, version, tables, files, missing, elsewhere } = manifest;
  const rows = tables.reduce((sum, each) => sum + each.rows, 0);
  return {
    file,
    bytes,
    madeAt,
    engine,
    version,
    tables: tables.length,
    rows,
    files: files.length,
    missing,
    elsewhere,
    removed,
  };
}

function print(io: Io, { file, bytes, manifest, removed }: MadeBackup, tookMs: number): void {
  const rows = manifest.tables.reduce((sum, each) => sum + each.rows, 0);
  io.line(
    `${countInWords(rows, 'row')} and ${countInWords(manifest.files.length, 'file')} are in ${file} (${sizeInWords(bytes)}, ${secondsInWords(tookMs)}).`,
  );
  if (!file.endsWith('.age'))
    io.line('It is not encrypted: whoever has the file can read every record. Keep a copy of secrets.yaml apart.');
  if (manifest.missing.length > 0)
    io.line(`${countInWords(manifest.missing.length, 'uploaded file')} that records name were not on the disk.`);
  for (const { connection, files } of manifest.elsewhere)
    io.line(
      `${countInWords(files, 'uploaded file')} more ${files === 1 ? 'is' : 'are'} kept by the connection ${connection}: the backup leaves ${files === 1 ? 'it' : 'them'} there.`,
    );
  if (removed.length > 0) io.line(`Removed ${countInWords(removed.length, 'older backup')}, by backups.keep.`);
}

function addListCommand(backup: Command, io: Io, exit: ExitState): void {
  backup
    .command('list')
    .description('list the backups that there are, the newest first, and when one was last rehearsed')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async ({ dir, json }: { dir: string; json?: boolean }) => {
      const { core, config } = await openInstance(io, dir);
      const folder = core.backupFolder(config);
      const [backups, rehearsal] = [await core.listBackups(folder), await core.readLastRehearsal(folder)];
      if (json) io.line(JSON.stringify({ folder, backups, lastRehearsal: rehearsal ?? null }));
      else {
        for (const { file, bytes, encrypted } of backups)
          io.line(`${path.basename(file)}  ${sizeInWords(bytes)}${encrypted ? '' : ', not encrypted'}`);
        if (backups.length === 0) io.line(`There is no backup in ${folder}. Make one with "moothall backup".`);
        else if (!rehearsal) io.line('None was ever rehearsed. Do it with "moothall rehearse".');
        else
          io.line(
            `Rehearsed on ${new Date(rehearsal.at).toISOString().slice(0, 10)} with ${rehearsal.backup}: ${rehearsal.ok ? 'all well' : (rehearsal.fault ?? 'it failed')}.`,
          );
      }
      exit.code = 0;
    });
}
