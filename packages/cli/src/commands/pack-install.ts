import { InvalidArgumentError, type Command } from 'commander';
import type { Kernel, Pack, PackAsked, PackPlan } from '@moothall/core';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { loadCore, withKernel, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { addOwnerOptions, checkFile, ownerIn, printFaults, type OwnerOptions } from '../pack-file.js';
import { planJson, printPlan } from '../pack-plan.js';

interface Options extends OwnerOptions {
  readonly team: Readonly<Record<string, string>>;
  readonly addTeams?: boolean;
  readonly take: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const help = `
The pack’s own tests run first. Then it shows what would change: what comes from the pack, what of yours stays, and what
both changed, where yours stays unless you take the pack’s with --take. It asks before it writes; without a terminal,
--yes says that it may. All is written or nothing, and the same again changes nothing.

Each team that the pack names is the council’s of the same key, or the one that --team says. That is remembered.

Ends with 0 when it is installed, or was before; 1 when it isn’t; 2 when the command isn’t understood; 3 when there is no
such file.

Examples:
  moothall pack install pothole.yaml --authority E10000099 --dry-run
  moothall pack install pothole.yaml --authority westmoor --team highways=roads-north --yes
  moothall pack install pothole.yaml --partnership --yes
  moothall pack install pothole-1.1.0.yaml --authority westmoor --take service.sla --yes`;

export function addInstallCommand(pack: Command, io: Io, exit: ExitState): void {
  const install = pack
    .command('install')
    .description('install a pack, or bring it up to date: what was changed here stays')
    .argument('<file>', 'the pack')
    .option(
      '--team <theirs=ours>',
      'which team of the council stands for one of the pack’s; may be given several times',
      oneTeam,
      {},
    )
    .option('--add-teams', 'make the teams that the council lacks, as the pack describes them')
    .option(
      '--take <path>',
      'let the pack’s go over ours there (all: everywhere); may be given several times',
      several,
      [],
    )
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--yes', 'ask nothing');
  addOwnerOptions(install)
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const checked = checkFile(io, await loadCore(), file);
      const { pack: found, faults, tests, isSound } = checked;
      if (found && isSound) {
        const asked = askedFor(found, options);
        exit.code = await withKernel(io, options.dir, (kernel, core) => carryOut(io, options, { kernel, core, asked }));
        return;
      }
      exit.code = 1;
      if (options.json) io.line(JSON.stringify({ faults, tests, isWritten: false }));
      else printFaults(io, checked);
    });
}

function askedFor(pack: Pack, options: Options): PackAsked {
  const { team: teams, take, addTeams } = options;
  return { owner: ownerIn(options), pack, teams, take, missingTeams: addTeams ? 'add' : 'refuse' };
}

interface At {
  readonly kernel: Kernel;
  readonly core: Core;
  readonly asked: PackAsked;
}

/** Shows the plan and, once it is confirmed, does it. Answers the exit code. */
async function carryOut(io: Io, options: Options, { kernel, core, asked }: At): Promise<number> {
  const planned = await core.planPackInstall(kernel, asked);
  const { faults, isNothing } = planned.plan;
  if (!options.json) printPlan(io, core, asked.pack, planned);
  if (faults.length > 0) return end(io, options, { planned, asked }, 1);
  if (isNothing) return end(io, options, { planned, asked, say: 'Nothing would change: it is installed as it is.' }, 0);
  if (options.dryRun) return end(io, options, { planned, asked, say: 'Nothing is written: this was a dry run.' }, 0);
  if (!(await isConfirmed(io, options)))
    return end(
      io,
      options,
      { planned, asked, say: 'Nothing is written. To install it, run the same again with --yes.' },
      1,
    );
  await core.installPlanned(kernel, asked, planned);
  if (!options.json) printDone(io, core, asked.pack, planned);
  return end(io, options, { planned, asked, isWritten: true }, 0);
}

interface Ended {
  readonly planned: PackPlan;
  readonly asked: PackAsked;
  readonly say?: string;
  readonly isWritten?: boolean;
}

function end(io: Io, { json }: Options, { planned, asked, say, isWritten = false }: Ended, code: number): number {
  if (json) io.line(JSON.stringify({ ...planJson(asked.pack, planned), isWritten }));
  else if (say !== undefined && code === 0) io.line(say);
  else if (say !== undefined) io.error(say);
  return code;
}

async function isConfirmed(io: Io, { yes, json }: Options): Promise<boolean> {
  if (yes) return true;
  if (!io.interactive || json) return false;
  return /^y(es)?$/i.test((await io.ask('Install it? Type yes to go on: ')).trim());
}

function printDone(io: Io, core: Core, pack: Pack, { owner, plan }: PackPlan): void {
  const stays = plan.differences.filter(({ kind }) => kind !== 'updated').length;
  const kept = stays > 0 ? ` ${countInWords(stays, 'difference')} of ours stayed.` : '';
  io.line(`${pack.title} ${pack.version} is installed for ${owner.name}.${kept}`);
  const stanza = core.packStanza(pack, owner);
  if (stanza === undefined) return;
  io.line('To have its cases worked on in another system, this goes into moothall.yaml, filled in as the pack says:');
  for (const { name, about } of pack.connections) io.line(`  # ${name}: ${about}`);
  for (const line of stanza.trimEnd().split('\n')) io.line(`  ${line}`);
}

const several = (value: string, before: readonly string[]): string[] => [...before, value];

/** @throws InvalidArgumentError */
function oneTeam(value: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [theirs = '', ours = '', ...rest] = value.split('=');
  if (theirs === '' || ours === '' || rest.length > 0)
    throw new InvalidArgumentError('Write it as theirs=ours, such as waste=refuse-crews.');
  return { ...before, [theirs]: ours };
}
