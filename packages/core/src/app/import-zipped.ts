import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { getPartnership } from '../authorities/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import type { ImportFile } from '../kernel/import/import-file.js';
import { digestOf } from '../kernel/import/run-import.js';
import { findRun, finishRun, saveProgress, startRun } from '../kernel/import/run-repository.js';
import { isZip, unpackZip } from '../kernel/import/unpack-zip.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import type { AddressImportReport } from '../places/index.js';

type Bring = (file: string) => Promise<AddressImportReport>;

/**
 * Brings in a file, or each CSV file of a ZIP in the order of their names, and counts them together. A run that was cut off
 * goes on where it stopped when the ZIP is brought in again in the same way: what was brought in to its end is not brought
 * in again, as that would undo what came after it.
 * @param options what else decides how its files are brought in
 * @throws import_file_unreadable; what `bring` throws, of which no further file is brought in
 */
export async function importZipped(
  kernel: Kernel,
  file: ImportFile,
  options: object,
  bring: Bring,
): Promise<AddressImportReport> {
  if (!(await isZip(file.file))) return await bring(file.file);
  const { data } = kernel.config;
  await removeLeftBehind(data, kernel.clock.now());
  const folder = await mkdtemp(path.join(data, `${prefix}${hostname()}.${process.pid}-`));
  try {
    const parts = await unpackZip(file.file, folder);
    return await bringAll(kernel, file, options, parts, bring);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The ZIP is a run of its own, whose lines are its files. */
async function bringAll(
  kernel: Kernel,
  { file, startedBy, authorityId, read }: ImportFile,
  options: object,
  parts: readonly string[],
  bring: Bring,
): Promise<AddressImportReport> {
  const about = {
    kind: 'zip',
    authorityId: authorityId ?? (await getPartnership(kernel)).id,
    fileDigest: await digestOf(file),
    optionsDigest: createHash('sha256')
      .update(JSON.stringify([options, read ?? {}]))
      .digest('hex'),
  };
  const cutOff = await findRun(kernel, about);
  const { id } = await startRun(kernel, { ...about, fileName: path.basename(file), startedBy }, cutOff);
  let whole = nothing(id);
  try {
    for (const [index, part] of parts.entries()) {
      if (index >= (cutOff?.lastLine ?? 0)) {
        const report = namedAfter(path.basename(part), await bring(part));
        const { read: rows, written, unchanged, refused } = report;
        const counts = { read: rows, written, unchanged, refused };
        await kernel.db.write(everyAuthority, (db) => saveProgress(db, id, index + 1, counts));
        whole = together(whole, report);
      }
      await rm(path.dirname(part), { recursive: true });
    }
    await finishRun(kernel, id, 'finished');
    return whole;
  } catch (error) {
    await finishRun(kernel, id, 'failed', error instanceof AppError ? error.message : 'it stopped unexpectedly');
    throw error;
  }
}

const prefix = 'unpacked-';

/** What a process left that was killed: one of this machine that is no more, or any that hasn't gone on for a day. */
async function removeLeftBehind(data: string, now: number): Promise<void> {
  const folders = (await readdir(data)).filter((name) => name.startsWith(prefix));
  for (const name of folders) {
    const folder = path.join(data, name);
    const [, host, pid] = /^unpacked-(.+)\.(\d+)-[^-]+$/.exec(name) ?? [];
    const isOver = host === hostname() && !isRunning(Number(pid));
    // Another that starts now may have removed it.
    const changedAt = (await stat(folder).catch(() => undefined))?.mtimeMs ?? now;
    if (isOver || now - changedAt > DAY_MS) await rm(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'ESRCH';
  }
}

/** Lines are those of a file in the ZIP. */
function namedAfter(name: string, { faults, ...report }: AddressImportReport): AddressImportReport {
  return { ...report, faults: faults.map((fault) => ({ ...fault, message: `${name}: ${fault.message}` })) };
}

const mostFaults = 100;

function nothing(runId: string): AddressImportReport {
  const counts = { read: 0, written: 0, unchanged: 0, refused: 0, resumedAfterLine: 0 };
  return { runId, ...counts, faults: [], places: { added: 0, changed: 0, retired: 0 } };
}

function together(one: AddressImportReport, other: AddressImportReport): AddressImportReport {
  return {
    ...one,
    read: one.read + other.read,
    written: one.written + other.written,
    unchanged: one.unchanged + other.unchanged,
    refused: one.refused + other.refused,
    faults: [...one.faults, ...other.faults].slice(0, mostFaults),
    places: {
      added: one.places.added + other.places.added,
      changed: one.places.changed + other.places.changed,
      retired: one.places.retired + other.places.retired,
    },
  };
}
