import {
  addressLine,
  deliveryPointParts,
  geographicParts,
  presentOnly,
  type AddressParts,
  type ChangeType,
  type ClassificationPart,
  type DeliveryPointPart,
  type GazetteerPart,
  type OrganisationPart,
  type PropertyAddressPart,
  type PropertyPart,
  type StreetNamePart,
} from '@moothall/adapter-sdk';
import type { LocalDate } from '../../kernel/clock.js';
import { isLocalDate } from '../../kernel/local-date.js';
import type { GazetteerChange } from './gazetteer-change.js';

/**
 * Why parts are staged. A supply is sorted by kind of record within a tile or volume, so a property's street, point,
 * addresses and postal address may stand gigabytes apart, and a change-only update brings one of them without the rest.
 * Holding the file in memory isn't bounded, and waiting for neighbours isn't sound. So the repository keeps each part
 * under its key, and addresses are made afterwards, in UPRN order, of whatever was touched: memory holds one property.
 */
export interface GazetteerStaging {
  /** Keeps (insert, update) or removes (delete) each part by its key, in the order given. */
  stage(parts: readonly GazetteerPart[]): Promise<void>;
  /**
   * Every property of which a staged part speaks, once, in UPRN order. A changed street name touches all properties
   * whose address stands on that street.
   */
  touched(): AsyncIterable<TouchedProperty>;
}

export interface TouchedProperty {
  readonly change: ChangeType;
  readonly uprn: string;
  /** Absent once the property is deleted, or while only other parts of it have come. */
  readonly parts?: PropertyParts;
}

/** All that is known of a property. */
export interface PropertyParts {
  readonly property: PropertyPart;
  readonly addresses: readonly PropertyAddressPart[];
  /** Names of the streets on which the addresses stand. */
  readonly streetNames: readonly StreetNamePart[];
  readonly deliveryPoint?: DeliveryPointPart;
  readonly organisations: readonly OrganisationPart[];
  readonly classifications: readonly ClassificationPart[];
}

export interface AssemblyOptions {
  readonly source: string;
  /** The supply's date, for parts that don't say when they last changed. */
  readonly processedOn: LocalDate;
}

/** The changes that the staged parts amount to, one property at a time. */
export async function* assembleProperties(
  staging: GazetteerStaging,
  options: AssemblyOptions,
): AsyncGenerator<GazetteerChange> {
  for await (const touched of staging.touched()) {
    if (touched.change === 'delete') yield deletion(touched.uprn, options);
    else if (touched.parts) yield composeProperty(touched.change, touched.parts, options);
  }
}

function deletion(uprn: string, options: AssemblyOptions): GazetteerChange {
  return { change: 'delete', uprn, line: '', source: options.source, asOf: options.processedOn };
}

/** One property's address and facts. Royal Mail's address is preferred: it has the post town and the organisation. */
export function composeProperty(
  change: 'insert' | 'update',
  parts: PropertyParts,
  options: AssemblyOptions,
): GazetteerChange {
  const { property, deliveryPoint } = parts;
  const address = preferredAddress(parts.addresses);
  const text = deliveryPoint ? deliveryPointParts(deliveryPoint) : geographicText(parts, address);
  const { part: _part, change: _change, asOf: _asOf, organisation: _organisation, ...facts } = property;
  const present = presentOnly({
    ...facts,
    ...text,
    change,
    usrn: address?.usrn,
    postcode: text.postcode ?? property.postcode,
    classification: property.classification ?? classificationOf(parts.classifications),
    source: options.source,
    asOf: latest([property, ...parts.addresses, ...(deliveryPoint ? [deliveryPoint] : [])]) ?? options.processedOn,
  });
  return { ...present, line: addressLine(text) };
}

const STATUS_ORDER = ['approved', 'provisional', 'alternative', 'historical', 'rejected'] as const;

/** The approved address in English, else the next best: an address in Welsh alone is still an address. */
function preferredAddress(addresses: readonly PropertyAddressPart[]): PropertyAddressPart | undefined {
  const rank = (address: PropertyAddressPart): number =>
    STATUS_ORDER.indexOf(address.logicalStatus) * 2 + (address.language === 'en' ? 0 : 1);
  return [...addresses].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1))[0];
}

function geographicText(parts: PropertyParts, address: PropertyAddressPart | undefined): AddressParts {
  if (!address) return {};
  const names = parts.streetNames.filter((name) => name.usrn === address.usrn);
  const street = names.find((name) => name.language === address.language) ?? names[0];
  return geographicParts({
    ...address,
    organisation: parts.property.organisation ?? parts.organisations[0]?.organisation ?? '',
    street: street?.name ?? '',
    locality: street?.locality ?? '',
    town: address.postTown || (street?.town ?? ''),
    postcode: address.postcode || (parts.property.postcode ?? ''),
  });
}

/** The scheme that all AddressBase products share comes before a council's own. */
function classificationOf(classifications: readonly ClassificationPart[]): string | undefined {
  const shared = classifications.find((one) => one.scheme.toUpperCase().startsWith('ADDRESSBASE'));
  return (shared ?? classifications[0])?.code;
}

function latest(parts: readonly { readonly asOf?: string }[]): LocalDate | undefined {
  return parts
    .flatMap((part) => part.asOf ?? [])
    .filter(isLocalDate)
    .sort()
    .at(-1);
}
