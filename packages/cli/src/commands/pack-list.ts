import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Kernel, OwnedPack } from '@moothall/core';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { withKernel, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { addOwnerOptions, checkFile, ownerIn, printFaults, type OwnerOptions } from '../pack-file.js';
import { differenceJson, planJson, printDifferences, printPlan } from '../pack-plan.js';

export function addListCommand(pack: Command, io: Io, exit: ExitState): void {
  addOwnerOptions(
    pack.command('list').description('list the packs that are installed, and how much of each was changed'),
  )
    .addHelpText(
      'after',
      '\nWithout --authority and --partnership it lists everybody’s.\n\nExample: moothall pack list --json',
    )
    .action(async (options: OwnerOptions) => {
      const found = await withKernel(io, options.dir, (kernel, core) => ownedBy(kernel, core, options));
      if (options.json) io.line(JSON.stringify({ packs: found.map(packJson) }));
      else if (found.length === 0) io.line('No pack is installed.');
      for (const { owner, name, pack: said, differences } of options.json ? [] : found)
        io.line(`${owner.slug}  ${name} ${said.version}  ${countInWords(differences.length, 'difference')} of our own`);
      exit.code = 0;
    });
}

function ownedBy(kernel: Kernel, core: Core, options: OwnerOptions): Promise<OwnedPack[]> {
  const isNamed = options.partnership || options.authority !== undefined;
  return core.installedPacks(kernel, isNamed ? ownerIn(options) : undefined);
}

function packJson({ owner, name, pack, digest, installedAt, teams, differences }: OwnedPack): object {
  const { version, title, licence } = pack;
  const shown = differences.map(differenceJson);
  return { authority: owner.slug, name, version, title, licence, digest, installedAt, teams, differences: shown };
}

const help = `
With a file: what installing it would change. With a name: what the council has otherwise than the installed pack says.
With neither: that of every pack. Nothing is written.

Examples:
  moothall pack diff
  moothall pack diff pothole --authority westmoor
  moothall pack diff pothole-1.1.0.yaml --authority westmoor --json`;

export function addDiffCommand(pack: Command, io: Io, exit: ExitState): void {
  const diff = pack
    .command('diff')
    .description('show what was changed of installed packs, or what a newer file would change')
    .argument('[pack]', 'its name, or a file');
  addOwnerOptions(diff)
    .addHelpText('after', help)
    .action(async (which: string | undefined, options: OwnerOptions) => {
      const isFile = which !== undefined && existsSync(path.resolve(io.directory, which));
      exit.code = await withKernel(io, options.dir, async (kernel, core) => {
        if (isFile) return await compareFile(io, { kernel, core }, which, options);
        const found =
          which === undefined
            ? await ownedBy(kernel, core, options)
            : [await core.installedPack(kernel, ownerIn(options), which)];
        printChanged(io, core, found, options);
        return 0;
      });
    });
}

interface At {
  readonly kernel: Kernel;
  readonly core: Core;
}

async function compareFile(io: Io, { kernel, core }: At, file: string, options: OwnerOptions): Promise<number> {
  const checked = checkFile(io, core, file);
  if (!checked.pack || !checked.isSound) {
    printFaults(io, checked);
    return 1;
  }
  const { pack } = checked;
  // Teams that are lacking are said by install; here they would hide the rest.
  const planned = await core.planPackInstall(kernel, {
    ...{ owner: ownerIn(options), pack, teams: {}, take: [], missingTeams: 'add' },
  });
  if (options.json) io.line(JSON.stringify(planJson(pack, planned)));
  else printPlan(io, core, pack, planned);
  if (!options.json && planned.plan.isNothing) io.line('Nothing would change.');
  return planned.plan.faults.length > 0 ? 1 : 0;
}

function printChanged(io: Io, core: Core, found: readonly OwnedPack[], { json }: OwnerOptions): void {
  if (json) return io.line(JSON.stringify({ packs: found.map(packJson) }));
  if (found.length === 0) io.line('No pack is installed.');
  for (const { owner, pack, differences } of found) {
    io.line(`${pack.title} ${pack.version} at ${owner.name}${differences.length === 0 ? ': as the pack has it' : ''}`);
    printDifferences(io, core, differences);
  }
}
