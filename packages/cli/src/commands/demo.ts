import type { Command } from 'commander';
import path from 'node:path';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { loadCore } from '../instance.js';

interface Options {
  readonly port: string;
  readonly data: string;
  readonly reset?: boolean;
  readonly at?: string;
}

export function addDemoCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('demo')
    .description('serve an invented partnership of ten authorities, with people and cases')
    .option('--port <number>', 'port to listen on', '3000')
    .option('--data <directory>', 'where the demo lives', '.demo')
    .option('--reset', 'throw the demo’s data away and make it anew')
    .option('--at <time>', 'when the demo’s clock starts, such as "2026-11-16 09:30"')
    .addHelpText('after', '\nExample: moothall demo --port 4000 --at "2026-12-24 16:45"')
    .action(async (options: Options) => {
      const core = await loadCore();
      const demo = await core.openDemo({
        directory: path.resolve(io.directory, options.data),
        port: core.parsePort(options.port),
        reset: options.reset ?? false,
        ...(options.at === undefined ? {} : { at: options.at }),
        environment: io.environment,
        say: (text) => io.line(text),
      });
      const stopped = io.untilStopped(); // who reads the next line may ask at once
      io.line(demo.welcome);
      await stopped;
      await demo.stop();
      exit.code = 0;
    });
}
