/**
 * The parts of an address and the one line made of them, by the rules that Ordnance Survey gives for AddressBase
 * (technical specification, "Creating a single-line or multi-line address"): organisation, sub-building, building,
 * number and street, locality, town, postcode; a number stands before what it numbers, with no comma between.
 */
export interface AddressParts {
  readonly organisation?: string;
  readonly subBuilding?: string;
  readonly building?: string;
  readonly number?: string;
  readonly street?: string;
  readonly locality?: string;
  readonly town?: string;
  readonly postcode?: string;
}

/** Royal Mail's address of a delivery point (PAF, record 28). Absent parts are empty texts. */
export interface DeliveryPointText {
  readonly organisation: string;
  readonly department: string;
  readonly poBox: string;
  readonly subBuilding: string;
  readonly buildingName: string;
  readonly buildingNumber: string;
  readonly dependentThoroughfare: string;
  readonly thoroughfare: string;
  readonly doubleDependentLocality: string;
  readonly dependentLocality: string;
  readonly postTown: string;
  readonly postcode: string;
}

/** A council's own address (BS 7666): secondary and primary addressable objects on a named street. */
export interface GeographicText {
  readonly organisation: string;
  readonly saoNumber: string;
  readonly saoText: string;
  readonly paoNumber: string;
  readonly paoText: string;
  readonly street: string;
  readonly locality: string;
  readonly town: string;
  readonly postcode: string;
}

/** 162, 162A, 1-3, 12/4: what is written before a name and not as one. */
const NUMBER = /^\d+[A-Z]?(?:[-/]\d+[A-Z]?)?$/i;

export function deliveryPointParts(from: DeliveryPointText): AddressParts {
  const nameIsNumber = from.buildingNumber === '' && NUMBER.test(from.buildingName);
  const poBox = from.poBox === '' ? '' : `PO BOX ${from.poBox}`;
  return present({
    organisation: joined([from.organisation, from.department]),
    subBuilding: from.subBuilding,
    building: joined([poBox, nameIsNumber ? '' : from.buildingName]),
    number: nameIsNumber ? from.buildingName : from.buildingNumber,
    street: joined([from.dependentThoroughfare, from.thoroughfare]),
    locality: joined([from.doubleDependentLocality, from.dependentLocality]),
    town: from.postTown,
    postcode: from.postcode,
  });
}

export function geographicParts(from: GeographicText): AddressParts {
  return present({
    organisation: from.organisation,
    subBuilding: joined([from.saoText, from.saoNumber], ' '),
    building: from.paoText,
    number: from.paoNumber,
    street: from.street,
    locality: from.locality === from.town ? '' : from.locality,
    town: from.town,
    postcode: from.postcode,
  });
}

/** `12`, `12A`, `12-16`, `12A-12C`: a BS 7666 start and end, each with its suffix. */
export function numberRange(start: string, startSuffix: string, end: string, endSuffix: string): string {
  return joined([start + startSuffix, end + endSuffix], '-');
}

/** One line of the parts, in the case in which they came. */
export function addressLine(parts: AddressParts): string {
  const { organisation = '', subBuilding = '', building = '', number = '', street = '', locality = '' } = parts;
  const premises = numbered(subBuilding, building);
  const road = street === '' ? joined([number, locality], ' ') : joined([joined([number, street], ' '), locality]);
  return joined([organisation, premises, road, parts.town ?? '', parts.postcode ?? '']);
}

function numbered(subBuilding: string, building: string): string {
  return joined([subBuilding, building], NUMBER.test(subBuilding) ? ' ' : ', ');
}

function joined(texts: readonly string[], separator = ', '): string {
  return texts.filter((text) => text !== '').join(separator);
}

function present(parts: Required<AddressParts>): AddressParts {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== ''));
}
