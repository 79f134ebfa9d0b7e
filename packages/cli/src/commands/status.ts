import type { Command } from 'commander';
import type { InstallationState } from '@moothall/core';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { listRunning, type Part, type RunRecord } from '../running/run-record.js';

interface Health {
  /** As the server answers it: ready, not-ready; `silent` when it doesn't answer; `unasked` where it answers nobody. */
  readonly status: string;
  readonly adapters?: Readonly<Record<string, number>>;
}

const help = `
It ends with 0 when it runs and is ready, with 1 when it runs and something is wrong, with 3 when it doesn't run.

Examples:
  moothall status --dir /srv/moothall
  moothall status --json | jq .health.status`;

const schemaWords = {
  current: 'as this version has it',
  behind: 'changes are still to be made: moothall migrate',
  other: 'made by another version of Moothall: moothall doctor',
  none: 'not made yet: moothall migrate',
  unreachable: 'unknown: the database doesn’t answer',
} as const;

export function addStatusCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('status')
    .description('say what runs, since when, whether it is well, and how old the newest backup is')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async ({ dir, json }: { dir: string; json?: boolean }) => {
      const { core, config, root } = await openInstance(io, dir);
      const running = listRunning(root);
      const [state, health] = await Promise.all([core.readInstallationState(config), healthOf(running)]);
      if (json) io.line(JSON.stringify(asJson(root, core.moothallVersion, running, health, state)));
      else print(io, root, core.moothallVersion, running, health, state, core.systemClock().now());
      const isWell = health.status === 'ready' || health.status === 'unasked';
      exit.code = running.length === 0 ? 3 : isWell && state.schema === 'current' ? 0 : 1;
    });
}

const healthWithinMs = 5000;

/** What the first that answers pages says. */
export async function healthOf(running: readonly RunRecord[]): Promise<Health> {
  const address = running.find((each) => each.address !== '')?.address;
  if (address === undefined) return { status: 'unasked' };
  try {
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(healthWithinMs) });
    return (await answer.json()) as Health;
  } catch {
    return { status: 'silent' };
  }
}

const countOf = (running: readonly RunRecord[], wanted: Part): number =>
  running.flatMap(({ processes }) => processes).filter(({ part }) => part === wanted || part === 'both').length;

const instant = (ms: number): string => new Date(ms).toISOString();

function asJson(
  root: string,
  installed: string,
  running: readonly RunRecord[],
  health: Health,
  { newestBackup, lastRehearsal, copy, copyRehearsal, ...state }: InstallationState,
): object {
  return {
    directory: root,
    running: running.length > 0,
    version: running[0]?.version ?? null,
    installed,
    since: running[0] ? instant(running[0].since) : null,
    address: running.find(({ address }) => address !== '')?.address ?? null,
    health,
    web: countOf(running, 'web'),
    workers: countOf(running, 'worker'),
    processes: running.flatMap(({ processes }) => processes).map((each) => ({ ...each, since: instant(each.since) })),
    ...state,
    lastBackup: newestBackup ? { ...newestBackup, madeAt: instant(newestBackup.madeAt) } : null,
    lastRehearsal: rehearsalAsJson(lastRehearsal),
    copy: copy
      ? {
          copiedUntil: copy.copiedUntil === null ? null : instant(copy.copiedUntil),
          fault: copy.fault,
          lastRehearsal: rehearsalAsJson(copyRehearsal),
        }
      : null,
  };
}

const rehearsalAsJson = (last: InstallationState['lastRehearsal']): object | null =>
  last ? { at: instant(last.at), ok: last.ok } : null;

function print(
  io: Io,
  root: string,
  installed: string,
  running: readonly RunRecord[],
  health: Health,
  { engine, schema, newestBackup, lastRehearsal, copy, copyRehearsal }: InstallationState,
  now: number,
): void {
  io.line(`Moothall of ${root}`);
  const row = (name: string, says: string): void => io.line(`  ${name.padEnd(12)}${says}`);
  const first = running[0];
  if (first) row('runs', `since ${instant(first.since)}, for ${span(now - first.since)}, version ${first.version}`);
  else row('runs', 'no. Start it: moothall start --background');
  if (first && first.version !== installed) row('installed', `${installed}: moothall restart`);
  else if (!first) row('installed', installed);
  if (first?.processes.length === 0)
    row('stands by', 'an upgrade is under way: moothall upgrade finishes one that was cut off');
  if (first) {
    row('address', running.find(({ address }) => address !== '')?.address ?? 'none: it runs jobs alone');
    row('health', health.status);
    row('processes', `${countOf(running, 'web')} for pages, ${countOf(running, 'worker')} for jobs`);
  }
  row('tables', `${schemaWords[schema]} (${engine})`);
  row('backup', newestBackup ? `${span(now - newestBackup.madeAt)} old` : 'none: moothall backup');
  const rehearsed = ({ at, ok }: NonNullable<InstallationState['lastRehearsal']>): void =>
    row('rehearsed', `${span(now - at)} ago, ${ok ? 'all well' : 'FAILED'}`);
  if (lastRehearsal) rehearsed(lastRehearsal);
  if (copy) row('copy', copyInWords(copy, now));
  if (copyRehearsal) rehearsed(copyRehearsal);
}

/** Nothing was written since the copier ended, unless something else wrote. */
function copyInWords({ copiedUntil, fault, hasEnded }: NonNullable<InstallationState['copy']>, now: number): string {
  const until = copiedUntil === null ? 'nothing yet' : `up to ${instant(copiedUntil)}`;
  const lag =
    copiedUntil === null || hasEnded ? '' : `, ${Math.max(0, Math.round((now - copiedUntil) / 1000))} seconds ago`;
  return `${until}${lag}${fault === null ? '' : `. FAILING: ${fault}`}`;
}

/** `3 days`, `5 hours`, `12 minutes` */
function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} hours` : `${Math.floor(minutes / 1440)} days`;
}
