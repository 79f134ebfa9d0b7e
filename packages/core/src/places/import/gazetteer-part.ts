import type { LocalDate } from '../../kernel/clock.js';
import type { DeliveryPointText } from './address-line.js';
import type { Coordinates } from './coordinates.js';
import type { ChangeType, LogicalStatus } from './gazetteer-change.js';

/**
 * One record of AddressBase Premium or of a council's own gazetteer (DTF 7.3). An address is spread over several
 * records, in an order that neither format promises, and over several files: see `gazetteer-assembly.ts`.
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
  readonly processedOn: LocalDate;
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
  readonly asOf?: LocalDate;
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
