import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { addCheckCommand } from './pack-check.js';
import { addExportCommand } from './pack-export.js';
import { addInstallCommand } from './pack-install.js';
import { addDiffCommand, addListCommand } from './pack-list.js';

const help = `
A pack is one file (YAML or JSON) with a service: its form, lifecycle, promise, articles with their scripts, what a
connection needs, and tests. What a council changed of one stays when a newer version is installed.

Examples:
  moothall pack check missed-bin-collection.yaml
  moothall pack install missed-bin-collection.yaml --authority E07000999 --team waste=refuse --dry-run
  moothall pack diff missed-bin-collection
  moothall pack export pothole --partnership --to pothole.yaml`;

export function addPackCommand(program: Command, io: Io, exit: ExitState): void {
  const pack = program
    .command('pack')
    .description('services as councils exchange them: installed, compared and made')
    .addHelpText('after', help);
  for (const add of [addCheckCommand, addInstallCommand, addListCommand, addDiffCommand, addExportCommand])
    add(pack, io, exit);
}
