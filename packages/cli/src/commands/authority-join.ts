import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

export function addJoinCommand(authority: Command, io: Io, exit: ExitState): void {
  authority
    .command('join')
    .description('take a council in from a file: its hours, lines, teams and first administrator, whole or not at all')
    .argument('<file>', 'what the council is, in YAML')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nRun it again with a longer file to add what is missing. Example: examples/joining/castlebridge.yaml',
    )
    .action(async (file: string, options: Options) => {
      const text = readFileSync(path.resolve(io.directory, file), 'utf8');
      const joined = await withKernel(io, options.dir, (kernel, core) => core.joinCouncil(kernel, text));
      exit.code = 0;
      if (options.json) return void io.line(JSON.stringify(joined));
      const { name, added, password, signInName } = joined;
      if (added.length === 0) return void io.line(`${name} is in already, with all that the file says.`);
      io.line(`${name} is in. Added:`);
      for (const each of added) io.line(`  ${each}`);
      if (password !== undefined) io.line(`${signInName} signs in with ${password}, which is shown this once.`);
    });
}
