import {
  choiceCell,
  dayCell,
  neededCell,
  numberRange,
  optionalDayCell,
  optionalPostcodeCell,
  optionalUprnCell,
  optionalWholeNumberCell,
  presentOnly,
  RowFault,
  uprnCell,
  usrnCell,
  wholeNumberCell,
  type ChangeType,
  type GazetteerLanguage,
  type GazetteerPart,
} from '@moothall/adapter-sdk';
import { changeTypeCell, logicalStatusCell } from './codes.js';
import { coordinateCells } from './coordinate-cells.js';

/** A record's cells under the names that its layout gives them; a column that the layout lacks is an empty text. */
export type RecordCells = (column: string) => string;

type PartMaker = (cell: RecordCells) => GazetteerPart | undefined;

/** How each record identifier becomes a part. `undefined` for records that hold nothing that Moothall keeps. */
export const PART_MAKERS: Readonly<Record<string, PartMaker>> = {
  '10': toFile,
  '11': toStreet,
  '12': () => undefined,
  '15': toStreetName,
  '21': toProperty,
  '22': () => undefined,
  '23': toCrossReference,
  '24': toPropertyAddress,
  '28': toDeliveryPoint,
  '29': () => undefined,
  '30': toSuccessor,
  '31': toOrganisation,
  '32': toClassification,
};

function toFile(cell: RecordCells): GazetteerPart {
  return {
    part: 'file',
    custodian: cell('CUSTODIAN_NAME'),
    supply: choiceCell(cell('FILE_TYPE'), 'file type', ['F', 'C']) === 'F' ? 'full' : 'changes',
    processedOn: dayCell(cell('PROCESS_DATE'), 'process date'),
    volume: wholeNumberCell(cell('VOLUME_NUMBER'), 'volume number'),
  };
}

function toStreet(cell: RecordCells): GazetteerPart {
  return presentOnly({
    part: 'street' as const,
    ...changeOf(cell),
    usrn: usrnCell(cell('USRN')),
    ...coordinateCells({
      x: cell('STREET_START_X'),
      y: cell('STREET_START_Y'),
      lat: cell('STREET_START_LAT'),
      lon: cell('STREET_START_LONG'),
    }),
  });
}

function toStreetName(cell: RecordCells): GazetteerPart {
  return {
    part: 'street-name',
    ...changeOf(cell),
    usrn: usrnCell(cell('USRN')),
    language: languageOf(cell('LANGUAGE')),
    name: neededCell(cell('STREET_DESCRIPTION'), 'street description'),
    locality: cell('LOCALITY'),
    town: cell('TOWN_NAME'),
  };
}

function toProperty(cell: RecordCells): GazetteerPart {
  return presentOnly({
    part: 'property' as const,
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    parentUprn: optionalUprnCell(cell('PARENT_UPRN'), 'parent UPRN'),
    logicalStatus: logicalStatusCell(cell('LOGICAL_STATUS')),
    localCustodianCode: optionalWholeNumberCell(cell('LOCAL_CUSTODIAN_CODE'), 'local custodian code'),
    postcode: optionalPostcodeCell(cell('POSTCODE_LOCATOR'), 'postcode locator'),
    classification: cell('BLPU_CLASS'),
    organisation: cell('ORGANISATION'),
    ward: cell('WARD_CODE'),
    ...coordinateCells({
      x: cell('X_COORDINATE'),
      y: cell('Y_COORDINATE'),
      lat: cell('LATITUDE'),
      lon: cell('LONGITUDE'),
    }),
  });
}

function toPropertyAddress(cell: RecordCells): GazetteerPart {
  const range = (object: 'SAO' | 'PAO'): string =>
    numberRange(
      cell(`${object}_START_NUMBER`),
      cell(`${object}_START_SUFFIX`),
      cell(`${object}_END_NUMBER`),
      cell(`${object}_END_SUFFIX`),
    );
  return {
    part: 'property-address',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    key: neededCell(cell('LPI_KEY'), 'LPI key'),
    language: languageOf(cell('LANGUAGE')),
    logicalStatus: logicalStatusCell(cell('LOGICAL_STATUS')),
    saoNumber: range('SAO'),
    saoText: cell('SAO_TEXT'),
    paoNumber: range('PAO'),
    paoText: cell('PAO_TEXT'),
    usrn: usrnCell(cell('USRN')),
    postTown: cell('POST_TOWN'),
    postcode: optionalPostcodeCell(cell('POSTCODE'), 'postcode') ?? '',
  };
}

function toDeliveryPoint(cell: RecordCells): GazetteerPart {
  return {
    part: 'delivery-point',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    udprn: usrnCell(cell('UDPRN'), 'UDPRN'),
    organisation: cell('ORGANISATION_NAME'),
    department: cell('DEPARTMENT_NAME'),
    poBox: cell('PO_BOX_NUMBER'),
    subBuilding: cell('SUB_BUILDING_NAME'),
    buildingName: cell('BUILDING_NAME'),
    buildingNumber: cell('BUILDING_NUMBER'),
    dependentThoroughfare: cell('DEPENDENT_THOROUGHFARE'),
    thoroughfare: cell('THOROUGHFARE'),
    doubleDependentLocality: cell('DOUBLE_DEPENDENT_LOCALITY'),
    dependentLocality: cell('DEPENDENT_LOCALITY'),
    postTown: cell('POST_TOWN'),
    postcode: optionalPostcodeCell(cell('POSTCODE'), 'postcode') ?? '',
  };
}

function toOrganisation(cell: RecordCells): GazetteerPart {
  return {
    part: 'organisation',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    key: neededCell(cell('ORG_KEY'), 'organisation key'),
    organisation: neededCell(cell('ORGANISATION'), 'organisation'),
  };
}

function toClassification(cell: RecordCells): GazetteerPart {
  return {
    part: 'classification',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    key: neededCell(cell('CLASS_KEY'), 'class key'),
    code: neededCell(cell('CLASSIFICATION_CODE'), 'classification code'),
    scheme: cell('CLASS_SCHEME'),
  };
}

function toCrossReference(cell: RecordCells): GazetteerPart {
  return {
    part: 'cross-reference',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    key: neededCell(cell('XREF_KEY'), 'cross-reference key'),
    reference: neededCell(cell('CROSS_REFERENCE'), 'cross reference'),
    register: cell('SOURCE'),
  };
}

function toSuccessor(cell: RecordCells): GazetteerPart {
  return {
    part: 'successor',
    ...changeOf(cell),
    uprn: uprnCell(cell('UPRN')),
    key: neededCell(cell('SUCC_KEY'), 'successor key'),
    successorUprn: uprnCell(cell('SUCCESSOR'), 'successor'),
  };
}

function changeOf(cell: RecordCells): { change: ChangeType; asOf?: string } {
  const change = changeTypeCell(cell('CHANGE_TYPE'));
  const asOf = optionalDayCell(cell('LAST_UPDATE_DATE'), 'last update date');
  return asOf === undefined ? { change } : { change, asOf };
}

const LANGUAGES: Readonly<Record<string, GazetteerLanguage>> = { ENG: 'en', CYM: 'cy', GAE: 'gd', BIL: 'bilingual' };

function languageOf(cell: string): GazetteerLanguage {
  const language = LANGUAGES[cell.toUpperCase()];
  if (language === undefined) throw new RowFault('Set the language to ENG, CYM, GAE or BIL.', 'language');
  return language;
}
