import { dateCell, optionalPostcodeCell, optionalWholeNumberCell } from '../../kernel/import/cells.js';
import type { RowMaker } from '../../kernel/import/csv-table.js';
import { readCsvRows } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { addressLine, deliveryPointParts, geographicParts, numberRange } from './address-line.js';
import type { AddressParts } from './address-line.js';
import { coordinateCells } from './coordinates.js';
import { changeTypeCell } from './gazetteer-change.js';
import type { GazetteerChange } from './gazetteer-change.js';
import { cellsOf, positions } from './positional.js';
import { presentOnly } from '../../kernel/import/present-only.js';
import { optionalUprnCell, optionalUsrnCell, uprnCell } from '../../kernel/import/uprn-cells.js';

/** The 77 columns, in the order of the AddressBase Plus technical specification. */
const COLUMNS = positions([
  'uprn',
  'udprn',
  'change',
  'state',
  'stateDate',
  'classification',
  'parentUprn',
  'x',
  'y',
  'lat',
  'lon',
  'rpc',
  'custodian',
  'country',
  'startDate',
  'lastUpdate',
  'entryDate',
  'organisation',
  'councilOrganisation',
  'department',
  'legalName',
  'subBuilding',
  'buildingName',
  'buildingNumber',
  'saoStart',
  'saoStartSuffix',
  'saoEnd',
  'saoEndSuffix',
  'saoText',
  'altSaoText',
  'paoStart',
  'paoStartSuffix',
  'paoEnd',
  'paoEndSuffix',
  'paoText',
  'altPaoText',
  'usrn',
  'usrnMatch',
  'areaName',
  'level',
  'official',
  'addressToid',
  'addressToidVersion',
  'roadToid',
  'roadToidVersion',
  'topoToid',
  'topoToidVersion',
  'councilTaxRecord',
  'ratesRecord',
  'street',
  'altStreet',
  'dependentThoroughfare',
  'thoroughfare',
  'welshDependentThoroughfare',
  'welshThoroughfare',
  'doubleDependentLocality',
  'dependentLocality',
  'locality',
  'welshDependentLocality',
  'welshDoubleDependentLocality',
  'townName',
  'administrativeArea',
  'postTown',
  'welshPostTown',
  'postcode',
  'postcodeLocator',
  'postcodeType',
  'deliveryPointSuffix',
  'postal',
  'poBox',
  'ward',
  'parish',
  'postalStartDate',
  'occupiers',
  'ratesDescription',
  'ratesCategory',
  'altLanguage',
]);

type PlusCells = ReturnType<typeof cellsOf<(typeof COLUMNS)[number][0]>>;

/** Ordnance Survey's AddressBase Plus CSV, with or without its line of headings. */
export const addressBasePlus: ImportFormat<GazetteerChange> = {
  name: 'addressbase-plus',
  describe: 'Ordnance Survey AddressBase Plus as CSV: 77 columns, full supply or change-only update.',
  read: (source, options) => readCsvRows(source, options, toChange),
};

const toChange: RowMaker<GazetteerChange> = (fields, line) => {
  if (line === 1 && fields[0]?.toUpperCase() === 'UPRN') return undefined;
  if (fields.length !== 77) throw new RowFault(`This row has ${fields.length} columns; AddressBase Plus has 77.`);
  const cells = cellsOf(COLUMNS, fields);
  const parts = partsOf(cells);
  const present = presentOnly({
    change: changeTypeCell(cells.change),
    uprn: uprnCell(cells.uprn),
    usrn: optionalUsrnCell(cells.usrn),
    parentUprn: optionalUprnCell(cells.parentUprn, 'parent UPRN'),
    ...parts,
    classification: cells.classification,
    localCustodianCode: optionalWholeNumberCell(cells.custodian, 'local custodian code'),
    ward: cells.ward,
    ...coordinateCells(cells),
    source: 'addressbase-plus' as const,
    asOf: dateCell(cells.lastUpdate, 'last update date'),
  });
  return { ...present, line: addressLine(parts) };
};

/** Royal Mail's address where the property has one (it has the post town), else the council's. */
function partsOf(cells: PlusCells): AddressParts {
  if (cells.postTown !== '') {
    const postcode = optionalPostcodeCell(cells.postcode, 'postcode') ?? '';
    return deliveryPointParts({ ...cells, postcode });
  }
  return geographicParts({
    organisation: cells.councilOrganisation,
    saoNumber: numberRange(cells.saoStart, cells.saoStartSuffix, cells.saoEnd, cells.saoEndSuffix),
    saoText: cells.saoText,
    paoNumber: numberRange(cells.paoStart, cells.paoStartSuffix, cells.paoEnd, cells.paoEndSuffix),
    paoText: cells.paoText,
    street: cells.street,
    locality: cells.locality,
    town: cells.townName,
    postcode: optionalPostcodeCell(cells.postcodeLocator, 'postcode locator') ?? '',
  });
}
