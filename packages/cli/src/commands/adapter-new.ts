import { InvalidArgumentError, Option, type Command } from 'commander';
import path from 'node:path';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { folderOf, isPackageName, kindsToWrite, writeAdapter, type WrittenAdapter } from '../write-adapter.js';

interface Options {
  readonly kind: string;
  readonly dir?: string;
  readonly checkout?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  moothall adapter new @westmoor/adapter-texts --kind notifications
  moothall adapter new adapter-depot --kind notifications --dir ../depot`;

export function addNewAdapterCommand(adapter: Command, io: Io, exit: ExitState): void {
  adapter
    .command('new')
    .description('write a package for an adapter, which passes its tests as it is')
    .argument('<name>', 'of the package, such as @westmoor/adapter-texts', parseName)
    .addOption(
      new Option('--kind <kind>', 'what it connects Moothall to').choices(kindsToWrite()).makeOptionMandatory(),
    )
    .option('--dir <directory>', 'where it is written; without it, a folder of its name')
    .addOption(new Option('--checkout <directory>', 'a checkout of Moothall to test it against').hideHelp())
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((name: string, options: Options) => {
      const { kind, checkout } = options;
      const beside = checkout === undefined ? '.' : path.join(checkout, 'packages');
      const directory = path.resolve(io.directory, options.dir ?? path.join(beside, folderOf(name)));
      const written = writeAdapter({ name, kind, directory, checkout });
      if (options.json) io.line(JSON.stringify({ name, kind, directory, files: written.files }));
      else for (const line of saidOf(name, directory, written)) io.line(line);
      exit.code = 0;
    });
}

function parseName(name: string): string {
  if (isPackageName(name)) return name;
  throw new InvalidArgumentError(
    'Name it as npm names packages: small letters, digits and hyphens, such as adapter-texts or @westmoor/adapter-texts.',
  );
}

function saidOf(name: string, directory: string, { files, isMember }: WrittenAdapter): string[] {
  const next = isMember
    ? ['npm install', 'npm run build', `npx mocha --no-config "packages/${folderOf(directory)}/dist/**/*.test.js"`]
    : [`cd ${directory}`, 'npm install', 'npm test'];
  return [
    `${name} is in ${directory}:`,
    ...files.map((file) => `  ${file}`),
    '',
    'It passes its tests as it is. Next:',
    ...next.map((line) => `  ${line}`),
  ];
}
