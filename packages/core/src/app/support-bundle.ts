import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { adapterFigures } from '../adapters/index.js';
import { countJobs } from '../jobs/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { readLogLine, withoutValues } from '../kernel/log.js';
import { closeKernel, openKernel } from './compose.js';
import { diagnose } from './doctor.js';
import { readInstallationState, type InstallationState } from './installation-state.js';
import { moothallVersion } from './moothall-version.js';
import { shownSettings } from './shown-settings.js';

export interface SupportSurroundings {
  /** Of Node, such as `24.11.0`. */
  readonly node: string;
  readonly userId: number | undefined;
  /** Of the log, as they stand there. */
  readonly logLines: readonly string[];
}

/**
 * What somebody needs who helps from outside, and nothing about people: versions, settings without secrets, what doctor
 * finds, figures, the log without its values. Text that is no line of the log is left out, and counted.
 */
export async function makeSupportBundle(
  config: Config,
  clock: Clock,
  { node, userId, logLines }: SupportSurroundings,
): Promise<Record<string, unknown>> {
  const state = await readInstallationState(config);
  const findings = await diagnose(config, clock, { node, userId, use: 'as-configured' });
  const entries = logLines.map(readLogLine);
  const { newestBackup, lastRehearsal, copy, ...database } = state;
  return withoutSecrets(config, {
    madeAt: new Date(clock.now()).toISOString(),
    versions: { moothall: moothallVersion, node, system: `${os.type()} ${os.release()} ${os.arch()}` },
    settings: shownSettings(config, 'support'),
    database,
    backups: {
      newest: newestBackup ? { madeAt: instant(newestBackup.madeAt), bytes: newestBackup.bytes } : null,
      lastRehearsal: lastRehearsal ? { at: instant(lastRehearsal.at), ok: lastRehearsal.ok } : null,
      copiedUntil: copy?.copiedUntil ? instant(copy.copiedUntil) : null,
    },
    findings: findings.map(({ area, state: how, says }) => ({ area, state: how, says: withoutValues(says) })),
    figures: await figuresOf(config, clock, state),
    log: entries.filter((entry) => entry !== undefined),
    logLinesLeftOut: entries.filter((entry) => entry === undefined).length,
  });
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** Opening the database would bring its tables up to date: not here. */
async function figuresOf(config: Config, clock: Clock, { schema }: InstallationState): Promise<object> {
  const machine = {
    processors: os.cpus().length,
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
    freeDiskBytes: await freeBytes(config.data),
    databaseBytes: sizeOf(config),
  };
  if (schema !== 'current') return machine;
  const kernel = await openKernel(config, clock);
  try {
    return { ...machine, jobs: await countJobs(kernel.db), adapters: await adapterFigures(kernel) };
  } finally {
    await closeKernel(kernel);
  }
}

async function freeBytes(folder: string): Promise<number | null> {
  if (!existsSync(folder)) return null;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function sizeOf(config: Config): number | null {
  const address = databaseAddress(config);
  return address.engine === 'sqlite' ? (statSync(address.file, { throwIfNoEntry: false })?.size ?? null) : null;
}

/** Whatever slipped into a text: values of secrets, and where the installation lies, which may name who made it. */
function withoutSecrets<T>(config: Config, bundle: T): T {
  const places = [
    [config.directory, '<installation>'],
    [os.homedir(), '<home>'],
  ] as const;
  const secrets = textsIn(config.secrets).filter((each) => each.length >= 4);
  const cleaned = (text: string): string => {
    const hidden = secrets.reduce((before, secret) => before.replaceAll(secret, '…'), text);
    return places.reduce((before, [place, name]) => before.replaceAll(place, name), hidden);
  };
  const text = JSON.stringify(bundle, (_key, value: unknown) => (typeof value === 'string' ? cleaned(value) : value));
  return JSON.parse(text) as T;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
