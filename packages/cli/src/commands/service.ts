import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { commandOf, currentCommand, nodeOf, releasesFolder } from '../releases/release-folder.js';
import { commandFile } from '../running/command-line.js';
import { processCount } from '../running/process-count.js';
import { systemdUnit } from '../service/systemd-unit.js';

interface Options {
  readonly dir: string;
  readonly user?: string;
  readonly web: number;
  readonly workers: number;
  readonly json?: boolean;
}

interface InstallOptions extends Options {
  readonly to: string;
  readonly yes?: boolean;
}

export function addServiceCommand(program: Command, io: Io, exit: ExitState): void {
  const service = program.command('service').description('run Moothall as a service of the system (systemd)');
  shared(service.command('print'))
    .description('print the systemd unit, to be read before it is installed')
    .addHelpText('after', '\nExample: moothall service print --dir /srv/moothall')
    .action(async (options: Options) => {
      const unit = await unitFor(io, options);
      if (options.json) io.line(JSON.stringify({ unit }));
      else io.write(unit);
      exit.code = 0;
    });
  shared(service.command('install'))
    .description('write the systemd unit; it is not started')
    .option('--to <file>', 'where', '/etc/systemd/system/moothall.service')
    .option('--yes', 'write over a unit that is there')
    .addHelpText(
      'after',
      '\nA unit that is there and says the same is left as it is.\n\nExamples:\n  moothall service install --dir /srv/moothall --user moothall\n  moothall service install --to ./moothall.service',
    )
    .action(async (options: InstallOptions) => {
      const unit = await unitFor(io, options);
      const file = path.resolve(io.directory, options.to);
      const written = writeUnit(file, unit, options.yes ? 'replace' : 'keep');
      const next = ['systemctl daemon-reload', `systemctl enable --now ${path.basename(file)}`];
      if (options.json) io.line(JSON.stringify({ file, written, next }));
      else {
        io.line(written ? `Wrote ${file}. Next, as root:` : `${file} says so already. As root:`);
        for (const command of next) io.line(`  ${command}`);
      }
      exit.code = 0;
    });
}

function shared(command: Command): Command {
  return command
    .option('--dir <directory>', 'the installation', '.')
    .option('--user <name>', 'the account that runs it; default: the owner of the installation')
    .option('--web <number>', 'so many processes for the pages', processCount, 1)
    .option('--workers <number>', 'so many processes for the jobs', processCount, 1)
    .option('--json', 'print one JSON object');
}

async function unitFor(io: Io, { dir, user, web, workers }: Options): Promise<string> {
  const { core, config, root } = await openInstance(io, dir);
  if (user !== undefined && !/^[a-z_][a-z0-9_-]{0,31}$|^\d{1,10}$/.test(user))
    throw new Error('Enter --user as the name of an account of this machine, such as moothall.');
  return systemdUnit({
    root,
    user: user ?? String(statSync(path.join(root, 'moothall.yaml')).uid),
    node: nodeOf(path.join(releasesFolder(root), 'current')),
    command:
      currentCommand(root) === undefined
        ? realpathSync(commandFile)
        : commandOf(path.join(releasesFolder(root), 'current')),
    web,
    workers,
    writes: [config.data, core.backupFolder(config), path.join(root, 'logs'), path.join(root, 'run')],
    port: config.listen.port,
  });
}

/** Answers whether it was written. @throws where another one is there, and where this account may not */
function writeUnit(file: string, unit: string, over: 'replace' | 'keep'): boolean {
  try {
    writeFileSync(file, unit, { mode: 0o644, flag: over === 'replace' ? 'w' : 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && readFileSync(file, 'utf8') === unit) return false;
    if (code === 'EEXIST') throw new Error(`${file} is there and says something else. To write over it: --yes.`);
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    const says = `Only root may write ${file}. Run the same with sudo, or "moothall service print" and put it there.`;
    throw Object.assign(new Error(says), { code: 'not_root' });
  }
}
