import {
  addressLine,
  dayCell,
  deliveryPointParts,
  geographicParts,
  numberRange,
  optionalPostcodeCell,
  optionalUprnCell,
  optionalUsrnCell,
  optionalWholeNumberCell,
  presentOnly,
  uprnCell,
  type AddressChange,
  type AddressParts,
  type WholeFormat,
} from '@moothall/adapter-sdk';
import { changeTypeCell } from './codes.js';
import { coordinateCells } from './coordinate-cells.js';
import { cellsOf, positions } from './positions.js';
import { wholeRecords } from './whole-records.js';

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
export const addressBasePlus: WholeFormat = wholeRecords({
  name: 'addressbase-plus',
  product: 'AddressBase Plus',
  describe: 'Ordnance Survey AddressBase Plus as CSV: 77 columns, full supply or change-only update.',
  columns: 77,
  toChange,
});

function toChange(fields: readonly string[]): AddressChange {
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
    asOf: dayCell(cells.lastUpdate, 'last update date'),
  });
  return { ...present, line: addressLine(parts) };
}

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
