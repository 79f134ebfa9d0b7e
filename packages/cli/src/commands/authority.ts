import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';
import { addJoinCommand } from './authority-join.js';
import { addCheckArchiveCommand, addLeaveCommand } from './authority-leave.js';
import { addMergeCommand } from './authority-merge.js';
import { addSplitCommand } from './authority-split.js';

interface AddOptions {
  readonly dir: string;
  readonly name: string;
  readonly shortName?: string;
  readonly tier: string;
  readonly nation: string;
  readonly prefix: string;
  readonly colour: string;
  readonly gss?: string;
  readonly json?: boolean;
}

export function addAuthorityCommand(program: Command, io: Io, exit: ExitState): void {
  const authority = program.command('authority').description('look after the councils of this installation');
  authority
    .command('add')
    .description('add a council, with ordinary office hours and the bank holidays of its nation')
    .argument('<slug>', 'its name in addresses: small letters, digits and hyphens')
    .requiredOption('--name <name>', 'its full name')
    .requiredOption('--tier <tier>', 'county, district, unitary, london-borough, metropolitan-borough, combined, other')
    .requiredOption('--prefix <letters>', 'two letters that begin its case references')
    .option('--nation <nation>', 'england, wales, scotland, northern-ireland', 'england')
    .option('--colour <#rrggbb>', 'its brand colour', '#00594f')
    .option('--short-name <name>', 'as advisers say it')
    .option('--gss <code>', 'its GSS code')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExample: moothall authority add dunmere --name "Dunmere District Council" --tier district --prefix DU',
    )
    .action(async (slug: string, options: AddOptions) => {
      const { name, shortName = name, tier, nation, prefix, colour, gss } = options;
      const about = { slug, name, shortName, tier, nation, referencePrefix: prefix, brandColour: colour };
      const withCode = gss === undefined ? about : { ...about, gssCode: gss };
      const id = await withKernel(io, options.dir, (kernel, core) => core.foundAuthority(kernel, withCode));
      io.line(
        options.json
          ? JSON.stringify({ id, slug })
          : `${name} is in. Make its first account with "moothall user create".`,
      );
      exit.code = 0;
    });
  authority
    .command('list')
    .description('list the councils of this installation')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (options: { dir: string; json?: boolean }) => {
      const known = await withKernel(io, options.dir, (kernel, core) => core.listKnownAuthorities(kernel));
      if (options.json) io.line(JSON.stringify({ authorities: known }));
      else
        for (const { slug, name, tier, kind } of known)
          io.line(`${slug.padEnd(24)} ${(kind === 'former' ? 'former' : tier).padEnd(12)} ${name}`);
      exit.code = 0;
    });
  for (const add of [addJoinCommand, addLeaveCommand, addCheckArchiveCommand, addMergeCommand, addSplitCommand])
    add(authority, io, exit);
}
