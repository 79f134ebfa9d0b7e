import { getPartnership } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { writeAudit } from '../../kernel/records-repository.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { runImport, type GoodRow, type ImportReport, type RowFaultNote } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { areaAuthorities } from '../area-authorities.js';
import { addressBaseCore } from '../import/addressbase-core.js';
import { addressBasePlus } from '../import/addressbase-plus.js';
import { addressBasePremium } from '../import/addressbase-premium.js';
import { assembleProperties } from '../import/gazetteer-assembly.js';
import type { GazetteerChange, GazetteerSource } from '../import/gazetteer-change.js';
import type { GazetteerPart } from '../import/gazetteer-part.js';
import { llpgDtf73 } from '../import/llpg-dtf73.js';
import { linkPlaces } from '../import-repository.js';
import { forgetDeletedParts } from '../parts-repository.js';
import { saveChanges, type SavingChanges } from '../save-changes.js';
import { findHeader, stageParts, touchedProperties } from '../staged-parts.js';

/** What an import of addresses did: the file's rows, and the places that they changed. */
export interface AddressImportReport extends ImportReport {
  readonly placesWritten: number;
}

/**
 * Loads Ordnance Survey AddressBase Core: inserts, updates and deletions in the order of the file. `authorityId` says
 * in whose area addresses lie whose council isn't among the installation's.
 * @throws import_file_unreadable
 */
export function importAddressBaseCore(kernel: Kernel, file: ImportFile): Promise<AddressImportReport> {
  return importWhole(kernel, file, addressBaseCore);
}

/** Loads Ordnance Survey AddressBase Plus. @throws import_file_unreadable */
export function importAddressBasePlus(kernel: Kernel, file: ImportFile): Promise<AddressImportReport> {
  return importWhole(kernel, file, addressBasePlus);
}

/** Loads a volume of AddressBase Premium: records are staged, then addresses made of what they touch. */
export function importAddressBasePremium(kernel: Kernel, file: ImportFile): Promise<AddressImportReport> {
  return importInParts(kernel, file, addressBasePremium, 'addressbase-premium');
}

/** Loads a council's own gazetteer (DTF 7.3), in the same two steps. */
export function importLlpg(kernel: Kernel, file: ImportFile): Promise<AddressImportReport> {
  return importInParts(kernel, file, llpgDtf73, 'llpg');
}

/** Large enough that each page of an index is written for many rows at once; small enough to let others write meanwhile. */
const rowsAtOnce = 4000;

/** Formats of one row a property. */
async function importWhole(
  kernel: Kernel,
  file: ImportFile,
  format: ImportFormat<GazetteerChange>,
): Promise<AddressImportReport> {
  const saving = await savingFor(kernel, file);
  let placesWritten = 0;
  const report = await runImport(kernel, {
    format,
    rowsAtOnce,
    ...planOf(file),
    authorityId: saving.owner,
    write: async (db, rows, run) => {
      const saved = await saveChanges(
        db,
        rows.map(({ value }) => value),
        saving.stamped(run.id),
      );
      const written = rows.filter(({ value }) => saved.has(value.uprn)).length;
      placesWritten += saved.size;
      return { written, unchanged: rows.length - written, faults: [] };
    },
    finish: () => linkToMembers(kernel, saving),
  });
  return { ...report, placesWritten };
}

/** Formats of several records a property, in no promised order. */
async function importInParts(
  kernel: Kernel,
  file: ImportFile,
  format: ImportFormat<GazetteerPart>,
  source: GazetteerSource,
): Promise<AddressImportReport> {
  const saving = await savingFor(kernel, file);
  let placesWritten = 0;
  const report = await runImport(kernel, {
    format,
    rowsAtOnce,
    ...planOf(file),
    authorityId: saving.owner,
    write: async (db, rows, run) => {
      const written = await stageParts(
        db,
        source,
        rows.map(({ value }) => value),
        run.id,
      );
      const faults = shortfalls(rows);
      return { written, unchanged: rows.length - faults.length - written, faults };
    },
    finish: async (_kernel, run) => {
      placesWritten = await makeAddresses(kernel, file, saving, source, run.id);
      await linkToMembers(kernel, saving);
    },
  });
  return { ...report, placesWritten };
}

/** A trailer that counts other records than came: the file was cut or put together by hand. */
function shortfalls(rows: readonly GoodRow<GazetteerPart>[]): RowFaultNote[] {
  return rows.flatMap(({ line, value }) => {
    if (value.part !== 'end' || value.declaredRecords === value.readRecords) return [];
    const message = `The trailer counts ${value.declaredRecords} records and the file has ${value.readRecords}. Ask for the file again.`;
    return [{ line, field: 'record count', message }];
  });
}

interface Saving {
  /** Whose audit trail the import is in. */
  readonly owner: number;
  readonly areas: SavingChanges['areas'];
  stamped(runId: string): SavingChanges;
}

async function savingFor(kernel: Kernel, { authorityId }: ImportFile): Promise<Saving> {
  const partnership = await getPartnership(kernel);
  const areas = await areaAuthorities(kernel);
  const owner = authorityId ?? partnership.id;
  const fallback = owner === partnership.id ? [] : areas.withCounty(owner);
  const makeId = (): string => newId(kernel.clock, kernel.random);
  const stamped = (runId: string): SavingChanges => ({
    areas,
    fallback,
    stamp: { now: kernel.clock.now(), runId },
    newId: makeId,
  });
  return { owner, areas, stamped };
}

/** Makes addresses of the properties that the run touched, a batch a transaction; cut off, it is simply run again. */
async function makeAddresses(
  kernel: Kernel,
  file: ImportFile,
  saving: Saving,
  source: GazetteerSource,
  runId: string,
): Promise<number> {
  const reads = kernel.db.read(everyAuthority);
  const header = await findHeader(reads, source, runId);
  const processedOn = header?.processedOn ?? localDateAt(kernel.clock.now());
  const staging = { stage: () => Promise.resolve(), touched: () => touchedProperties(reads, source, runId) };
  let written = 0;
  let batch: GazetteerChange[] = [];
  for await (const change of assembleProperties(staging, { source, processedOn })) {
    batch.push(change);
    if (batch.length < rowsAtOnce) continue;
    written += await saveBatch(kernel, file, saving, batch, runId);
    batch = [];
  }
  if (batch.length > 0) written += await saveBatch(kernel, file, saving, batch, runId);
  await kernel.db.write(everyAuthority, (db) => forgetDeletedParts(db, runId));
  return written;
}

async function saveBatch(
  kernel: Kernel,
  file: ImportFile,
  saving: Saving,
  batch: readonly GazetteerChange[],
  runId: string,
): Promise<number> {
  return await kernel.db.write(everyAuthority, async (db) => {
    const saved = await saveChanges(db, batch, saving.stamped(runId));
    if (saved.size > 0) await auditBatch(kernel, db, file, saving, runId, saved.size);
    return saved.size;
  });
}

async function auditBatch(
  kernel: Kernel,
  db: Writes,
  file: ImportFile,
  saving: Saving,
  runId: string,
  places: number,
): Promise<void> {
  const note = { authorityId: saving.owner, subject: { kind: 'import', id: runId }, details: { places } };
  const actor = systemActor(`import by ${file.startedBy}`);
  const id = newId(kernel.clock, kernel.random);
  await writeAudit(db, [{ id, at: kernel.clock.now(), actor, action: 'places.make-addresses', note }]);
}

/** Also for places of earlier imports, whose council joined or whose list came later. */
async function linkToMembers(kernel: Kernel, { areas }: Saving): Promise<void> {
  for (const [authority, codes] of areas.codesByAuthority)
    await kernel.db.write(everyAuthority, (db) => linkPlaces(db, authority, codes));
}
