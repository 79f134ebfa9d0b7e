import cluster from 'node:cluster';
import { Option, type Command } from 'commander';
import type { StartOptions } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { installationRoot, openInstance } from '../instance.js';
import { startInBackground } from '../running/background.js';
import { processCount } from '../running/process-count.js';
import type { Part } from '../running/run-record.js';
import { alreadyRunning, cliVersion, serveHere, serveWatched } from '../running/serve.js';

interface Options {
  readonly dir: string;
  readonly port?: string;
  readonly only?: 'web' | 'worker';
  readonly web?: number;
  readonly workers?: number;
  readonly background?: boolean;
  readonly supervised?: boolean;
  readonly standingIn?: boolean;
  readonly json?: boolean;
}

const examples = `
Without --web, --workers and --background it serves in this process, and logs to this terminal. Else one process holds
the port, watches over the others, starts again whoever dies, and writes logs/moothall.log.

Examples:
  moothall start --dir /srv/moothall                            here, until Ctrl+C
  moothall start --background --dir /srv/moothall               until "moothall stop"
  moothall start --web 2 --workers 1 --background               two for the pages, one for the jobs (on PostgreSQL)
  moothall start --only worker                                  the jobs alone, such as on another machine`;

export function addStartCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('start')
    .description('serve the desk and run the jobs until stopped')
    .option('--dir <directory>', 'the installation', '.')
    .option('--port <number>', 'listen on another port than the configuration says')
    .addOption(
      new Option('--only <part>', 'web or worker: run one part in this process')
        .choices(['web', 'worker'])
        .conflicts(['web', 'workers', 'background', 'supervised']),
    )
    .option('--web <number>', 'so many processes for the pages', processCount)
    .option('--workers <number>', 'so many processes for the jobs', processCount)
    .option('--background', 'go on without this terminal')
    .addOption(new Option('--supervised', 'watch over a process').hideHelp())
    .addOption(new Option('--standing-in', 'read a copy, and take contacts').hideHelp())
    .option('--json', 'with --background: print one JSON object')
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      if (options.background) await begin(io, options);
      else if (options.supervised || options.web !== undefined || options.workers !== undefined)
        await watchOver(io, options);
      else await serve(io, options);
      exit.code = 0;
    });
}

async function serve(io: Io, options: Options): Promise<void> {
  try {
    const { core, config, root } = await openInstance(io, options.dir);
    const listen =
      options.port === undefined ? config.listen : { ...config.listen, port: core.parsePort(options.port) };
    const runs = options.only ?? 'both';
    const copy = options.standingIn ? core.findReadingCopy(config) : undefined;
    if (options.standingIn && !copy) throw new Error('There is no copy of the database to read.');
    const place = copy ? core.onCopy(config) : config;
    const about: StartOptions = copy ? { runs: 'web', standsIn: copy } : { runs };
    const server = await core.startServer({ ...place, listen }, core.systemClock(), about);
    await serveHere(io, root, runs, server);
  } finally {
    cluster.worker?.disconnect(); // the line to whoever watches would keep this process alive
  }
}

/** The configuration is read by the processes: what watches over them stays small. */
async function watchOver(io: Io, { dir, port, web, workers }: Options): Promise<void> {
  const root = installationRoot(io, dir);
  const parts: Part[] =
    web === undefined && workers === undefined
      ? ['both']
      : [...Array<Part>(web ?? 1).fill('web'), ...Array<Part>(workers ?? 1).fill('worker')];
  await serveWatched(io, { root, version: cliVersion, parts, port });
}

async function begin(io: Io, { dir, port, web, workers, json }: Options): Promise<void> {
  const root = installationRoot(io, dir);
  const running = alreadyRunning(root);
  const words = Object.entries({ port, web, workers }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const address = running?.address ?? (await startInBackground(io, root, words));
  if (json) io.line(JSON.stringify({ directory: root, address, started: running === undefined }));
  else if (running) io.line(`Moothall of ${root} runs already, at ${address}. To renew it: moothall restart.`);
  else io.line(`Moothall of ${root} is ready at ${address}. Its logs: moothall logs --dir ${dir}`);
}
