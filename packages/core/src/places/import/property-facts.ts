import type { Instant } from '../../kernel/clock.js';
import { instantCell, neededCell, optionalCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { uprnCell } from '../../kernel/import/uprn-cells.js';

/** Something that holds of a property at a time: its collection day, its ward, whether the council is landlord. */
export interface PropertyFact {
  readonly uprn: string;
  /** Kebab-case, such as `refuse-collection-day`. */
  readonly fact: string;
  readonly value: string;
  readonly asOfAt: Instant;
  /** Where the council has it from; the import's own name when absent. */
  readonly source?: string;
}

const columns = {
  uprn: required('uprn'),
  fact: required('fact'),
  value: required('value'),
  asOf: required('as_of', 'as of'),
  source: optional('source'),
};

/** A date alone is the start of that day in London. */
export const propertyFacts: ImportFormat<PropertyFact> = {
  name: 'property-facts',
  describe: 'Dated facts of properties as CSV: uprn, fact, value, as_of and, if known, source.',
  read: (source, options) =>
    readCsvTable(
      source,
      options,
      namedColumns(columns, 'refuse', (cells) => {
        const from = optionalCell(cells.source);
        return {
          uprn: uprnCell(cells.uprn, 'uprn'),
          fact: factName(cells.fact),
          value: neededCell(cells.value, 'value'),
          asOfAt: instantCell(neededCell(cells.asOf, 'as_of'), 'as_of'),
          ...(from === undefined ? {} : { source: from }),
        };
      }),
    ),
};

function factName(cell: string): string {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(cell) && cell.length <= 60) return cell;
  throw new RowFault('Write the fact in small letters joined by hyphens, such as refuse-collection-day.', 'fact');
}
