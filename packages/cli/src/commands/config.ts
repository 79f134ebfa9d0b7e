import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot, loadCore, openInstance } from '../instance.js';
import type { Io } from '../io.js';

interface Common {
  readonly dir: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  moothall config get listen.port
  moothall config set listen.port 8080
  moothall config set secrets.adapters.mail.token < token.txt     a secret comes from standard input
  moothall config check`;

export function addConfigCommand(program: Command, io: Io, exit: ExitState): void {
  const config = program
    .command('config')
    .description('read, change and check the settings in moothall.yaml and secrets.yaml')
    .addHelpText('after', examples);
  for (const add of [addGet, addSet, addCheck]) add(config, io, exit);
}

function addGet(config: Command, io: Io, exit: ExitState): void {
  config
    .command('get')
    .description(
      'print a setting that is in force, or all: files, environment and defaults; of secrets, whether they are set',
    )
    .argument('[name]', 'with dots, such as listen.port')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nIt ends with 3 for a setting that is not there.\n\nExample: moothall config get backups')
    .action(async (name: string | undefined, { dir, json }: Common) => {
      const { core, config: read } = await openInstance(io, dir);
      const all = core.shownSettings(read, 'operator');
      const found = name === undefined ? all : core.settingNamed(all, core.keysOf(name));
      if (found === undefined)
        throw Object.assign(new Error(`${name} is not set. Those that are: moothall config get`), { code: 'not_set' });
      if (json) io.line(JSON.stringify(found));
      else for (const line of listed(name ?? '', found)) io.line(line);
      exit.code = 0;
    });
}

/** One setting is its value alone; a group a line for each: `listen.port: 3000`. */
function listed(name: string, found: unknown): string[] {
  if (typeof found !== 'object' || found === null) return [String(found)];
  return flattened(name, found).map(([each, value]) => `${each}: ${value}`);
}

function flattened(name: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, each]) => flattened(name === '' ? key : `${name}.${key}`, each));
}

function addSet(config: Command, io: Io, exit: ExitState): void {
  config
    .command('set')
    .description('change one setting; nothing is written unless the whole configuration is right with it')
    .argument('<name>', 'with dots, such as listen.port')
    .argument('[value]', 'as it would stand in moothall.yaml; a secret is read from standard input')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nComments stay. It counts from the next start: moothall restart.\n\nExample: moothall config set listen.port 8080',
    )
    .action(async (name: string, value: string | undefined, { dir, json }: Common) => {
      const root = installationRoot(io, dir);
      const core = await loadCore();
      await core.writeSetting(root, io.environment, { name, value: await valueFor(io, name, value) });
      if (json) io.line(JSON.stringify({ set: name }));
      else io.line(`${name} is set. It counts from the next start: moothall restart`);
      exit.code = 0;
    });
}

/** @throws Error for a secret among the words, which every account of the machine could read there */
async function valueFor(io: Io, name: string, value: string | undefined): Promise<string> {
  const isSecret = name.split('.')[0] === 'secrets';
  if (isSecret && value !== undefined)
    throw new Error('A secret is read from standard input, as others could read it here: moothall config set … < file');
  if (!isSecret && value === undefined) throw new Error(`Say what ${name} is to be: moothall config set ${name} VALUE`);
  return value ?? (await io.readInput()).trim();
}

function addCheck(config: Command, io: Io, exit: ExitState): void {
  config
    .command('check')
    .description('read the configuration and name every fault')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt ends with 3 when there is a fault. What connections say: moothall adapter check.\n\nExample: moothall config check',
    )
    .action(async ({ dir, json }: Common) => {
      const root = installationRoot(io, dir);
      const core = await loadCore();
      const faults = faultsOf(() => core.readConfig(root, io.environment), core.ConfigError);
      if (json) io.line(JSON.stringify({ ok: faults.length === 0, faults }));
      else if (faults.length === 0) io.line('The configuration is right.');
      else for (const fault of faults) io.error(fault);
      exit.code = faults.length === 0 ? 0 : 3;
    });
}

function faultsOf(read: () => unknown, kind: new (faults: readonly string[]) => Error & { faults: readonly string[] }) {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof kind) return error.faults;
    throw error;
  }
}
