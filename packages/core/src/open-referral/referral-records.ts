import type { Authority } from '../authorities/index.js';
import type { Fee, PublishedService } from '../services/index.js';
import { namedUuid } from './named-uuid.js';
import { termsOf, type TaxonomyTerm } from './referral-terms.js';

/** A council as an organization of Open Referral UK 3.0. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly organization_identifiers?: readonly {
    readonly id: string;
    readonly identifier_scheme: string;
    readonly identifier_type: string;
    readonly identifier: string;
  }[];
}

/** A service with all that belongs to it. */
export interface ReferralService {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'active';
  readonly fees?: string;
  readonly organization: Organization;
  readonly service_areas: readonly { readonly id: string; readonly name: string; readonly service_area: string }[];
  readonly service_at_locations: readonly { readonly id: string; readonly location: ReferralLocation }[];
  readonly cost_options: readonly {
    readonly id: string;
    readonly option: string;
    /** Pounds. */
    readonly amount: number;
    readonly amount_description: string;
  }[];
  readonly attributes: readonly {
    readonly id: string;
    readonly link_type: string;
    readonly taxonomy_term: TaxonomyTerm;
  }[];
}

interface ReferralLocation {
  readonly id: string;
  readonly location_type: 'virtual';
  readonly name: string;
  readonly description: string;
}

export function organizationOf({ slug, name, gssCode }: Pick<Authority, 'slug' | 'name' | 'gssCode'>): Organization {
  const id = namedUuid(`authority:${slug}`);
  const gss = {
    ...{ id: namedUuid(`authority:${slug}:gss`), identifier_scheme: 'GB-GSS' },
    identifier_type: 'Code of the Government Statistical Service',
  };
  return {
    ...{ id, name, description: `${name}, which provides services to the residents of its area` },
    ...(gssCode === null ? {} : { organization_identifiers: [{ ...gss, identifier: gssCode }] }),
  };
}

/** A service of the catalogue. It is provided all over the council’s area; no place is known at which people attend it. */
export function referralService(
  service: PublishedService,
  authority: Pick<Authority, 'slug' | 'name' | 'gssCode'>,
  labels: ReadonlyMap<number, string>,
): ReferralService {
  const { id, name, definition } = service;
  const area = `The area of ${authority.name}`;
  return {
    ...{ id, name, description: definition.summary, status: 'active' },
    ...(definition.fee ? { fees: feeWords(definition.fee) } : {}),
    organization: organizationOf(authority),
    service_areas: [{ id: namedUuid(`service:${id}:area`), name: area, service_area: area }],
    service_at_locations: [{ id: namedUuid(`service:${id}:at`), location: contactCentre(authority) }],
    cost_options: definition.fee ? [costOption(id, definition.fee)] : [],
    attributes: termsOf(service, labels).map((term) => ({
      ...{ id: namedUuid(`service:${id}:${term.id}`), link_type: 'service', taxonomy_term: term },
    })),
  };
}

function contactCentre({ slug, name }: Pick<Authority, 'slug' | 'name'>): ReferralLocation {
  return {
    ...{ id: namedUuid(`authority:${slug}:contact`), location_type: 'virtual', name: `${name}’s contact centre` },
    description: 'Reached by telephone, in writing or online',
  };
}

const pounds = (pence: number): number => Math.round(pence) / 100;

function feeWords({ amountPence, buys }: Fee): string {
  return `£${pounds(amountPence).toFixed(2)}: ${buys}`;
}

function costOption(serviceId: string, { amountPence, buys }: Fee): ReferralService['cost_options'][number] {
  return {
    ...{ id: namedUuid(`service:${serviceId}:cost`), option: buys, amount: pounds(amountPence) },
    amount_description: 'pounds',
  };
}
