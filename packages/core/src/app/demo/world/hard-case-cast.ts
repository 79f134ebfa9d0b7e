import { anOrganisation, aPerson, type CustomerContext, type PersonFacts } from './customer-records.js';
import { hardCaseTexts, type HardCaseKey } from './hard-cases.js';
import type { LocalDate } from '../../../kernel/clock.js';
import { addDays, localDate } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { PlaceFinder } from './place-finder.js';
import type { DemoCustomer, DemoCustomerLink, DemoPlace, DemoRepresentation } from './types.js';

type CastFacts = Omit<PersonFacts, 'authorityKey' | 'position' | 'bornOn'> &
  Partial<Pick<PersonFacts, 'authorityKey' | 'position'>> & { bornOn: string };

/** Collects the people of the hard cases while they are being placed. */
export class HardCaseCast {
  readonly customers: DemoCustomer[] = [];
  readonly representations: DemoRepresentation[] = [];
  readonly links: DemoCustomerLink[] = [];
  readonly context: CustomerContext;
  readonly finder: PlaceFinder;
  readonly #caseByCustomer = new Map<string, HardCaseKey>();

  constructor(context: CustomerContext, finder: PlaceFinder) {
    this.context = context;
    this.finder = finder;
  }

  /** Adds a person to a hard case, at its authority unless said otherwise. */
  person(key: HardCaseKey, facts: CastFacts): DemoCustomer {
    const authorityKey = facts.authorityKey ?? authorityOf(key);
    const bornOn = localDate(facts.bornOn);
    return this.#add(key, aPerson(this.context, { ...facts, authorityKey, bornOn, position: facts.position ?? 0 }));
  }

  organisation(key: HardCaseKey, place: DemoPlace, name: string): DemoCustomer {
    const customer = anOrganisation(this.context, authorityOf(key), { ...place, organisationName: name });
    return this.#add(key, customer);
  }

  represent(representation: DemoRepresentation): void {
    this.representations.push(representation);
  }

  link(link: DemoCustomerLink): void {
    this.links.push(link);
  }

  caseOf(customer: DemoCustomer): HardCaseKey | undefined {
    return this.#caseByCustomer.get(customer.key);
  }

  /** The local date so many days before the demo starts. */
  daysAgo(days: number): LocalDate {
    return addDays(localDateAt(this.context.startAt), -days);
  }

  #add(key: HardCaseKey, customer: DemoCustomer): DemoCustomer {
    this.customers.push(customer);
    this.#caseByCustomer.set(customer.key, key);
    return customer;
  }
}

function authorityOf(key: HardCaseKey): DemoCustomer['authorityKey'] {
  const text = hardCaseTexts.find((each) => each.key === key);
  if (!text) throw new Error(`No hard case ${key}`);
  return text.authorityKey;
}
