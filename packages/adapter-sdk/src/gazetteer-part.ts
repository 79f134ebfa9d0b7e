import type { AddressParts, DeliveryPointText } from './address-line.js';

export type ChangeType = 'insert' | 'update' | 'delete';

/** BS 7666's logical status in words. */
export type LogicalStatus = 'approved' | 'alternative' | 'provisional' | 'historical' | 'rejected';

/**
 * Metres on the British National Grid (EPSG:27700) and degrees (WGS84, EPSG:4326). Either pair may be absent: Moothall
 * works the other one out. Half a pair is refused.
 */
export interface Coordinates {
  readonly easting?: number;
  readonly northing?: number;
  readonly lat?: number;
  readonly lon?: number;
}

/** All that a source says of one property. Texts that it lacks are left out, not empty. */
export interface GazetteerAddress extends AddressParts, Coordinates {
  /** 1 to 12 digits without leading zeros, as `uprnCell` reads it. */
  readonly uprn: string;
  readonly usrn?: string;
  /** The UPRN of the building that a flat is in. */
  readonly parentUprn?: string;
  /** The address in one line, as `addressLine` makes it. */
  readonly line: string;
  /** Such as RD04, a terraced house (AddressBase classification scheme). */
  readonly classification?: string;
  readonly logicalStatus?: LogicalStatus;
  /** The council that keeps the record, by Ordnance Survey's number. */
  readonly localCustodianCode?: number;
  /** The council's code where the source has it, and the ward's. */
  readonly authorityGss?: string;
  readonly ward?: string;
  /** YYYY-MM-DD: the day on which the source last changed the record. */
  readonly asOf: string;
}

/** What a file says of one property: the whole of it, never a difference. A deletion may lack the line (empty). */
export interface AddressChange extends GazetteerAddress {
  readonly change: ChangeType;
}

/**
 * One record of AddressBase Premium or of a council's own gazetteer (DTF 7.3). An address is spread over several
 * records, in an order that neither format promises, and over several files: Moothall keeps each under its key and makes
 * addresses of what was touched once the file is read.
 */
export type GazetteerPart =
  | FilePart
  | StreetPart
  | StreetNamePart
  | PropertyPart
  | PropertyAddressPart
  | DeliveryPointPart
  | OrganisationPart
  | ClassificationPart
  | CrossReferencePart
  | SuccessorPart
  | EndPart;

/** The header of a file. A full supply replaces what is held; a change-only one amends it. */
export interface FilePart {
  readonly part: 'file';
  readonly custodian: string;
  readonly supply: 'full' | 'changes';
  /** YYYY-MM-DD: the supply's own date. Change-only files are taken in the order of it. */
  readonly processedOn: string;
  readonly volume: number;
}

/** The trailer: what the supply says it holds, and what was read of this file (its header and trailer left out). */
export interface EndPart {
  readonly part: 'end';
  readonly declaredRecords: number;
  readonly readRecords: number;
}

interface Changed {
  readonly change: ChangeType;
  /** YYYY-MM-DD */
  readonly asOf?: string;
}

export type GazetteerLanguage = 'en' | 'cy' | 'gd' | 'bilingual';

/** Key: usrn. */
export interface StreetPart extends Changed, Coordinates {
  readonly part: 'street';
  readonly usrn: string;
}

/** Key: usrn, language. */
export interface StreetNamePart extends Changed {
  readonly part: 'street-name';
  readonly usrn: string;
  readonly language: GazetteerLanguage;
  readonly name: string;
  readonly locality: string;
  readonly town: string;
}

/** The basic land and property unit. Key: uprn. The last three are known to DTF only. */
export interface PropertyPart extends Changed, Coordinates {
  readonly part: 'property';
  readonly uprn: string;
  readonly parentUprn?: string;
  readonly logicalStatus: LogicalStatus;
  readonly localCustodianCode?: number;
  readonly postcode?: string;
  readonly classification?: string;
  readonly organisation?: string;
  readonly ward?: string;
}

/** A land and property identifier: one of the property's addresses, by language and status. Key: uprn, key. */
export interface PropertyAddressPart extends Changed {
  readonly part: 'property-address';
  readonly uprn: string;
  readonly key: string;
  readonly language: GazetteerLanguage;
  readonly logicalStatus: LogicalStatus;
  readonly saoNumber: string;
  readonly saoText: string;
  readonly paoNumber: string;
  readonly paoText: string;
  readonly usrn: string;
  /** Known to DTF only; empty otherwise. */
  readonly postTown: string;
  readonly postcode: string;
}

/** Royal Mail's address. Key: udprn. */
export interface DeliveryPointPart extends Changed, DeliveryPointText {
  readonly part: 'delivery-point';
  readonly uprn: string;
  readonly udprn: string;
}

/** Key: uprn, key. */
export interface OrganisationPart extends Changed {
  readonly part: 'organisation';
  readonly uprn: string;
  readonly key: string;
  readonly organisation: string;
}

/** Key: uprn, key. A property may be classified under several schemes. */
export interface ClassificationPart extends Changed {
  readonly part: 'classification';
  readonly uprn: string;
  readonly key: string;
  readonly code: string;
  readonly scheme: string;
}

/** The property's number in another register, such as council tax. Key: uprn, key. */
export interface CrossReferencePart extends Changed {
  readonly part: 'cross-reference';
  readonly uprn: string;
  readonly key: string;
  readonly reference: string;
  readonly register: string;
}

/** A property that took the place of another. Key: uprn, key. */
export interface SuccessorPart extends Changed {
  readonly part: 'successor';
  readonly uprn: string;
  readonly key: string;
  readonly successorUprn: string;
}
