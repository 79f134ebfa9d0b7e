import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { currentVersion } from '../releases/release-folder.js';
import { compareVersions, refusalOf } from '../releases/versions.js';
import { listRunning } from '../running/run-record.js';
import { inRelease } from '../upgrade/in-release.js';
import { appliedMigrations, RolledBack, runUpgrade, type UpgradeTools } from '../upgrade/run-upgrade.js';
import { readUpgradeState, type UpgradeState } from '../upgrade/upgrade-state.js';
import { fetchWanted, refused, wantedRelease } from '../upgrade/wanted-release.js';

interface Options {
  readonly dir: string;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly bundleKey?: string;
  readonly withoutRehearsal?: boolean;
  readonly despiteFaults?: boolean;
  readonly json?: boolean;
}

const help = `
In steps: doctor; fetch the release with npm and verify it; rehearse the new tables on a copy of the data; stop, while
the desk is read from a copy and takes new contacts; copy the database; bring the tables up to date; start; open pages;
enter those contacts. If anything fails, what was before is put back, and it ends with 4. Cut off at any moment, the same
command finishes. The last two versions stay.

Examples:
  moothall upgrade --dry-run --dir /srv/moothall     say what would be done
  moothall upgrade --dir /srv/moothall               to the newest version
  moothall upgrade 1.4.2 --dir /srv/moothall
  moothall upgrade --from /media/usb/moothall-1.4.2-linux-x64.bundle --dir /srv/moothall`;

export function addUpgradeCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('upgrade')
    .description('bring the installation to another version, with a rehearsal before and a way back')
    .argument('[version]', 'such as 1.4.2; default: the newest')
    .option('--from <bundle>', 'a bundle, in place of the registry: for a machine without the internet')
    .option('--bundle-key <key>', 'whose bundles it takes, where it has taken none yet')
    .option('--dry-run', 'look, and change nothing')
    .option('--without-rehearsal', 'where there is no scratch database, or no room for a second copy')
    .option('--despite-faults', 'although doctor finds faults')
    .option('--yes', 'ask nothing (nothing is asked)')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', help)
    .action(async (version: string | undefined, options: Options) => {
      const { core, config, root } = await openInstance(io, options.dir);
      const { engine } = config.database;
      const unfinished = readUpgradeState(root);
      const state = unfinished ?? (await begin(io, root, version, core.systemClock().now(), options));
      if (state === 'nothing-to-do') return void (exit.code = 0);
      const tools = toolsFor(io, root, options, () => fetchWanted(io, root, state, engine, options.bundleKey));
      exit.code = options.dryRun ? dryRun(io, state, options) : await carryOut(tools, state, options);
    });
}

export function toolsFor(
  io: Io,
  root: string,
  { json }: Pick<Options, 'json'>,
  fetch: UpgradeTools['fetch'],
): UpgradeTools {
  return { io, root, fetch, onStep: (title) => void (json ? undefined : io.line(title)) };
}

/** What is refused before anything is touched. */
async function begin(
  io: Io,
  root: string,
  version: string | undefined,
  since: number,
  options: Options,
): Promise<UpgradeState | 'nothing-to-do'> {
  const from = currentVersion(root);
  if (from === undefined)
    throw refused(`${root} has no version of its own: "moothall init" gives it one. A checkout is upgraded with git.`);
  const { to, bundle } = await wantedRelease(io, root, from, { ...options, version });
  const refusal = refusalOf(from, to);
  if (refusal !== undefined) throw refused(refusal);
  if (compareVersions(to, from) === 0) {
    if (options.json) io.line(JSON.stringify({ from, to, done: false }));
    else io.line(`${root} has version ${from} already.`);
    return 'nothing-to-do';
  }
  const running = listRunning(root);
  if (running.some(({ isWatched }) => !isWatched))
    throw refused('A server runs in a terminal of its own, and can’t be asked to start again. Stop it: moothall stop');
  if (!options.despiteFaults) await refuseFaults(io, root, from);
  const migrations = await appliedMigrations(io, root, from);
  const rehearsal = options.withoutRehearsal ? 'left-out' : 'done';
  const source = bundle === undefined ? {} : { bundle };
  return { from, to, ...source, step: 'fetch', since, rehearsal, wasRunning: running.length > 0, migrations };
}

async function refuseFaults(io: Io, root: string, from: string): Promise<void> {
  const { code, json, errors } = await inRelease(io, root, from, ['doctor']);
  if (code === 0) return;
  const found = (json['findings'] ?? []) as { state: string; says: string; fix: string | null }[];
  const faults = found.filter(({ state }) => state === 'fault').map(({ says, fix }) => `${says} ${fix ?? ''}`);
  throw refused(
    [`Doctor finds faults. Mend them, or use --despite-faults.`, ...faults, errors].filter(Boolean).join('\n  '),
  );
}

function dryRun(io: Io, state: UpgradeState, { json }: Options): number {
  if (json) io.line(JSON.stringify({ dryRun: true, ...state }));
  else
    io.line(
      `From ${state.from} to ${state.to}${state.step === 'fetch' ? '' : `, going on at "${state.step}"`}. Nothing was changed. To do it, leave --dry-run out.`,
    );
  return 0;
}

/** Answers the exit code. */
export async function carryOut(
  tools: UpgradeTools,
  state: UpgradeState,
  { json }: Pick<Options, 'json'>,
): Promise<number> {
  const { io } = tools;
  const { from, to } = state;
  let refusedContacts = 0;
  try {
    refusedContacts = (await runUpgrade(tools, state)).refused ?? 0;
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    if (json)
      io.line(
        JSON.stringify({
          from,
          to,
          done: false,
          rolledBack: true,
          fault: error.message,
          refusedContacts: error.refused,
        }),
      );
    io.error(`The upgrade to ${to} failed: ${error.message}\nEverything is as it was, with version ${from}.`);
    return 4;
  }
  const isBack = state.step === 'undo';
  if (json) io.line(JSON.stringify({ from, to, done: !isBack, rolledBack: isBack, refusedContacts }));
  else io.line(isBack ? `Back at version ${from}.` : `Upgraded to ${to}. To go back: moothall rollback`);
  return 0;
}
