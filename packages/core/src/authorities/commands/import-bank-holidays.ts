import { writeEvent } from '../../kernel/records-repository.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import { saveRows } from '../../kernel/import/save-rows.js';
import type { Kernel } from '../../kernel/kernel.js';
import { divisionOf } from '../bank-holidays.js';
import { bankHolidays, type BankHoliday, type BankHolidayDivision } from '../import/bank-holidays.js';
import { getPartnership } from '../known-authorities.js';
import { INFORMATION_LAW, informationLawDivisions } from '../information-law.js';
import { listCalendarsKeepingHolidays, listOffices, readHolidayRows, removeHolidays } from '../lists-repository.js';
import { nations } from '../types.js';

/** The published file has some three hundred days; it is taken whole, so that days that left it can be told. */
const wholeFile = 1_000_000;

/**
 * Loads the bank holidays that GOV.UK publishes. Between the first and the last day of a division in the file, the file
 * is the whole truth: a holiday that was moved leaves its old day. Each calendar that a change touches emits
 * `calendar.changed`, from which open cases' due times follow.
 * @throws import_file_unreadable
 */
export async function importBankHolidays(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  const partnership = await getPartnership(kernel);
  return await runImport(kernel, {
    format: bankHolidays,
    ...planOf(file),
    authorityId: partnership.id,
    rowsAtOnce: wholeFile,
    write: async (db, rows, run) => {
      const holidays = rows.map(({ value }) => value);
      const { written, changed } = await saveHolidays(db, holidays, run.id);
      await tellCalendars(kernel, db, changed);
      return { written, unchanged: rows.length - written, faults: [] };
    },
  });
}

async function saveHolidays(
  db: Writes,
  holidays: readonly BankHoliday[],
  runId: string,
): Promise<{ written: number; changed: Set<string> }> {
  const divisions = [...new Set(holidays.map(({ division }) => division))];
  const stored = await readHolidayRows(db, divisions);
  const rows = [...new Map(holidays.map((holiday) => [dayKey(holiday.division, holiday.on), toRow(holiday)])).values()];
  const written = await saveRows(db, { table: 'bank_holidays', key: ['division', 'on_date'], stored, rows, runId });
  const gone = stored.filter((row) => hasLeft(row, holidays));
  await removeHolidays(db, gone);
  return { written: written.length, changed: new Set([...written, ...gone].map((row) => String(row['division']))) };
}

function toRow({ division, on, title }: BankHoliday): {
  division: BankHolidayDivision;
  on_date: string;
  title: string;
} {
  return { division, on_date: on, title };
}

function dayKey(division: BankHolidayDivision, on: string): string {
  return `${division} ${on}`;
}

function hasLeft(row: { division: string; on_date: string }, holidays: readonly BankHoliday[]): boolean {
  const days = holidays.filter(({ division }) => division === row.division).map(({ on }): string => on);
  const [first = '', last = ''] = [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))];
  return row.on_date >= first && row.on_date <= last && !days.includes(row.on_date);
}

async function tellCalendars(kernel: Kernel, db: Writes, changed: ReadonlySet<string>): Promise<void> {
  const touched = nations.filter((nation) => changed.has(divisionOf(nation)));
  if (touched.length === 0) return;
  const kept = await listCalendarsKeepingHolidays(db, touched);
  const offices = await listOffices(db);
  const byLaw = offices.filter(({ nation }) => informationLawDivisions(nation).some((part) => changed.has(part)));
  for (const { authorityId, key } of [...kept, ...byLaw.map((office) => ({ ...office, key: INFORMATION_LAW }))]) {
    const event = { authorityId, topic: 'calendar.changed', subjectId: key, payload: { key } };
    await writeEvent(db, newId(kernel.clock, kernel.random), kernel.clock.now(), event);
  }
}
