import type { Command } from 'commander';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { loadCore } from '../instance.js';
import type { Io } from '../io.js';
import { checkFile, printFaults } from '../pack-file.js';

export function addCheckCommand(pack: Command, io: Io, exit: ExitState): void {
  pack
    .command('check')
    .description('read a file and run its tests; no installation is needed, and nothing is written')
    .argument('<file>', 'the pack')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nEnds with 0; 1 when the file has faults or a test of it fails.\n\nExample: moothall pack check pothole.yaml',
    )
    .action(async (file: string, { json }: { readonly json?: boolean }) => {
      const checked = checkFile(io, await loadCore(), file);
      const { pack: found, faults, tests, isSound } = checked;
      exit.code = isSound ? 0 : 1;
      if (json) {
        const { name, version } = found ?? {};
        io.line(JSON.stringify({ name, version, faults, tests, isSound }));
      } else if (found && isSound)
        io.line(`${found.title} ${found.version} is sound: ${countInWords(tests.length, 'test')} passed.`);
      else printFaults(io, checked);
    });
}
