import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatRelative } from '../kernel/format-time.js';
import type { PillView, TabsView } from '../web/components.js';
import type { CheckboxesView, ErrorSummaryView, RadiosView } from '../web/form-components.js';
import { errorAt, errorSummary } from '../web/form-faults.js';
import type { KeyRight } from './keys/key-types.js';
import type { KeyInUse } from './keys/keys-repository.js';
import type { Offering } from './offers/offer-types.js';
import type { ServiceOffer } from './offers/offers-queries.js';
import { geoPath } from './wire/geo-routes.js';

export const open311Href = '/desk/admin/open311';
type Council = Pick<Authority, 'id' | 'name' | 'slug'>;

export const rightWords: Readonly<Record<KeyRight, string>> = {
  report: 'Report, and follow what it reported',
  update: 'Add updates to what it reported',
};
const offeringWords: Readonly<Record<Offering, string>> = {
  closed: 'Closed',
  reports: 'Takes reports',
  requests: 'Takes reports, and shows them',
};
const offeringTones: Readonly<Record<Offering, PillView['tone']>> = {
  closed: 'neutral',
  reports: 'info',
  requests: 'good',
};

/** The keys and services of one council. */
export interface Open311Page {
  readonly councilName: string;
  readonly tabs: TabsView | undefined;
  /** Where others ask, with the council’s jurisdiction_id. */
  readonly address: string;
  readonly jurisdiction: string;
  readonly newKeyHref: string;
  readonly keys: readonly {
    readonly name: string;
    readonly href: string;
    readonly rights: string;
    readonly state: PillView;
    readonly reported: string;
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly href: string;
    readonly code: string;
    readonly state: PillView;
    readonly why: string;
  }[];
}

export function open311Page(
  council: Council,
  about: {
    readonly councils: readonly Council[];
    readonly keys: readonly KeyInUse[];
    readonly services: readonly ServiceOffer[];
    readonly origin: string | undefined;
    readonly now: Instant;
  },
): Open311Page {
  const { councils, keys, services, origin = '', now } = about;
  return {
    councilName: council.name,
    tabs: councils.length > 1 ? councilTabs(councils, council) : undefined,
    ...{ address: `${origin}${geoPath}/`, jurisdiction: council.slug },
    newKeyHref: `${open311Href}/keys/new?authority=${council.id}`,
    keys: keys.map((key) => ({
      ...{ name: key.name, href: keyHref(key.id), rights: rightsWords(key), state: keyState(key) },
      reported: key.reportedAt === null ? 'Never' : formatRelative(key.reportedAt, { now }),
    })),
    services: services.map(({ serviceId, name, key: code, shows, why }) => ({
      ...{ name, href: `${open311Href}/services/${serviceId}`, code, why: why ?? '' },
      state: { text: offeringWords[shows], tone: offeringTones[shows] },
    })),
  };
}

function councilTabs(councils: readonly Council[], { id: current }: Council): TabsView {
  const items = councils.map(({ id, name }) => ({
    ...{ text: name, href: `${open311Href}?authority=${id}`, current: id === current },
  }));
  return { label: 'Councils', items };
}

const keyHref = (id: string): string => `${open311Href}/keys/${id}`;
const rightsWords = ({ rights }: Pick<KeyInUse, 'rights'>): string =>
  rights.map((right) => rightWords[right]).join('; ');

function keyState({ revokedAt }: Pick<KeyInUse, 'revokedAt'>): PillView {
  return revokedAt === null ? { text: 'Good', tone: 'good' } : { text: 'Revoked', tone: 'neutral' };
}

/** A new key, as somebody has typed it. */
export interface TypedKey {
  readonly authorityId: string;
  readonly name: string;
  readonly rights: readonly string[];
}

export interface NewKeyPage {
  readonly csrfToken: string;
  readonly summary: ErrorSummaryView | undefined;
  readonly typed: TypedKey;
  readonly councils: readonly { readonly value: string; readonly text: string }[];
  readonly nameFault: { readonly text: string } | undefined;
  readonly councilFault: { readonly text: string } | undefined;
  readonly rights: CheckboxesView;
}

export function newKeyPage(
  councils: readonly Council[],
  { csrfToken, typed, faults }: { csrfToken: string; typed: TypedKey; faults: readonly FieldFault[] },
): NewKeyPage {
  return {
    ...{ csrfToken, typed, summary: errorSummary(faults) },
    councils: councils.map(({ id, name }) => ({ value: String(id), text: name })),
    ...{ nameFault: errorAt(faults, 'name'), councilFault: errorAt(faults, 'authorityId') },
    rights: {
      ...{ name: 'rights[]', idPrefix: 'rights', classes: 'govuk-checkboxes--small' },
      fieldset: { legend: { text: 'What it may do' } },
      items: (['report', 'update'] as const).map((value) => ({ value, text: rightWords[value] })),
      ...{ values: typed.rights, errorMessage: errorAt(faults, 'rights') },
    },
  };
}

/** A key’s secret, on the one page that shows it. */
export interface KeySecretPage {
  readonly name: string;
  readonly secret: string;
  readonly href: string;
}

export interface KeyPage {
  readonly name: string;
  readonly state: PillView;
  readonly backHref: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Undefined: it is revoked already. */
  readonly revoke: { readonly action: string; readonly csrfToken: string } | undefined;
}

export function keyPage(
  key: KeyInUse,
  { councilName, csrfToken, now }: { councilName: string; csrfToken: string; now: Instant },
): KeyPage {
  const at = (instant: Instant): string => formatDateTime(instant, { now });
  const facts: [string, string][] = [
    ['Council', councilName],
    ['It may', rightsWords(key)],
    ['Made', `${at(key.createdAt)}, by ${key.createdByName}`],
    ['Latest report', key.reportedAt === null ? 'Never' : at(key.reportedAt)],
    ['Revoked', key.revokedAt === null ? '' : `${at(key.revokedAt)}, by ${key.revokedByName ?? ''}`],
  ];
  return {
    ...{ name: key.name, state: keyState(key), backHref: `${open311Href}?authority=${key.authorityId}` },
    facts: facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value })),
    revoke: key.revokedAt === null ? { action: `${keyHref(key.id)}/revoke`, csrfToken } : undefined,
  };
}

export interface ServiceOfferPage {
  readonly name: string;
  readonly code: string;
  readonly action: string;
  readonly backHref: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly summary: ErrorSummaryView | undefined;
  /** Why it can’t be opened; empty: it can. */
  readonly why: string;
  readonly choice: RadiosView;
}

export function serviceOfferPage(
  offer: ServiceOffer,
  { csrfToken, typed, faults }: { csrfToken: string; typed?: string; faults: readonly FieldFault[] },
): ServiceOfferPage {
  const hints: Readonly<Record<Offering, string>> = {
    closed: 'Nobody finds it by Open311',
    reports: 'A key can report under it, and follow what it reported. Nobody else sees that',
    requests:
      'Everybody sees the state of its cases, what was chosen from lists, and roughly where; no name, no words, nothing restricted',
  };
  return {
    ...{ name: offer.name, code: offer.key, action: `${open311Href}/services/${offer.serviceId}` },
    ...{ backHref: `${open311Href}?authority=${offer.authorityId}`, csrfToken, version: offer.version },
    ...{ summary: errorSummary(faults), why: offer.why ?? '' },
    choice: {
      ...{ name: 'shows', fieldset: { legend: { text: 'By Open311 it is' } }, value: typed ?? offer.shows },
      items: (['closed', 'reports', 'requests'] as const).map((value) => ({
        ...{ value, text: offeringWords[value], hint: { text: hints[value] } },
      })),
      errorMessage: errorAt(faults, 'shows'),
    },
  };
}
