import type { PublishedService } from '../services/index.js';
import { namedUuid } from './named-uuid.js';

/** A taxonomy of Open Referral UK 3.0. */
export interface Taxonomy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly uri?: string;
}

/** A term of one. */
export interface TaxonomyTerm {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly taxonomy: string;
  readonly taxonomy_id: string;
  readonly term_uri?: string;
}

const lgsl: Taxonomy = {
  id: namedUuid('taxonomy:lgsl'),
  name: 'Local Government Services List',
  description: 'Services of local government in the United Kingdom, by number',
  uri: 'https://standards.esd.org.uk/?uri=list%2FenglishAndWelshServices',
};
const groups: Taxonomy = {
  id: namedUuid('taxonomy:groups'),
  name: 'Groups of services',
  description: 'Headings under which residents look for a service',
};

export const taxonomies: readonly Taxonomy[] = [lgsl, groups];

/** The terms of a service: its numbers of the national list, and its heading. `labels` are the list’s, by number. */
export function termsOf(
  { definition }: Pick<PublishedService, 'definition'>,
  labels: ReadonlyMap<number, string>,
): TaxonomyTerm[] {
  const { lgsl: numbers, group } = definition;
  return [...numbers.map((number) => lgslTerm(number, labels.get(number))), groupTerm(group)];
}

function lgslTerm(number: number, label = `LGSL ${number}`): TaxonomyTerm {
  return {
    ...{ id: namedUuid(`term:lgsl:${number}`), name: label, description: `Number ${number} of the list: ${label}` },
    ...{ taxonomy: lgsl.name, taxonomy_id: lgsl.id, term_uri: `https://standards.esd.org.uk/?uri=service%2F${number}` },
  };
}

function groupTerm(group: string): TaxonomyTerm {
  return {
    ...{ id: namedUuid(`term:group:${group}`), name: group, description: `Services under “${group}”` },
    ...{ taxonomy: groups.name, taxonomy_id: groups.id },
  };
}
