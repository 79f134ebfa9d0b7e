import { capitalised } from '../kernel/capitalised.js';
import type { Instant } from '../kernel/clock.js';
import { formatDate, formatDateTime, formatFullDate } from '../kernel/format-time.js';
import { isLocalDate } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import type { ElsewhereOffer } from './elsewhere/elsewhere-views.js';
import type { Property } from './queries.js';
import { everyService } from './rules.js';
import type { PlaceSearch } from './search-places.js';
import type { Place } from './types.js';

export interface PlaceLink {
  readonly id: string;
  readonly href: string;
  readonly line: string;
  /** "Provisional" or "Historic", where that is so. */
  readonly state: string | undefined;
}

export interface FactView {
  readonly label: string;
  readonly value: string;
  /** "Waste management system, yesterday 4am" */
  readonly origin: string;
}

/** A property as every page shows it; the desk adds its requests and customers. */
export interface PlaceSummary {
  readonly line: string;
  readonly state: string | undefined;
  /** "UPRN 999900000001", or that there is none. */
  readonly uprn: string;
  readonly ward: string | undefined;
  readonly authorities: string;
  /** Whence the address is, and as of when: "AddressBase Premium, 26 February 2026". */
  readonly origin: string;
  readonly building: PlaceLink | undefined;
  readonly units: readonly PlaceLink[];
  readonly facts: readonly FactView[];
  /** By council, the one that answers for most first. */
  readonly answerable: readonly Answering[];
}

/** A council and the services that it answers for at a place. */
export interface Answering {
  readonly authority: string;
  /** In a sentence's order: "Bulky waste, Missed bin collection". */
  readonly services: readonly string[];
  /** Services decided for this property or its ward alone, each with the reason. */
  readonly exceptions: readonly { readonly service: string; readonly why: string }[];
}

export function placeHref(id: string): string {
  return `/desk/places/${id}`;
}

const stateWords: Readonly<Record<Place['state'], string | undefined>> = {
  current: undefined,
  provisional: 'Provisional',
  historic: 'Historic',
};

export function placeLink({ id, line, state }: Place): PlaceLink {
  return { id, href: placeHref(id), line, state: stateWords[state] };
}

export interface SummaryWords {
  readonly now: Instant;
  /** The names of services by key; a service without one is called by its key. */
  readonly serviceNames?: ReadonlyMap<string, string>;
}

export function placeSummary(property: Property, { now, serviceNames }: SummaryWords): PlaceSummary {
  const { place, building, units, authorities, answerable, facts } = property;
  return {
    line: place.line,
    state: stateWords[place.state],
    uprn: place.uprn === null ? 'No UPRN yet' : `UPRN ${place.uprn}`,
    ward: place.ward ?? undefined,
    authorities: authorities.map(({ name }) => name).join(' and ') || 'Outside every member’s area',
    origin: originOf(place),
    building: building && placeLink(building),
    units: units.map(placeLink),
    facts: Object.entries(facts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([fact, { value, source, asOfAt }]) => ({
        label: keyWords(fact),
        value: valueWords(value, now),
        origin: `${source}, ${formatDateTime(asOfAt, { now })}`,
      })),
    answerable: answeringCouncils(answerable, serviceNames),
  };
}

/** What staff call a source; an adapter's own is called by the name that it gives. */
const sourceNames: Readonly<Record<string, string>> = {
  desk: 'Added by staff',
  'addressbase-core': 'AddressBase Core',
  'addressbase-plus': 'AddressBase Plus',
  'addressbase-premium': 'AddressBase Premium',
  llpg: 'Local gazetteer (LLPG)',
  'os-places': 'OS Places',
};

function originOf({ source, asOfOn, state }: Place): string {
  const name = sourceNames[source] ?? keyWords(source);
  if (asOfOn === null) return name;
  return state === 'historic' ? `${name}, gone since ${formatFullDate(asOfOn)}` : `${name}, ${formatFullDate(asOfOn)}`;
}

function answeringCouncils(
  answerable: Property['answerable'],
  serviceNames: SummaryWords['serviceNames'],
): Answering[] {
  const nameOf = (key: string): string =>
    key === everyService ? 'Everything else of its tier' : (serviceNames?.get(key) ?? keyWords(key));
  const councils = [...new Set(answerable.map(({ authorityName }) => authorityName))].map((authority): Answering => {
    const own = answerable.filter((each) => each.authorityName === authority);
    const byArea = own.filter(({ decidedBy }) => decidedBy === 'authority');
    const exceptions = own.filter(({ decidedBy }) => decidedBy !== 'authority');
    return {
      authority,
      services: byArea.map(({ serviceKey }) => nameOf(serviceKey)).sort(),
      exceptions: exceptions.map(({ serviceKey, decidedBy }) => ({
        service: nameOf(serviceKey),
        why: whyWords[decidedBy],
      })),
    };
  });
  return councils.sort((a, b) => b.services.length - a.services.length);
}

const whyWords: Readonly<Record<Property['answerable'][number]['decidedBy'], string>> = {
  place: 'Agreed for this property alone',
  ward: 'Agreed for its ward',
  authority: 'By area',
};

/** `collection-day` is "Collection day". */
function keyWords(key: string): string {
  return capitalised(key.replaceAll('-', ' '));
}

function valueWords(value: string, now: Instant): string {
  return isLocalDate(value) ? formatDate(value, { today: localDateAt(now) }) : capitalised(value);
}

export interface PlacesPage {
  readonly text: string;
  readonly found: FoundPlaces | undefined;
  /** The property itself, where only one matches. */
  readonly only: PlaceSummary | undefined;
  /** Where the words can be looked up besides. */
  readonly elsewhere: ElsewhereOffer | undefined;
}

/** Places that match, as the page and the suggestions print them. */
export interface FoundPlaces {
  readonly places: readonly PlaceLink[];
  /** "12 addresses", "More than 50 addresses" */
  readonly countText: string;
  readonly more: boolean;
}

export function placesPage(
  text: string,
  search: PlaceSearch | undefined,
  only: { property: Property; words: SummaryWords } | undefined,
  elsewhere: ElsewhereOffer | undefined,
): PlacesPage {
  return {
    text,
    found: search && foundPlaces(search),
    only: only && placeSummary(only.property, only.words),
    elsewhere,
  };
}

export function foundPlaces({ items, more }: PlaceSearch): FoundPlaces {
  const count = `${items.length} ${items.length === 1 ? 'address' : 'addresses'}`;
  return { places: items.map(placeLink), countText: more ? `More than ${count}` : count, more };
}

/** Suggestions for an address question: radios whose value is the place's id. */
export interface AddressChoices extends FoundPlaces {
  /** The radios' name, as the form's field is called. */
  readonly name: string;
}
