import { neededCell } from '../../kernel/import/cells.js';
import { namedColumns, required } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { gssCode } from './gss-code.js';

/** Which short register code (ABD) stands for which GSS code; a retired GSS code may share its council's code. */
export interface RegistryCode {
  readonly gss: string;
  readonly registryCode: string;
}

const columns = { gss: required('gss-code'), code: required('local-authority-code') };

export const registryCodes: ImportFormat<RegistryCode> = {
  name: 'registry-codes',
  describe: 'mySociety’s look-up of GSS codes to register codes (lookup_gss_to_registry.csv).',
  read: (source, options) =>
    readCsvTable(
      source,
      options,
      namedColumns(columns, 'refuse', (cells) => ({
        gss: gssCode(cells.gss),
        registryCode: neededCell(cells.code, 'local-authority-code'),
      })),
    ),
};
