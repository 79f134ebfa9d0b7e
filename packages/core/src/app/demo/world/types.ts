/**
 * Records of the demo world. They are plain data, joined by `key`s that are stable for a seed; whoever writes them
 * into the product gives them ids and references. Instants are whole milliseconds since 1970 UTC and their names end
 * in `At`; local dates (Europe/London) end in `On`. Everything here is invented.
 */
import type { Instant, LocalDate } from '../../../kernel/clock.js';
import type { DemoAuthority, DemoAuthorityKey, DemoStaff, DemoTeam } from './authority-types.js';
import type { DemoCase, DemoInteraction } from './contact-types.js';
import type { DemoCustomer, DemoCustomerLink, DemoRelationship, DemoRepresentation } from './customer-types.js';
import type { DemoPlace, DemoPropertyFact, DemoResponsibility, DemoStreet } from './place-types.js';

export type * from './authority-types.js';
export type * from './contact-types.js';
export type * from './customer-types.js';
export type * from './place-types.js';

/** A person or group that makes data hard, with why, for the docs and for tests. */
export interface DemoHardCase {
  key: string;
  title: string;
  why: string;
  tryThis: string;
  authorityKey: DemoAuthorityKey;
  customerKeys: string[];
}

/** Something that the whole area was calling about. */
export interface DemoIncident {
  key: string;
  title: string;
  authorityKeys: DemoAuthorityKey[];
  onDate: LocalDate;
  streets: string[];
  caseKeys: string[];
}

export interface DemoWorld {
  seed: string;
  startAt: Instant;
  authorities: DemoAuthority[];
  teams: DemoTeam[];
  staff: DemoStaff[];
  /** How many more people are only in the directory. */
  directoryPeople: number;
  streets: DemoStreet[];
  places: DemoPlace[];
  propertyFacts: DemoPropertyFact[];
  responsibilities: DemoResponsibility[];
  customers: DemoCustomer[];
  representations: DemoRepresentation[];
  relationships: DemoRelationship[];
  customerLinks: DemoCustomerLink[];
  interactions: DemoInteraction[];
  cases: DemoCase[];
  hardCases: DemoHardCase[];
  incidents: DemoIncident[];
}
