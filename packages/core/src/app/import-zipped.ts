import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { isZip, unpackZip } from '../kernel/import/unpack-zip.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AddressImportReport } from '../places/index.js';

type Bring = (file: string) => Promise<AddressImportReport>;

/**
 * Brings in a file, or each CSV file of a ZIP in the order of their names, and counts them together. A run that was cut off
 * goes on where it stopped when the ZIP is brought in again.
 * @throws import_file_unreadable; what `bring` throws, of which no further file is brought in
 */
export async function importZipped(kernel: Kernel, file: string, bring: Bring): Promise<AddressImportReport> {
  if (!(await isZip(file))) return await bring(file);
  const folder = await mkdtemp(path.join(kernel.config.data, 'unpacked-'));
  try {
    let whole: AddressImportReport | undefined;
    for (const part of await unpackZip(file, folder)) {
      const report = namedAfter(path.basename(part), await bring(part));
      whole = whole === undefined ? report : together(whole, report);
      await rm(part);
    }
    if (whole === undefined) throw new Error('a ZIP without a file was not refused');
    return whole;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lines are those of a file in the ZIP. */
function namedAfter(name: string, { faults, ...report }: AddressImportReport): AddressImportReport {
  return { ...report, faults: faults.map((fault) => ({ ...fault, message: `${name}: ${fault.message}` })) };
}

const mostFaults = 100;

function together(one: AddressImportReport, other: AddressImportReport): AddressImportReport {
  return {
    runId: other.runId,
    read: one.read + other.read,
    written: one.written + other.written,
    unchanged: one.unchanged + other.unchanged,
    refused: one.refused + other.refused,
    faults: [...one.faults, ...other.faults].slice(0, mostFaults),
    resumedAfterLine: 0,
    places: {
      added: one.places.added + other.places.added,
      changed: one.places.changed + other.places.changed,
      retired: one.places.retired + other.places.retired,
    },
  };
}
