import { dateCell, neededCell, optionalPostcodeCell } from '../../kernel/import/cells.js';
import type { RowMaker } from '../../kernel/import/csv-table.js';
import { readCsvRows } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { cellsOf, positions } from './positional.js';
import { coordinateCells } from './coordinates.js';
import { changeTypeCell } from './gazetteer-change.js';
import type { GazetteerChange } from './gazetteer-change.js';
import { presentOnly } from '../../kernel/import/present-only.js';
import { optionalUprnCell, optionalUsrnCell, uprnCell } from '../../kernel/import/uprn-cells.js';

/** The 27 columns, in the order of the AddressBase Core technical specification. */
const COLUMNS = positions([
  'uprn',
  'parentUprn',
  'udprn',
  'usrn',
  'toid',
  'classification',
  'x',
  'y',
  'lat',
  'lon',
  'rpc',
  'lastUpdate',
  'line',
  'poBox',
  'organisation',
  'subBuilding',
  'buildingName',
  'buildingNumber',
  'street',
  'locality',
  'townName',
  'postTown',
  'island',
  'postcode',
  'deliveryPointSuffix',
  'gss',
  'change',
]);

/** Ordnance Survey's AddressBase Core CSV, with or without its line of headings. */
export const addressBaseCore: ImportFormat<GazetteerChange> = {
  name: 'addressbase-core',
  describe: 'Ordnance Survey AddressBase Core as CSV: 27 columns, full supply or change-only update.',
  read: (source, options) => readCsvRows(source, options, toChange),
};

const toChange: RowMaker<GazetteerChange> = (fields, line) => {
  if (line === 1 && fields[0]?.toUpperCase() === 'UPRN') return undefined;
  if (fields.length !== 27) throw new RowFault(`This row has ${fields.length} columns; AddressBase Core has 27.`);
  const cells = cellsOf(COLUMNS, fields);
  const change = changeTypeCell(cells.change);
  const present = presentOnly({
    change,
    uprn: uprnCell(cells.uprn),
    usrn: optionalUsrnCell(cells.usrn),
    parentUprn: optionalUprnCell(cells.parentUprn, 'parent UPRN'),
    organisation: cells.organisation,
    subBuilding: cells.subBuilding,
    building: cells.poBox === '' ? cells.buildingName : `PO BOX ${cells.poBox}`,
    number: cells.buildingNumber,
    street: cells.street,
    locality: cells.locality,
    town: cells.postTown || cells.townName,
    postcode: optionalPostcodeCell(cells.postcode, 'postcode'),
    classification: cells.classification,
    authorityGss: cells.gss,
    ...coordinateCells(cells),
    source: 'addressbase-core' as const,
    asOf: dateCell(cells.lastUpdate, 'last update date'),
  });
  return { ...present, line: change === 'delete' ? cells.line : neededCell(cells.line, 'single line address') };
};
