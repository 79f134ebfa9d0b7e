import type { Instant, LocalDate } from '../../../kernel/clock.js';
import type { DemoAuthorityKey } from './authority-types.js';

export interface DemoStreet {
  /** 8 digits beginning 9. */
  usrn: string;
  name: string;
  locality?: string;
  town: string;
  wardName: string;
  /** The district or city that it lies in. */
  areaKey: DemoAuthorityKey;
  postcodes: string[];
}

export type DemoPlaceKind =
  'house' | 'flat' | 'flats' | 'hmo' | 'bedsit' | 'business' | 'public-building' | 'mooring' | 'plot';

export interface DemoPlace {
  key: string;
  /** 12 digits beginning 9999; a provisional place has none. */
  uprn?: string;
  /** UPRN of the building that a flat or bedsit is part of. */
  parentUprn?: string;
  usrn: string;
  kind: DemoPlaceKind;
  /** AddressBase classification code. */
  classification: string;
  status: 'live' | 'provisional';
  organisationName?: string;
  subBuilding?: string;
  buildingName?: string;
  number?: string;
  street: string;
  locality?: string;
  town: string;
  postcode: string;
  /** WGS84 degrees. */
  latitude: number;
  longitude: number;
  wardName: string;
  /** District or city that it lies in. */
  areaKey: DemoAuthorityKey;
}

export type DemoFactName =
  | 'collection-day'
  | 'last-collection'
  | 'next-collection'
  | 'recycling-day'
  | 'garden-waste-subscriber'
  | 'assisted-bin'
  | 'clinical-collection'
  | 'council-tenancy'
  | 'ward'
  | 'school-catchment'
  | 'gritting-route'
  | 'conservation-area'
  | 'listed-building'
  | 'parking-zone'
  | 'council-tax-band'
  | 'round-status';

export interface DemoPropertyFact {
  placeKey: string;
  fact: DemoFactName;
  value: string;
  /** The system that says so. */
  source: string;
  asOfAt: Instant;
}

/** Who answers for a service in an area, or in one ward or at one place of it where that differs. */
export interface DemoResponsibility {
  areaKey: DemoAuthorityKey;
  wardName?: string;
  placeKey?: string;
  serviceKey: string;
  authorityKey: DemoAuthorityKey;
  fromOn: LocalDate;
  toOn?: LocalDate;
}
