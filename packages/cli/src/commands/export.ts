import path from 'node:path';
import type { Command } from 'commander';
import type { Exported } from '@moothall/core';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly to: string;
  readonly dir: string;
  readonly json?: boolean;
}

const help = `
The folder holds everything of the council in the clear: personal data, special categories of it, restricted cases, what
was attached. Only this account can read it. Hand it over encrypted, and delete it here afterwards.

It is as the records were at one moment; the server may run meanwhile. The council stays as it is, and the audit trail says
that its records were exported. To take a council out of the installation: moothall authority leave.

Example:
  moothall export castlebridge --to /mnt/handover/castlebridge
  moothall authority check-archive /mnt/handover/castlebridge`;

export function addExportCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('export')
    .description('write everything of one council into a folder, as files that other programs read; nothing is changed')
    .argument('<council>', 'its name in addresses: "moothall authority list" shows them')
    .requiredOption('--to <folder>', 'an empty one, or one that is not there yet')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (slug: string, { to, dir, json }: Options) => {
      const folder = path.resolve(io.directory, to);
      // Connections may keep its files.
      const done = await withKernel(io, dir, (kernel, core) =>
        core.withAdapters(kernel, (connected) => core.exportAuthority(connected, { slug, folder })),
      );
      if (json) io.line(JSON.stringify({ folder, ...factsOf(done) }));
      else for (const line of doneLines(folder, done)) io.line(line);
      exit.code = 0;
    });
}

function factsOf({ manifest, digest, rows }: Exported) {
  const { authority, madeAt, tables, files, missing } = manifest;
  const counts = { tables: tables.length, rows, files: files.length, missingFiles: missing.length };
  return { council: authority.slug, madeAt, ...counts, digest };
}

function doneLines(folder: string, done: Exported): string[] {
  const { rows, files, tables, missingFiles } = factsOf(done);
  return [
    `${done.manifest.authority.name}: ${countInWords(rows, 'row')} of ${countInWords(tables, 'table')} and ${countInWords(files, 'file')}, read again and whole.`,
    ...(missingFiles > 0
      ? [`${countInWords(missingFiles, 'file')} had gone from the disk before: the manifest lists them.`]
      : []),
    `Folder: ${folder}`,
    'It holds personal data in the clear. Hand it over encrypted, and delete it here afterwards.',
  ];
}
