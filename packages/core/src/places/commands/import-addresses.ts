import type { AddressFormat, FilePart, GazetteerPart } from '@moothall/adapter-sdk';
import { getPartnership } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { writeAudit } from '../../kernel/records-repository.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { runImport, type GoodRow, type ImportReport, type RowFaultNote } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { LocalDate } from '../../kernel/clock.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { areaAuthorities } from '../area-authorities.js';
import { chooseFormat } from '../import/choose-format.js';
import { changesIn, partsIn } from '../import/changes-in-files.js';
import { assembleProperties } from '../import/gazetteer-assembly.js';
import type { GazetteerChange } from '../import/gazetteer-change.js';
import { linkPlaces } from '../import-repository.js';
import { forgetDeletedParts } from '../parts-repository.js';
import { saveChanges, type SavedChanges, type SavingChanges } from '../save-changes.js';
import { findHeader, stageParts, touchedProperties } from '../staged-parts.js';
import { noteSupply, refuseOutOfSequence } from '../supply-sequence.js';

/** What an import of addresses did: the file's rows, and the places that they changed. */
export interface AddressImportReport extends ImportReport {
  readonly places: PlaceCounts;
}

export interface PlaceCounts {
  readonly added: number;
  readonly changed: number;
  /** Made historic. */
  readonly retired: number;
}

export interface AddressFile extends ImportFile {
  /** Those of the adapters that may read it. */
  readonly formats: readonly AddressFormat[];
  /** The name of its format, where the file doesn't show it. */
  readonly format?: string | undefined;
  /** Told of files in parts, once they are read: how many addresses were made of them so far. */
  readonly onAddresses?: ((made: number) => void) | undefined;
}

/**
 * Loads a file of addresses: inserts, updates and deletions in the order of the file. `authorityId` says in whose area
 * addresses lie whose council isn't among the installation's.
 * @throws import_file_unreadable when it is no such file, was cut short, or is older than an update that is in already;
 * bad_input on `format`
 */
export async function importAddresses(kernel: Kernel, file: AddressFile): Promise<AddressImportReport> {
  const { format, header } = await chooseFormat(file.file, file.formats, { named: file.format, read: file.read ?? {} });
  const saving = await savingFor(kernel, file);
  if (header) await refuseOutOfSequence(kernel, format.name, saving.owner, header);
  if (format.gives === 'addresses') return await importWhole(kernel, file, saving, changesIn(format));
  return await importInParts(kernel, file, saving, partsIn(format));
}

/** Large enough that each page of an index is written for many rows at once; small enough to let others write meanwhile. */
const rowsAtOnce = 4000;

/** Formats of one row a property. */
async function importWhole(
  kernel: Kernel,
  file: ImportFile,
  saving: Saving,
  format: ImportFormat<GazetteerChange>,
): Promise<AddressImportReport> {
  let places = noPlaces;
  const report = await runImport(kernel, {
    format,
    rowsAtOnce,
    ...planOf(file),
    authorityId: saving.owner,
    write: async (db, rows, run) => {
      const changes = rows.map(({ value }) => value);
      const saved = await saveChanges(db, changes, saving.stamped(run.id));
      const written = new Set([...saved.added, ...saved.changed, ...saved.retired]);
      const count = changes.filter(({ uprn }) => written.has(uprn)).length;
      places = sum(places, countsOf(saved));
      return { written: count, unchanged: rows.length - count, faults: [] };
    },
    finish: () => linkToMembers(kernel, saving),
  });
  return { ...report, places };
}

/** Formats of several records a property, in no promised order. */
async function importInParts(
  kernel: Kernel,
  file: AddressFile,
  saving: Saving,
  format: ImportFormat<GazetteerPart>,
): Promise<AddressImportReport> {
  let places = noPlaces;
  const source = format.name;
  const report = await runImport(kernel, {
    format,
    rowsAtOnce,
    ...planOf(file),
    authorityId: saving.owner,
    write: async (db, rows, run) => {
      const parts = rows.map(({ value }) => value);
      const written = await stageParts(db, source, parts, run.id);
      const faults = shortfalls(rows);
      return { written, unchanged: rows.length - faults.length - written, faults };
    },
    finish: async (_kernel, run) => {
      places = await makeAddresses(kernel, file, saving, source, run.id);
      await linkToMembers(kernel, saving);
    },
  });
  return { ...report, places };
}

const noPlaces: PlaceCounts = { added: 0, changed: 0, retired: 0 };

function countsOf({ added, changed, retired }: SavedChanges): PlaceCounts {
  return { added: added.length, changed: changed.length, retired: retired.length };
}

function sum(a: PlaceCounts, b: PlaceCounts): PlaceCounts {
  return { added: a.added + b.added, changed: a.changed + b.changed, retired: a.retired + b.retired };
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
  file: AddressFile,
  saving: Saving,
  source: string,
  runId: string,
): Promise<PlaceCounts> {
  const reads = kernel.db.read(everyAuthority);
  const header = await findHeader(reads, source, runId);
  const staging = { stage: () => Promise.resolve(), touched: () => touchedProperties(reads, source, runId) };
  let places = noPlaces;
  let made = 0;
  let batch: GazetteerChange[] = [];
  for await (const change of assembleProperties(staging, { source, processedOn: dateOf(kernel, header) })) {
    batch.push(change);
    made += 1;
    if (batch.length < rowsAtOnce) continue;
    file.onAddresses?.(made);
    places = sum(places, await saveBatch(kernel, file, saving, batch, runId));
    batch = [];
  }
  if (batch.length > 0) places = sum(places, await saveBatch(kernel, file, saving, batch, runId));
  await kernel.db.write(everyAuthority, async (db) => {
    if (header) await noteSupply(db, source, saving.owner, header, runId);
    await forgetDeletedParts(db, runId);
  });
  return places;
}

function dateOf(kernel: Kernel, header: FilePart | undefined): LocalDate {
  const processedOn = header?.processedOn ?? '';
  return isLocalDate(processedOn) ? processedOn : localDateAt(kernel.clock.now());
}

async function saveBatch(
  kernel: Kernel,
  file: ImportFile,
  saving: Saving,
  batch: readonly GazetteerChange[],
  runId: string,
): Promise<PlaceCounts> {
  return await kernel.db.write(everyAuthority, async (db) => {
    const places = countsOf(await saveChanges(db, batch, saving.stamped(runId)));
    if (places.added + places.changed + places.retired > 0) await auditBatch(kernel, db, file, saving, runId, places);
    return places;
  });
}

async function auditBatch(
  kernel: Kernel,
  db: Writes,
  file: ImportFile,
  saving: Saving,
  runId: string,
  places: PlaceCounts,
): Promise<void> {
  const note = { authorityId: saving.owner, subject: { kind: 'import', id: runId }, details: { ...places } };
  const actor = systemActor(`import by ${file.startedBy}`);
  const id = newId(kernel.clock, kernel.random);
  await writeAudit(db, [{ id, at: kernel.clock.now(), actor, action: 'places.make-addresses', note }]);
}

/** Also for places of earlier imports, whose council joined or whose list came later. */
async function linkToMembers(kernel: Kernel, { areas }: Saving): Promise<void> {
  for (const [authority, codes] of areas.codesByAuthority)
    await kernel.db.write(everyAuthority, (db) => linkPlaces(db, authority, codes));
}
