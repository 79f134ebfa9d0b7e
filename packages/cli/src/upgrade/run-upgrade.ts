import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Io } from '../io.js';
import {
  currentVersion,
  readPredecessor,
  removeOtherReleases,
  upgradesFolder,
  useRelease,
  writePredecessor,
} from '../releases/release-folder.js';
import { startInBackground } from '../running/background.js';
import { hasCaptured, readingCommand, removeEarlierCaptured } from '../running/reading-copy.js';
import { listRunning } from '../running/run-record.js';
import { askServer, stopServers } from '../running/stop-servers.js';
import { inRelease, succeedInRelease } from './in-release.js';
import { endUpgrade, steps, writeUpgradeState, type Step, type UpgradeState } from './upgrade-state.js';

export interface UpgradeTools {
  readonly io: Io;
  readonly root: string;
  /** Brings a release into its folder, verified; does nothing where it is there. */
  readonly fetch: (version: string) => Promise<void>;
  readonly onStep: (title: string) => void;
}

/** An upgrade that failed, after everything was put back. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
  /** How many contacts that were taken meanwhile could not be entered. */
  readonly refused: number;

  constructor(fault: string, refused: number) {
    super(fault);
    this.refused = refused;
  }
}

/** From this one on the server is away or the tables are new: a failure puts everything back. */
const pointOfChange: Step = 'stop';
/** From this one on people work with the new version: a failure is tried again, and takes nothing from them. */
const pointOfUse: Step = 'enter';

const titles: Readonly<Record<Step, (state: UpgradeState) => string>> = {
  fetch: ({ to }) => `Fetching and verifying ${to}`,
  rehearse: ({ rehearsal }) =>
    rehearsal === 'done' ? 'Rehearsing the new tables on a copy' : 'Leaving the rehearsal out, as asked',
  'stand-in': ({ wasRunning }) =>
    wasRunning ? 'Copying the database, to be read meanwhile' : 'Nothing runs that would have to be read meanwhile',
  stop: () => 'Stopping: the desk can be read, and takes new contacts alone',
  copy: () => 'Copying the database as it is now, for a way back',
  migrate: () => 'Bringing the tables up to date',
  switch: ({ to }) => `Switching to ${to}`,
  start: () => 'Starting',
  try: () => 'Opening pages',
  enter: () => 'Entering contacts that were taken meanwhile',
  tidy: ({ from, to }) => `Keeping ${from} and ${to}`,
};

/**
 * Does an upgrade from the step at which it stands to its end. How far it has come is written before each step, and each
 * may be done again: whoever finds it cut off, goes on. Answers how it ended.
 * @throws RolledBack once what was before is back; Error where nothing had been changed yet
 */
export async function runUpgrade(tools: UpgradeTools, begun: UpgradeState): Promise<UpgradeState> {
  let state = begun;
  if (state.step === 'undo') return await undo(tools, state);
  for (const step of steps.slice(steps.indexOf(state.step))) {
    state = { ...state, step };
    await writeUpgradeState(tools.root, state);
    tools.onStep(titles[step](state));
    try {
      state = await work[step](tools, state);
    } catch (error) {
      const fault = (error as Error).message;
      if (steps.indexOf(step) < steps.indexOf(pointOfChange)) {
        await endUpgrade(tools.root);
        throw error;
      }
      if (steps.indexOf(step) >= steps.indexOf(pointOfUse))
        throw new Error(`${state.to} is in use, but "${titles[step](state)}" failed: run the same again. ${fault}`);
      return await undo(tools, { ...state, step: 'undo', fault });
    }
  }
  await endUpgrade(tools.root);
  return state;
}

/** Puts back the release, the data where they were changed, and the servers. @throws RolledBack where a fault led here */
export async function undo(tools: UpgradeTools, begun: UpgradeState): Promise<UpgradeState> {
  const { root, io, onStep } = tools;
  let state = begun;
  await writeUpgradeState(root, state);
  onStep(`Going back to ${state.from}`);
  if (state.wasRunning && state.fault === undefined && readingCommand(root) === undefined)
    await prepareStandIn(tools, currentVersion(root) ?? state.to).catch((error: Error) =>
      onStep(`The desk can’t be read meanwhile: ${error.message}`),
    );
  await standBy(root);
  const isChanged = hasMore(await appliedMigrations(io, root, state.from), state.migrations);
  const { backup } = state;
  if (isChanged && backup !== undefined) {
    state = { ...state, isDataBack: true };
    await writeUpgradeState(root, state); // cut off after this, whoever goes on finds the old tables already
    onStep('Putting the database back');
    await succeedInRelease(io, root, state.from, ['restore', backup, '--replace', '--yes']);
  }
  await useRelease(root, state.from);
  if (state.wasRunning) {
    onStep('Starting');
    await startAgain(tools);
  }
  const refused = await endStandIn(tools, state.from, state);
  await endUpgrade(root);
  if (state.fault !== undefined) throw new RolledBack(state.fault, refused);
  return { ...state, refused };
}

const work: Readonly<Record<Step, (tools: UpgradeTools, state: UpgradeState) => Promise<UpgradeState>>> = {
  fetch: async (tools, state) => {
    await tools.fetch(state.to);
    return state;
  },
  rehearse: async ({ io, root }, state) => {
    if (state.rehearsal === 'left-out') return state;
    const folder = path.join(upgradesFolder(root), 'rehearsal');
    await withCopyIn(io, root, state, folder, (environment) =>
      succeedInRelease(io, root, state.to, ['rehearse'], environment),
    );
    await rm(folder, { recursive: true, force: true });
    return state;
  },
  'stand-in': async (tools, state) => {
    if (state.wasRunning) await prepareStandIn(tools, state.from);
    return state;
  },
  stop: async ({ root }, state) => {
    await standBy(root);
    return state;
  },
  copy: async ({ io, root }, state) => {
    const folder = path.join(upgradesFolder(root), `${state.from}-${state.to}`);
    const { file } = await withCopyIn(io, root, state, folder, () => Promise.resolve({}));
    return { ...state, backup: file };
  },
  migrate: async ({ io, root }, state) => {
    await succeedInRelease(io, root, state.to, ['migrate']);
    return state;
  },
  switch: async ({ root }, state) => {
    const { from: version, backup = '', migrations, since } = state;
    await writePredecessor(root, state.to, { version, backup, migrations, since });
    await useRelease(root, state.to);
    return state;
  },
  start: async (tools, state) => {
    await startAgain(tools);
    return state;
  },
  try: async ({ root }, state) => {
    await openPages(root, state.to);
    if (!state.wasRunning) await stopServers(root);
    return state;
  },
  enter: async (tools, state) => {
    return { ...state, refused: await endStandIn(tools, state.to, state) };
  },
  tidy: async ({ root }, state) => {
    await removeOtherReleases(root, [state.from, state.to]);
    await removeEarlierCaptured(root, state.since);
    return state;
  },
};

/** A copy alone in its folder, made by the release in use. */
async function withCopyIn(
  io: Io,
  root: string,
  { from }: UpgradeState,
  folder: string,
  next: (environment: Record<string, string>) => Promise<unknown>,
): Promise<{ file: string }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const environment = { MOOTHALL__BACKUPS__FOLDER: folder };
  const { file } = await succeedInRelease(io, root, from, ['backup', '--no-encrypt'], environment);
  await next(environment);
  return { file: String(file) };
}

/** Without the scratch database that PostgreSQL needs for it, a page says that Moothall is away. */
async function prepareStandIn({ io, root, onStep }: UpgradeTools, version: string): Promise<void> {
  const { code, errors } = await inRelease(io, root, version, ['stand-in', 'prepare']);
  if (code === 0) return;
  if (code !== exitMissing) throw new Error(errors || 'The database could not be copied.');
  onStep(`The desk can’t be read meanwhile: ${errors}`);
}

/** Something that the command needs isn't there: see `explainFailure`. */
const exitMissing = 3;

/**
 * Enters what was taken meanwhile; where the database went back, also what was entered since the upgrade began. Answers how
 * many contacts could not be entered.
 */
async function endStandIn(
  { io, root, onStep }: UpgradeTools,
  version: string,
  { isDataBack, since }: UpgradeState,
): Promise<number> {
  if (!isDataBack && !hasCaptured(root) && readingCommand(root) === undefined) return 0;
  const again = isDataBack ? ['--again', String(since)] : [];
  const said = await succeedInRelease(io, root, version, ['stand-in', 'end', ...again]);
  const refused = Number(said['refused'] ?? 0);
  if (refused > 0) onStep(`${refused} contacts could not be entered: they are on /desk/captured, and in run/captured`);
  return refused;
}

/** Servers that watch over their processes keep the port, and say that they are away. */
async function standBy(root: string): Promise<void> {
  for (const each of listRunning(root)) if (each.processes.length > 0) await askServer(root, each, 'stand-by');
}

async function startAgain({ io, root }: UpgradeTools): Promise<void> {
  const running = listRunning(root);
  for (const each of running) await askServer(root, each, 'renew');
  if (running.length === 0) await startInBackground(io, root, []);
}

/** @throws Error naming the page that doesn't open */
async function openPages(root: string, version: string): Promise<void> {
  const [server] = listRunning(root).filter(({ address }) => address !== '');
  if (!server) return;
  if (server.version !== version) throw new Error(`${server.version} answers in place of ${version}.`);
  for (const page of ['/health/ready', '/sign-in']) {
    const { status } = await fetch(`${server.address}${page}`, { redirect: 'manual' });
    if (status !== 200) throw new Error(`${page} answered with ${status}.`);
  }
}

/** Migrations that the database has. @throws Error when it doesn't answer */
export async function appliedMigrations(io: Io, root: string, version: string): Promise<string[]> {
  const { json, errors } = await inRelease(io, root, version, ['status']);
  if (!Array.isArray(json['migrations']) || json['schema'] === 'unreachable')
    throw new Error(errors || 'The database doesn’t answer.');
  return json['migrations'] as string[];
}

/** Whether tables were changed since; where another machine of the same database has gone back already, they weren't. */
const hasMore = (applied: readonly string[], before: readonly string[]): boolean =>
  applied.some((name) => !before.includes(name));

/** How a rollback of an upgrade that isn't finished begins: from its start on, people may have worked with the new tables. */
export async function undoState(
  io: Io,
  root: string,
  unfinished: UpgradeState,
): Promise<UpgradeState & { losesData: boolean }> {
  const { step, from, migrations } = unfinished;
  const isInUse = step !== 'undo' && steps.indexOf(step) >= steps.indexOf('start');
  const losesData = isInUse && hasMore(await appliedMigrations(io, root, from), migrations);
  return { ...unfinished, step: 'undo', losesData };
}

/** How a rollback that somebody asked for begins. @throws Error where there is nothing to go back to */
export async function rollbackState(io: Io, root: string): Promise<UpgradeState & { losesData: boolean }> {
  const to = currentVersion(root);
  const before = to === undefined ? undefined : readPredecessor(root, to);
  if (to === undefined || !before) throw new Error('There is no earlier version to go back to.');
  const losesData = hasMore(await appliedMigrations(io, root, before.version), before.migrations);
  const { since = 0 } = before;
  const about = { from: before.version, to, step: 'undo', since, rehearsal: 'left-out' } as const;
  const wasRunning = listRunning(root).length > 0;
  return { ...about, wasRunning, backup: before.backup, migrations: before.migrations, losesData };
}
