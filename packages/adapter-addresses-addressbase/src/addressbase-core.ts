import {
  dayCell,
  neededCell,
  optionalPostcodeCell,
  optionalUprnCell,
  optionalUsrnCell,
  presentOnly,
  uprnCell,
  type AddressChange,
  type WholeFormat,
} from '@moothall/adapter-sdk';
import { changeTypeCell } from './codes.js';
import { coordinateCells } from './coordinate-cells.js';
import { cellsOf, positions } from './positions.js';
import { wholeRecords } from './whole-records.js';

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
export const addressBaseCore: WholeFormat = wholeRecords({
  name: 'addressbase-core',
  product: 'AddressBase Core',
  describe: 'Ordnance Survey AddressBase Core as CSV: 27 columns, full supply or change-only update.',
  columns: 27,
  toChange,
});

function toChange(fields: readonly string[]): AddressChange {
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
    asOf: dayCell(cells.lastUpdate, 'last update date'),
  });
  return { ...present, line: change === 'delete' ? cells.line : neededCell(cells.line, 'single line address') };
}
