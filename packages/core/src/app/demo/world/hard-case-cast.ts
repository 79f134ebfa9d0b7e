import { anOrganisation, aPerson, type CustomerContext, type PersonFacts } from './customer-records.js';
import { hardCaseTexts, type HardCaseKey } from './hard-cases.js';
import type { Relation } from '../../../customers/index.js';
import type { LocalDate } from '../../../kernel/clock.js';
import { addDays, localDate } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { PlaceFinder } from './place-finder.js';
import type { DemoCustomer, DemoCustomerLink, DemoPlace, DemoRelationship, DemoRepresentation } from './types.js';

type CastFacts = Omit<PersonFacts, 'authorityKey' | 'position' | 'bornOn'> &
  Partial<Pick<PersonFacts, 'authorityKey' | 'position'>> & { bornOn: string };

/** Collects the people of the hard cases while they are being placed. */
export interface HardCaseCast {
  readonly customers: DemoCustomer[];
  readonly representations: DemoRepresentation[];
  readonly relationships: DemoRelationship[];
  readonly links: DemoCustomerLink[];
  readonly context: CustomerContext;
  readonly finder: PlaceFinder;
  /** Adds a person to a hard case, at its authority unless said otherwise. */
  person(key: HardCaseKey, facts: CastFacts): DemoCustomer;
  organisation(key: HardCaseKey, place: DemoPlace, name: string): DemoCustomer;
  /** Says what one is to another. */
  relate(one: DemoCustomer, relation: Relation, other: DemoCustomer): void;
  /** The hard case that a customer belongs to, if any. */
  caseOf(customer: DemoCustomer): HardCaseKey | undefined;
  /** The local date so many days before the demo starts; after, when negative. */
  daysAgo(days: number): LocalDate;
}

export function hardCaseCast(context: CustomerContext, finder: PlaceFinder): HardCaseCast {
  const customers: DemoCustomer[] = [];
  const caseByCustomer = new Map<string, HardCaseKey>();
  const add = (key: HardCaseKey, customer: DemoCustomer): DemoCustomer => {
    customers.push(customer);
    caseByCustomer.set(customer.key, key);
    return customer;
  };
  const relationships: DemoRelationship[] = [];
  return {
    customers,
    representations: [],
    relationships,
    links: [],
    context,
    finder,
    person: (key, { authorityKey = authorityOf(key), position = 0, bornOn, ...facts }) =>
      add(key, aPerson(context, { ...facts, authorityKey, position, bornOn: localDate(bornOn) })),
    organisation: (key, place, name) =>
      add(key, anOrganisation(context, authorityOf(key), { ...place, organisationName: name })),
    relate: (one, relation, other) => {
      relationships.push({ customerKey: one.key, otherKey: other.key, relation });
    },
    caseOf: (customer) => caseByCustomer.get(customer.key),
    daysAgo: (days) => addDays(localDateAt(context.startAt), -days),
  };
}

function authorityOf(key: HardCaseKey): DemoCustomer['authorityKey'] {
  const text = hardCaseTexts.find((each) => each.key === key);
  if (!text) throw new Error(`No hard case ${key}`);
  return text.authorityKey;
}
