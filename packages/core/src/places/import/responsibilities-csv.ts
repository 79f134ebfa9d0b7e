import { presentOnly } from '@moothall/adapter-sdk';
import type { LocalDate } from '../../kernel/clock.js';
import { dateCell, neededCell, optionalCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required, type Cells } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { RowFault, type ImportFormat } from '../../kernel/import/row-reader.js';
import { optionalUprnCell } from '../../kernel/import/uprn-cells.js';

/** A rule of who answers where, as a file says it: of an authority's area, a ward of it, or one place. */
export interface RuleRecord {
  /** A service's key, or `*`. */
  readonly service: string;
  /** Slug of the authority whose area it is; absent with a UPRN. */
  readonly area?: string;
  readonly ward?: string;
  readonly uprn?: string;
  /** Slug of who answers. */
  readonly authority: string;
  readonly from: LocalDate;
  /** The first day without it; absent: until another rule follows. */
  readonly to?: LocalDate;
}

const columns = {
  service: required('service'),
  area: optional('area'),
  ward: optional('ward'),
  uprn: optional('uprn'),
  authority: required('authority', 'council'),
  from: required('from', 'from on'),
  to: optional('to', 'to on'),
};

export const responsibilitiesCsv: ImportFormat<RuleRecord> = {
  name: 'responsibilities',
  describe: 'Who answers where as CSV: service, area and ward or uprn, authority, from and, if known, to.',
  read: (source, options) => readCsvTable(source, options, namedColumns(columns, 'refuse', toRule)),
};

function toRule(cells: Cells<keyof typeof columns>): RuleRecord {
  const uprn = optionalUprnCell(cells.uprn, 'uprn');
  const area = optionalCell(cells.area);
  const ward = optionalCell(cells.ward);
  if (uprn === undefined && area === undefined)
    throw new RowFault('Enter the council in whose area it holds, or the UPRN of one place.', 'area');
  if (uprn !== undefined && (area ?? ward) !== undefined)
    throw new RowFault('Leave the UPRN empty, or the area and the ward: a rule holds in one of them.', 'uprn');
  const from = dateCell(neededCell(cells.from, 'from'), 'from');
  const to = cells.to === '' ? undefined : dateCell(cells.to, 'to');
  if (to !== undefined && to <= from) throw new RowFault('Enter a day after the first day, or leave it empty.', 'to');
  const service = neededCell(cells.service, 'service');
  const authority = neededCell(cells.authority, 'authority').toLowerCase();
  return { service, ...presentOnly({ area: area?.toLowerCase(), ward, uprn, to }), authority, from };
}
