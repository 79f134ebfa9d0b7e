import type { Instant, LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** `provisional`: used before it has a UPRN or is built. `historic`: gone, kept because cases and customers name it. */
export type PlaceState = 'current' | 'provisional' | 'historic';

/** An address or property of the shared gazetteer (BS 7666). Parts that it lacks are null. */
export interface Place {
  readonly id: string;
  /** 1 to 12 digits; null for a provisional place that has none yet. */
  readonly uprn: string | null;
  readonly usrn: string | null;
  /** The UPRN of the building that a flat is in. */
  readonly parentUprn: string | null;
  /** The address in one line. */
  readonly line: string;
  readonly organisation: string | null;
  readonly subBuilding: string | null;
  readonly building: string | null;
  readonly number: string | null;
  readonly street: string | null;
  readonly locality: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  /** AddressBase classification: RD04 is a terraced house. */
  readonly classification: string | null;
  readonly state: PlaceState;
  /** Who keeps its record, as AddressBase numbers the councils. */
  readonly custodianCode: string | null;
  readonly ward: string | null;
  /** Metres on the British National Grid. */
  readonly easting: number | null;
  readonly northing: number | null;
  /** Degrees (WGS84). */
  readonly lat: number | null;
  readonly lon: number | null;
  /** The supply that it came from, or `desk`. */
  readonly source: string;
  readonly asOfOn: LocalDate | null;
}

/** A place before it is stored. */
export type PlaceDraft = Omit<Place, 'id'>;

/** A dated fact of a property, as one authority holds it: its collection day, whether its bin is fetched. */
export interface PropertyFact {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly placeId: string;
  /** Kebab-case: `collection-day`. */
  readonly fact: string;
  readonly value: string;
  /** The system or person that says so. */
  readonly source: string;
  readonly asOfAt: Instant;
  readonly version: number;
}

export type AreaKind = 'authority' | 'ward' | 'place';

/** Who answers for a service in an area from a day on. */
export interface Responsibility {
  readonly id: string;
  readonly areaKind: AreaKind;
  /** See `areaKey` in rules.ts. */
  readonly area: string;
  /** `*`: every service of the authority's tier. */
  readonly serviceKey: string;
  readonly authorityId: AuthorityId;
  readonly fromOn: LocalDate;
  /** The first day without it. */
  readonly toOn: LocalDate | null;
  readonly version: number;
}
