import { listAuthorities, type Authority } from '../../authorities/index.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { bytesOf, readFileRows } from '../../kernel/import/read-file.js';
import type { ImportSource } from '../../kernel/import/row-reader.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import type { StaffDifference } from '../import/compare-staff.js';
import { examineStaff, writeStaff, type ConfirmedStaff } from '../import/examine-staff.js';
import { staffCsv } from '../import/staff-csv.js';

/** A manager may stand below their staff, so a file is taken whole. */
const wholeFile = 1_000_000;

export interface StaffFile extends ImportFile {
  /** The difference that was looked at; without, whatever the file says is written. */
  readonly confirmed?: ConfirmedStaff;
}

/**
 * Loads staff: the person, where they work, their roles, their team, and an account without a password. A mail address
 * tells people apart. With an `authorityId` other than the partnership's, rows for other authorities are refused.
 * @throws import_file_unreadable; staff_difference_changed and bad_input when it was confirmed, and nothing is written
 */
export async function importStaff(kernel: Kernel, file: StaffFile): Promise<ImportReport> {
  const { authorities, authorityId, onlyFor } = await scopeOf(kernel, file);
  return await runImport(kernel, {
    format: staffCsv,
    ...planOf(file),
    authorityId,
    rowsAtOnce: wholeFile,
    write: async (db, rows) => {
      const writing = { db, newId: (): string => newId(kernel.clock, kernel.random) };
      const faults = file.confirmed ? (await readFileRows(staffCsv, openFile(file), file.read ?? {})).faults : [];
      return await writeStaff(writing, { authorities, onlyFor, rows, faults, now: kernel.clock.now() }, file.confirmed);
    },
  });
}

/** What the file would change. Writes nothing. @throws import_file_unreadable */
export async function compareStaffFile(kernel: Kernel, file: ImportFile): Promise<StaffDifference> {
  const { authorities, onlyFor } = await scopeOf(kernel, file);
  const read = await readFileRows(staffCsv, openFile(file), file.read ?? {});
  const db = kernel.db.read(everyAuthority);
  return (await examineStaff(db, { authorities, onlyFor, ...read, now: kernel.clock.now() })).difference;
}

const openFile = ({ file }: ImportFile): ImportSource => bytesOf(file);

async function scopeOf(
  kernel: Kernel,
  file: ImportFile,
): Promise<{ authorities: readonly Authority[]; authorityId: AuthorityId; onlyFor: AuthorityId | undefined }> {
  const authorities = await listAuthorities(kernel);
  const partnership = authorities.find(({ kind }) => kind === 'partnership');
  const authorityId = file.authorityId ?? partnership?.id;
  if (authorityId === undefined) throw new Error('the installation has no partnership row');
  return { authorities, authorityId, onlyFor: authorityId === partnership?.id ? undefined : authorityId };
}
