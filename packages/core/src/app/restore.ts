import { existsSync } from 'node:fs';
import {
  copyFolder,
  readCopyRecord,
  restoreBackup,
  restoreCopy,
  type RestoredBackup,
  type RestoreOptions,
} from '../backups/index.js';
import type { Clock, Instant } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { defineError } from '../kernel/errors.js';
import { openLog } from '../kernel/log.js';
import { closeKernel, openKernel } from './compose.js';
import { connectCopy } from './connect-copy.js';
import { moothallVersion } from './moothall-version.js';
import { verifyClosedAndOpen } from './verify-closed-and-open.js';

const auditBroken = defineError('backup_audit_broken', 422, 'The audit trail in this backup is broken.');

/** Restores a backup, brings it up to this version’s schema, and verifies its audit chains before the old data go. */
export async function restore(
  config: Config,
  clock: Clock,
  file: string,
  options: Omit<RestoreOptions, 'verify'>,
): Promise<RestoredBackup> {
  if (!existsSync(file)) throw Object.assign(new Error('no such backup'), { code: 'ENOENT', path: file });
  return await restoreBackup(config, file, { ...options, verify: (restored) => verify(restored, clock) });
}

/**
 * Goes back to a moment by the continuous copy, with the same checks; `into`: of another installation. `fromAnother`: also to
 * one that another installation copied, where both had the place in turn.
 * @throws as `restoreCopy`
 */
export async function restoreMoment(
  config: Config,
  clock: Clock,
  moment: Instant | 'latest',
  { fromAnother = false, ...options }: Omit<RestoreOptions, 'verify'> & { readonly fromAnother?: boolean },
  into = config,
): Promise<RestoredBackup> {
  const { place, close } = await connectCopy({ config, clock, log: openLog(config.log.level) });
  const verifying = { ...options, version: moothallVersion, verify: (restored: Config) => verify(restored, clock) };
  try {
    const owner = fromAnother ? 'anybody' : (await readCopyRecord(copyFolder(config))).owner;
    return await restoreCopy(into, place, { at: moment, owner }, verifying);
  } finally {
    await close();
  }
}

/** @throws backup_audit_broken */
async function verify(config: Config, clock: Clock): Promise<void> {
  const broken = await brokenChains(config, clock);
  if (broken.length > 0)
    throw auditBroken(
      {},
      `The audit trail in this backup is broken (authority ${broken.join(', ')}). Take an earlier backup, and find out with "moothall audit verify" since when.`,
    );
}

/** Opens a database that has come from elsewhere; the authorities whose audit chains are not whole. */
export async function brokenChains(config: Config, clock: Clock): Promise<number[]> {
  const kernel = await openKernel(config, clock);
  try {
    const reports = await verifyClosedAndOpen(kernel, []);
    return reports.filter(({ fault }) => fault !== undefined).map(({ authorityId }) => authorityId);
  } finally {
    await closeKernel(kernel);
  }
}
