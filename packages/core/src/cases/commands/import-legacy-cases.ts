import { getAuthority } from '../../authorities/index.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import {
  runImport,
  type BatchOutcome,
  type GoodRow,
  type ImportReport,
  type RowFaultNote,
} from '../../kernel/import/run-import.js';
import type { ImportRun } from '../../kernel/import/run-repository.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { findPlaceIdsByUprn, readPlaces, type Place } from '../../places/index.js';
import { bulkEvents } from '../events-repository.js';
import { insertFile } from '../files/files-repository.js';
import { attachmentFolder } from '../import/attachment-folder.js';
import { caseRows, type CaseRows } from '../import/case-rows.js';
import { caseFitter, type FittedCase } from '../import/fit-case.js';
import type { LegacyCasesOptions } from '../import/legacy-cases.js';
import { casesWithTakenFiles, type LegacyCaseWithFiles } from '../import/taken-files.js';
import {
  bulkOldReferences,
  findCustomersByKey,
  findImported,
  freshReferences,
  type ImportedCustomer,
} from '../import-repository.js';
import { makeCaseReference } from '../reference.js';
import { bulkCases, oldReferenceKey } from '../repository.js';

export interface LegacyCasesImport {
  readonly file: string;
  /** Whose cases they are. */
  readonly authorityId: AuthorityId;
  readonly options: Omit<LegacyCasesOptions, 'attachmentSizes' | 'afterLine'>;
  /** The folder below which the rows' attachments lie. */
  readonly attachments?: string;
  /** A sign-in name or "command line". */
  readonly startedBy: string;
  readonly onProgress?: (progress: ImportReport) => void;
}

const rowsAtOnce = 500;

/**
 * Imports open and closed cases of the system before, with history and attachments. Each gets a reference of ours; its
 * old one still finds it. Importing the file again adds only what isn't there; a run that was cut off goes on.
 * @throws import_file_unreadable
 */
export async function importLegacyCases(kernel: Kernel, about: LegacyCasesImport): Promise<ImportReport> {
  const { file, authorityId, attachments, startedBy, onProgress } = about;
  const options = {
    ...about.options,
    ...(attachments === undefined ? {} : { attachmentSizes: attachmentFolder(attachments) }),
  };
  return await runImport<LegacyCaseWithFiles, LegacyCasesOptions>(kernel, {
    format: casesWithTakenFiles(kernel, attachments),
    options,
    file,
    authorityId,
    startedBy,
    rowsAtOnce,
    write: (db, rows, run) => writeBatch(kernel, db, rows, run),
    ...(onProgress ? { onProgress } : {}),
  });
}

type Fresh = GoodRow<LegacyCaseWithFiles> & { readonly fitted: FittedCase };

async function writeBatch(
  kernel: Kernel,
  everywhere: Writes,
  rows: readonly GoodRow<LegacyCaseWithFiles>[],
  run: ImportRun,
): Promise<BatchOutcome> {
  const db = everywhere.within({ authorityIds: [run.authorityId], grants: [] });
  const fresh = await notImportedYet(db, rows);
  const { fitting, faults } = await fitAll(kernel, db, run.authorityId, fresh);
  const made = await makeRows(kernel, db, run, fitting);
  const now = kernel.clock.now();
  await bulkCases(
    db,
    made.map(({ row }) => row),
    now,
  );
  await bulkEvents(
    db,
    made.flatMap(({ events }) => events),
  );
  await bulkOldReferences(
    db,
    made.map(({ row, old }) => ({ caseId: row.id, authorityId: row.authorityId, reference: old })),
  );
  const adder = { db, now, newId: () => newId(kernel.clock, kernel.random), actorId: null, actorName: 'Import' };
  for (const { row, files } of made) for (const file of files) await insertFile(adder, row, file);
  return { written: made.length, unchanged: rows.length - fresh.length, faults };
}

/** A reference that stands twice in the file is one case: the first. */
async function notImportedYet<R extends GoodRow<LegacyCaseWithFiles>>(db: Writes, rows: readonly R[]): Promise<R[]> {
  const keyOf = ({ value }: R): string => oldReferenceKey(value.legacy.oldReference);
  const known = await findImported(db, rows.map(keyOf));
  return rows.filter((row) => !known.has(keyOf(row)) && known.add(keyOf(row)));
}

async function fitAll(
  kernel: Kernel,
  db: Writes,
  authorityId: AuthorityId,
  rows: readonly GoodRow<LegacyCaseWithFiles>[],
): Promise<{ fitting: Fresh[]; faults: RowFaultNote[] }> {
  const fitCase = caseFitter(kernel, db, authorityId);
  const fitting: Fresh[] = [];
  const faults: RowFaultNote[] = [];
  for (const row of rows) {
    const fit = await fitCase(row.line, row.value.legacy);
    if ('fault' in fit) faults.push(fit.fault);
    else fitting.push({ ...row, fitted: fit.fitted });
  }
  return { fitting, faults };
}

type Made = CaseRows & { readonly old: string; readonly files: LegacyCaseWithFiles['files'] };

async function makeRows(kernel: Kernel, db: Writes, run: ImportRun, rows: readonly Fresh[]): Promise<Made[]> {
  const { referencePrefix } = await getAuthority(kernel, run.authorityId);
  const customers = await customersOf(db, rows);
  const places = await placesOf(db, rows);
  const references = await freshReferences(db, rows.length, () => makeCaseReference(referencePrefix, kernel.random));
  return rows.map(({ fitted, value }, index) => ({
    ...caseRows(fitted, {
      authorityId: run.authorityId,
      runId: run.id,
      now: kernel.clock.now(),
      reference: references[index] ?? '',
      customer: customers.get(fitted.legacy.customer?.sourceKey ?? ''),
      place: places.get(fitted.legacy.uprn ?? ''),
      leftOut: value.leftOut,
      newId: () => newId(kernel.clock, kernel.random),
    }),
    old: fitted.legacy.oldReference,
    files: value.files,
  }));
}

async function customersOf(db: Writes, rows: readonly Fresh[]): Promise<Map<string, ImportedCustomer>> {
  const keys = rows.flatMap(({ fitted }) => fitted.legacy.customer?.sourceKey ?? []);
  return await findCustomersByKey(db, [...new Set(keys)]);
}

async function placesOf(db: Writes, rows: readonly Fresh[]): Promise<Map<string, Place>> {
  const ids = await findPlaceIdsByUprn(
    db,
    rows.flatMap(({ fitted }) => fitted.legacy.uprn ?? []),
  );
  const places = new Map((await readPlaces(db, [...new Set(ids.values())])).map((place) => [place.id, place]));
  return new Map(
    [...ids].flatMap(([uprn, id]) => {
      const place = places.get(id);
      return place ? [[uprn, place] as const] : [];
    }),
  );
}
