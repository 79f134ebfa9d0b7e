import { listCell, neededCell, wholeNumberCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';

/** A branch of the tree under which councils group their services. */
export interface CouncilFunction {
  readonly functionId: number;
  readonly label: string;
  readonly parentIds: readonly number[];
}

const columns = {
  id: required('Identifier'),
  label: required('Label'),
  parents: required('Parent identifiers'),
  description: optional('Description'),
};

export const councilFunctions: ImportFormat<CouncilFunction> = {
  name: 'council-functions',
  describe: 'The Local Government Functions List as CSV (“Identifier”, “Label”, “Parent identifiers”).',
  read: (source, options) =>
    readCsvTable(
      source,
      options,
      namedColumns(columns, 'ignore', (cells) => ({
        functionId: wholeNumberCell(cells.id, 'Identifier'),
        label: neededCell(cells.label, 'Label'),
        parentIds: listCell(cells.parents).map((parent) => wholeNumberCell(parent, 'Parent identifiers')),
      })),
    ),
};
