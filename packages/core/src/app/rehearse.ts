import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { withAdaptersNamed } from '../adapters/index.js';
import {
  backupFolder,
  copyFolder,
  copyNotConfigured,
  emptyScratchDatabase,
  makeWorkFolder,
  momentNotCopied,
  momentOfAnother,
  newestBackup,
  recordRehearsal,
  type LastRehearsal,
  type RestoredBackup,
  wrongBackupKey,
} from '../backups/index.js';
import { MINUTE_MS, type Clock, type Instant } from '../kernel/clock.js';
import { checkConfig, type Config } from '../kernel/config.js';
import { isCopied } from '../kernel/copy-setting.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { findMissingDocuments } from '../documents/index.js';
import { defineError, isError } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { listKnownAuthorities } from './found-authority.js';
import { restore, restoreMoment } from './restore.js';
import { emptyScratch, scratchInUse } from './scratch-place.js';
import { startServer } from './server.js';
import { createStaff } from './staff-accounts.js';
import { createStaffToken } from './staff-tokens.js';
import { findReadingCopy } from './stand-in.js';

const filesMissing = defineError('rehearsal_files_missing', 500, 'Files that records name are not there.');
const pageFailed = defineError('rehearsal_page_failed', 500, 'A page of the restored installation did not open.');

export interface RehearsalOptions {
  readonly privateKeys: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly onStep?: (step: string) => void;
}

type HowToRestore = Parameters<typeof restore>[3];
/** What is rehearsed, and the folder in which is kept how that went. */
type Rehearsed = Pick<LastRehearsal, 'backup'> & { readonly recordIn: string };

/**
 * Restores the newest backup to a scratch place, with all checks of a restore, serves it and opens pages of it. Nothing of
 * the live data is read. How it went is kept with the backups, a failure too.
 * @throws no_backup; no_scratch_database; scratch_in_use; wrong_backup_key where none was given. Other failures are answered
 */
export async function rehearse(config: Config, clock: Clock, options: RehearsalOptions): Promise<LastRehearsal> {
  if (config.database.engine === 'postgres' && findReadingCopy(config)) throw scratchInUse();
  const folder = backupFolder(config);
  const { name: backup, file } = await newestBackup(folder);
  const about = { backup, recordIn: folder };
  return await rehearsed(config, clock, about, options, (scratch, how) => restore(scratch, clock, file, how));
}

/**
 * The same with a moment of the continuous copy: also its uploaded files come from there alone. How it went is kept beside
 * the copier’s record.
 * @throws copy_not_configured; moment_not_copied; moment_of_another; wrong_backup_key where none was given. Other failures are
 * answered
 */
export async function rehearseCopy(
  config: Config,
  clock: Clock,
  moment: Instant | 'latest',
  options: RehearsalOptions,
): Promise<LastRehearsal> {
  if (!isCopied(config)) throw copyNotConfigured();
  const about = { backup: 'continuous copy', recordIn: copyFolder(config) };
  return await rehearsed(config, clock, about, options, async (scratch, how) => {
    const done = await restoreMoment(config, clock, moment, how, scratch);
    await checkCopied(config, clock, done.manifest.missing);
    return done;
  });
}

async function rehearsed(
  config: Config,
  clock: Clock,
  { backup, recordIn }: Rehearsed,
  options: RehearsalOptions,
  restoreTo: (scratch: Config, how: HowToRestore) => Promise<RestoredBackup>,
): Promise<LastRehearsal> {
  const work = await makeWorkFolder(backupFolder(config), 'rehearsing');
  const began = performance.now();
  const at = clock.now();
  let clear = async (): Promise<void> => undefined;
  try {
    const scratch = await scratchPlace(config, work);
    clear = scratch.clear;
    const outcome = await attempt(scratch.config, config, clock, options, restoreTo);
    const rehearsal = { backup, at, tookMs: Math.round(performance.now() - began), ...outcome };
    await mkdir(recordIn, { recursive: true, mode: 0o700 });
    await recordRehearsal(recordIn, rehearsal);
    return rehearsal;
  } finally {
    await clear();
    await rm(work, { recursive: true, force: true });
  }
}

async function attempt(
  scratch: Config,
  live: Config,
  clock: Clock,
  { privateKeys, environment, onStep }: RehearsalOptions,
  restoreTo: (scratch: Config, how: HowToRestore) => Promise<RestoredBackup>,
): Promise<Omit<LastRehearsal, 'backup' | 'at' | 'tookMs'>> {
  try {
    const how = { over: 'live-data', old: 'remove', privateKeys, environment } as const;
    const { manifest } = await restoreTo(scratch, { ...how, ...(onStep ? { onStep } : {}) });
    onStep?.('opening pages');
    const { tables, files, elsewhere, madeAt: asOf } = manifest;
    const connections = new Set(elsewhere.map(({ connection }) => connection));
    await openPages(scratch, clock, (kernel) => checkElsewhere(kernel, live, connections));
    const kept = elsewhere.reduce((sum, each) => sum + each.files, 0);
    const rows = tables.reduce((sum, each) => sum + each.rows, 0);
    const missing = manifest.missing.length;
    const found = { ...(kept > 0 ? { elsewhere: kept } : {}), ...(missing > 0 ? { missing } : {}) };
    return { ok: true, asOf, rows, files: files.length, ...found };
  } catch (error) {
    if (isOfTheAsker(error, privateKeys)) throw error;
    return { ok: false, fault: (error as Error).message };
  }
}

/** What was asked wrongly says nothing of the backup or the copy. */
function isOfTheAsker(error: unknown, privateKeys: readonly string[]): boolean {
  if (isError(error, wrongBackupKey.code)) return privateKeys.length === 0;
  return isError(error, momentNotCopied.code) || isError(error, momentOfAnother.code);
}

/** Uploaded files that lie on the disk for so long are in the copy. */
const copiedWithinMs = 10 * MINUTE_MS;

/** What the disk has lost as well isn’t the copy’s fault. @throws rehearsal_files_missing */
async function checkCopied({ data }: Config, clock: Clock, missing: readonly string[]): Promise<void> {
  const late: string[] = [];
  for (const digest of missing) {
    const there = await stat(path.join(data, 'files', digest.slice(0, 2), digest)).catch(() => undefined);
    if (there && clock.now() - there.mtimeMs > copiedWithinMs) late.push(digest);
  }
  if (late.length === 0) return;
  const says =
    late.length === 1 ? 'An uploaded file that records name is' : `${late.length} uploaded files that records name are`;
  throw filesMissing({}, `${says} on the disk and not in the continuous copy, such as ${late[0]}.`);
}

/** What connections keep is not in the backup: it has to be there. @throws rehearsal_files_missing */
async function checkElsewhere(kernel: Kernel, live: Config, connections: ReadonlySet<string>): Promise<void> {
  if (connections.size === 0) return;
  const { adapters, directory, secrets } = live;
  const asLive = { ...kernel, config: { ...kernel.config, adapters, directory, secrets } };
  const { missing, unasked } = await withAdaptersNamed(asLive, connections, findMissingDocuments);
  const [first] = missing;
  if (unasked.length > 0)
    throw filesMissing({}, `Files that the backup leaves to a connection: ${unasked.join('; ')}.`);
  if (first === undefined) return;
  const count = missing.length === 100 ? 'A hundred or more' : String(missing.length);
  const says =
    missing.length === 1
      ? '1 file that records name is not where its connection keeps it'
      : `${count} files that records name are not where their connection keeps them`;
  throw filesMissing({}, `${says}, such as ${first}.`);
}

/** The sign-in page, what a balancer asks, and lists of records by the API. */
async function openPages(scratch: Config, clock: Clock, alsoCheck: (kernel: Kernel) => Promise<void>): Promise<void> {
  const server = await startServer(scratch, clock, { runs: 'web' });
  try {
    const token = await rehearsalToken(server.kernel);
    const open = async (page: string, headers: Record<string, string>): Promise<void> => {
      const { status } = await fetch(`${server.address}${page}`, { headers });
      if (status !== 200) throw pageFailed({}, `${page} of the restored installation answered with ${status}.`);
    };
    for (const page of ['/health/ready', '/sign-in']) await open(page, {});
    for (const page of token === undefined ? [] : ['/api/v1/me', '/api/v1/cases', '/api/v1/services'])
      await open(page, { Authorization: `Bearer ${token}` });
    await alsoCheck(server.kernel);
  } finally {
    await server.stop();
  }
}

/** Of an account that is made in the scratch copy and goes with it; none where there is no council yet. */
async function rehearsalToken(kernel: Kernel): Promise<string | undefined> {
  const council = (await listKnownAuthorities(kernel)).find(({ kind }) => kind !== 'partnership');
  if (!council) return undefined;
  const signInName = 'moothall.rehearsal';
  const about = { name: 'Rehearsal', authority: council.slug, role: 'team-leader', jobTitle: 'Rehearsal' };
  await createStaff(kernel, { signInName, ...about });
  const wanted = { signInName, name: 'Rehearsal', permissions: 'all', expiresInDays: 1 } as const;
  return (await createStaffToken(kernel, wanted)).token;
}

interface ScratchPlace {
  readonly config: Config;
  /** Leaves nothing of the records there. */
  readonly clear: () => Promise<void>;
}

/** On SQLite a folder; on PostgreSQL, besides, a database beside the live one whose name ends in `_rehearsal`. */
async function scratchPlace(config: Config, work: string): Promise<ScratchPlace> {
  const secrets = { key: config.secrets.key };
  const backups = { ...config.backups, folder: work, copy: undefined };
  const quiet = { listen: { port: 0 }, log: { level: 'silent' }, backups };
  const address = databaseAddress(config);
  if (address.engine === 'sqlite') {
    const settings = { ...quiet, database: { engine: 'sqlite' }, data: path.join(work, 'data') };
    return { config: checkConfig(work, settings, secrets), clear: async () => undefined };
  }
  const url = await emptyScratch(config);
  const database = { engine: 'postgres', url, connections: 4 };
  const settings = { ...quiet, database, data: path.join(work, 'data') };
  return { config: checkConfig(work, settings, secrets), clear: () => emptyScratchDatabase(url) };
}
