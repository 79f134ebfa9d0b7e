import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance, withKernel } from '../instance.js';
import type { Io } from '../io.js';
import { showStep } from './backup.js';

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

/** What an upgrade calls in the release that each step is for; nobody has to know of it. */
export function addStandInCommand(program: Command, io: Io, exit: ExitState): void {
  const command = program.command('stand-in', { hidden: true }).description('the desk while Moothall is upgraded');
  const shared = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .option('--dir <directory>', 'the installation', '.')
      .option('--json', 'print one JSON object');
  shared('prepare', 'copy the database, so that the desk can be read meanwhile').action(async (options: Options) => {
    const { core, config } = await openInstance(io, options.dir);
    showStep(io)('copying the database');
    say(io, options, await core.makeReadingCopy(config, core.systemClock(), io.environment));
    exit.code = 0;
  });
  shared('end', 'enter the contacts that were taken meanwhile, and remove the copy')
    .option('--again <since>', 'those too that were entered since then: the database went back')
    .action(async (options: Options & { again?: string }) => {
      const { core, config } = await openInstance(io, options.dir);
      if (options.again !== undefined) await core.enterCapturedAgain({ config }, Number(options.again));
      const done = await withKernel(io, options.dir, (kernel) => core.enterCaptured(kernel));
      await core.removeReadingCopy(config);
      say(io, options, done);
      exit.code = 0;
    });
}

function say(io: Io, { json }: Options, done: object): void {
  io.line(json ? JSON.stringify(done) : Object.values(done).join(' '));
}
