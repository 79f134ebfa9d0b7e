import { listAuthorities } from '../../authorities/index.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import { checkStaff } from '../check-staff.js';
import { staffCsv } from '../import/staff-csv.js';
import { listOpenTeams } from '../repository.js';
import { readPeopleByEmail } from '../staff-repository.js';
import { saveStaff } from '../save-staff.js';

/** A manager may stand below their staff, so a file is taken whole. */
const wholeFile = 1_000_000;

/**
 * Loads staff: the person, where they work, their roles, their team, and an account without a password. A mail address
 * tells people apart. With an `authorityId` other than the partnership's, rows for other authorities are refused.
 * @throws import_file_unreadable
 */
export async function importStaff(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  const authorities = await listAuthorities(kernel);
  const partnership = authorities.find(({ kind }) => kind === 'partnership');
  const authorityId = file.authorityId ?? partnership?.id;
  if (authorityId === undefined) throw new Error('the installation has no partnership row');
  const onlyFor = authorityId === partnership?.id ? undefined : authorityId;
  return await runImport(kernel, {
    format: staffCsv,
    ...planOf(file),
    authorityId,
    rowsAtOnce: wholeFile,
    write: async (db, rows) => {
      const emails = rows.flatMap(({ value }) => [value.email, ...(value.managerEmail ? [value.managerEmail] : [])]);
      const people = await readPeopleByEmail(db, [...new Set(emails)]);
      const teams = await listOpenTeams(db);
      const checks = { authorities, onlyFor, teams, isKnown: (email: string) => people.has(email) };
      const { checked, faults } = checkStaff(rows, checks);
      const makeId = (): string => newId(kernel.clock, kernel.random);
      const written = await saveStaff(checked, { db, now: kernel.clock.now(), newId: makeId, people });
      return { written, unchanged: checked.length - written, faults };
    },
  });
}
