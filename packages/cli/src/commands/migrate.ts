import type { Command } from 'commander';
import type { Io } from '../io.js';
import { openInstance } from '../instance.js';

export function addMigrateCommand(program: Command, io: Io): void {
  program
    .command('migrate')
    .description('bring the database’s schema up to this version')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (options: { dir: string; json?: boolean }) => {
      const { core, config } = await openInstance(io, options.dir);
      const applied = await core.migrateDatabase(config, core.systemClock());
      if (options.json) io.line(JSON.stringify({ applied }));
      else io.line(applied.length === 0 ? 'The schema was up to date.' : `Applied ${applied.join(', ')}.`);
    });
}
