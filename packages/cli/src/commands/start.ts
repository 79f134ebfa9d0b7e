import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { openInstance } from '../instance.js';

export function addStartCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('start')
    .description('serve the desk and run the jobs until stopped')
    .option('--dir <directory>', 'the installation', '.')
    .option('--port <number>', 'listen on another port than the configuration says')
    .option('--only <part>', 'web or worker: run one part in this process')
    .addHelpText('after', '\nExample: moothall start --dir /srv/moothall')
    .action(async (options: { dir: string; port?: string; only?: string }) => {
      const { core, config, root } = await openInstance(io, options.dir);
      const listen =
        options.port === undefined ? config.listen : { ...config.listen, port: core.parsePort(options.port) };
      const runs = options.only === 'web' || options.only === 'worker' ? options.only : 'both';
      const server = await core.startServer({ ...config, listen }, core.systemClock(), { runs });
      const stopped = io.untilStopped(); // who reads the next line may ask at once
      io.line(`Moothall of ${root} is ready at ${server.address}`);
      await stopped;
      await server.stop();
      exit.code = 0;
    });
}
