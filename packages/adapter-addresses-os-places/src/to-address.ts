import {
  addressLine,
  deliveryPointParts,
  geographicParts,
  isDay,
  normalisePostcode,
  normaliseUprn,
  normaliseUsrn,
  numberRange,
  presentOnly,
  type AddressParts,
  type GazetteerAddress,
  type LogicalStatus,
} from '@moothall/adapter-sdk';
import type { z } from 'zod';
import type { DeliveryPoint, LandAndProperty } from './os-places-answer.js';

type Postal = z.output<typeof DeliveryPoint>;
type Geographic = z.output<typeof LandAndProperty>;

/** The address of a result, or nothing where it has no UPRN or says that the property is gone. */
export function toAddress(result: {
  DPA?: Postal | undefined;
  LPI?: Geographic | undefined;
}): GazetteerAddress | undefined {
  if (result.DPA) return address(result.DPA, postalParts(result.DPA));
  return result.LPI && address(result.LPI, geographicPartsOf(result.LPI));
}

function address(record: Postal | Geographic, parts: AddressParts): GazetteerAddress | undefined {
  const uprn = normaliseUprn(record.UPRN);
  const status = statuses[record.LOGICAL_STATUS_CODE];
  const asOf = record.LAST_UPDATE_DATE.split('/').reverse().join('-');
  if (uprn === undefined || !isDay(asOf) || status === 'historical' || status === 'rejected') return undefined;
  const custodian = Number(record.LOCAL_CUSTODIAN_CODE);
  const hasPoint = record.X_COORDINATE !== undefined && record.Y_COORDINATE !== undefined;
  return presentOnly({
    ...parts,
    uprn,
    usrn: normaliseUsrn(record.USRN),
    parentUprn: normaliseUprn(record.PARENT_UPRN),
    line: addressLine(parts) || record.ADDRESS,
    classification: record.CLASSIFICATION_CODE,
    logicalStatus: status,
    localCustodianCode: Number.isInteger(custodian) && custodian > 0 ? custodian : undefined,
    ward: record.WARD_CODE,
    ...(hasPoint ? { easting: record.X_COORDINATE, northing: record.Y_COORDINATE } : {}),
    asOf,
  }); // of UPRN, line and day none is empty
}

/** BS 7666's codes of the logical status. */
const statuses: Readonly<Record<string, LogicalStatus>> = {
  '1': 'approved',
  '3': 'alternative',
  '5': 'provisional',
  '6': 'provisional',
  '7': 'rejected',
  '8': 'historical',
  '9': 'rejected',
};

function postalParts(record: Postal): AddressParts {
  return deliveryPointParts({
    organisation: record.ORGANISATION_NAME,
    department: record.DEPARTMENT_NAME,
    poBox: record.PO_BOX_NUMBER,
    subBuilding: record.SUB_BUILDING_NAME,
    buildingName: record.BUILDING_NAME,
    buildingNumber: record.BUILDING_NUMBER,
    dependentThoroughfare: record.DEPENDENT_THOROUGHFARE_NAME,
    thoroughfare: record.THOROUGHFARE_NAME,
    doubleDependentLocality: record.DOUBLE_DEPENDENT_LOCALITY,
    dependentLocality: record.DEPENDENT_LOCALITY,
    postTown: record.POST_TOWN,
    postcode: normalisePostcode(record.POSTCODE) ?? '',
  });
}

function geographicPartsOf(record: Geographic): AddressParts {
  const range = (object: 'SAO' | 'PAO'): string =>
    numberRange(
      record[`${object}_START_NUMBER`],
      record[`${object}_START_SUFFIX`],
      record[`${object}_END_NUMBER`],
      record[`${object}_END_SUFFIX`],
    );
  return geographicParts({
    organisation: record.ORGANISATION,
    saoNumber: range('SAO'),
    saoText: record.SAO_TEXT,
    paoNumber: range('PAO'),
    paoText: record.PAO_TEXT,
    street: record.STREET_DESCRIPTION,
    locality: record.LOCALITY_NAME,
    town: record.TOWN_NAME,
    postcode: normalisePostcode(record.POSTCODE_LOCATOR) ?? '',
  });
}
