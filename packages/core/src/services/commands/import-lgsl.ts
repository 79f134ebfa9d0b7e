import { getPartnership } from '../../authorities/index.js';
import type { Reads, Row } from '../../kernel/db/database.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import { saveRows } from '../../kernel/import/save-rows.js';
import type { Kernel } from '../../kernel/kernel.js';
import { lgilInteractions, lgslServices, serviceTiers } from '../import/lgsl-services.js';
import { readLgilRows, readLgslRows } from '../lists-repository.js';

/** Loads the Local Government Services List. @throws import_file_unreadable */
export function importLgslServices(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  return importList(kernel, file, {
    format: lgslServices,
    table: 'lgsl_services',
    read: readLgslRows,
    idOf: (service) => service.lgslId,
    toRow: ({ lgslId, label, description, modifiedOn }, isKnown) => ({
      id: lgslId,
      label,
      description: description ?? null,
      modified_on: modifiedOn ?? null,
      tiers: isKnown ? undefined : '[]',
    }),
  });
}

/** Loads which tiers of council provide each service; a service that isn't listed yet is added under its label. */
export function importServiceTiers(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  return importList(kernel, file, {
    format: serviceTiers,
    table: 'lgsl_services',
    read: readLgslRows,
    idOf: (service) => service.lgslId,
    toRow: ({ lgslId, label, tiers }, isKnown) => ({
      id: lgslId,
      label: isKnown ? undefined : label,
      tiers: JSON.stringify(tiers),
    }),
  });
}

/** Loads the Local Government Interaction List. @throws import_file_unreadable */
export function importLgilInteractions(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  return importList(kernel, file, {
    format: lgilInteractions,
    table: 'lgil_interactions',
    read: readLgilRows,
    idOf: (interaction) => interaction.lgilId,
    toRow: ({ lgilId, label }) => ({ id: lgilId, label }),
  });
}

interface NationalList<T> {
  readonly format: ImportFormat<T>;
  readonly table: string;
  read(db: Reads, ids: readonly number[]): Promise<Row[]>;
  idOf(value: T): number;
  toRow(value: T, isKnown: boolean): Row;
}

async function importList<T>(kernel: Kernel, file: ImportFile, list: NationalList<T>): Promise<ImportReport> {
  const partnership = await getPartnership(kernel);
  return await runImport(kernel, {
    format: list.format,
    ...planOf(file),
    authorityId: partnership.id,
    write: async (db, rows, run) => {
      const latest = new Map(rows.map(({ value }) => [list.idOf(value), value]));
      const stored = await list.read(db, [...latest.keys()]);
      const known = new Set(stored.map((row) => row['id']));
      const values = [...latest].map(([id, value]) => list.toRow(value, known.has(id)));
      const written = await saveRows(db, { table: list.table, key: ['id'], stored, rows: values, runId: run.id });
      return { written: written.length, unchanged: rows.length - written.length, faults: [] };
    },
  });
}
