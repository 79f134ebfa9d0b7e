import type { Row } from '../../kernel/db/database.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import { saveRows } from '../../kernel/import/save-rows.js';
import type { Kernel } from '../../kernel/kernel.js';
import { gssAuthorities, type AuthorityRecord } from '../import/gss-authorities.js';
import { getPartnership } from '../known-authorities.js';
import { readGssRows } from '../lists-repository.js';

/**
 * Loads a national list of councils. The two lists complete each other (one has the gazetteer's custodian codes, the
 * other the dates): what a file doesn't state stays as it is.
 * @throws import_file_unreadable
 */
export async function importGssAuthorities(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  const partnership = await getPartnership(kernel);
  return await runImport(kernel, {
    format: gssAuthorities,
    ...planOf(file),
    authorityId: partnership.id,
    write: async (db, rows, run) => {
      const latest = new Map(rows.map(({ value }) => [value.gss, toRow(value)]));
      const stored = await readGssRows(db, [...latest.keys()]);
      const table = { table: 'gss_authorities', key: ['gss_code'], stored, rows: [...latest.values()], runId: run.id };
      const written = (await saveRows(db, table)).length;
      return { written, unchanged: rows.length - written, faults: [] };
    },
  });
}

function toRow(record: AuthorityRecord): Row {
  return {
    gss_code: record.gss,
    name: record.name,
    slug: record.slug,
    tier: record.tier,
    nation: record.nation,
    parent_gss_code: record.parentGss,
    local_custodian_code: record.localCustodianCode?.toString(),
    starts_on: record.startOn,
    ends_on: record.endOn,
    replaced_by: record.replacedByGss?.join(' '),
  };
}
