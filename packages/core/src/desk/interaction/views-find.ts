import { formatTelephone, type CustomerHit } from '../../customers/index.js';
import { formatFullDate } from '../../kernel/format-time.js';
import type { TextField } from '../../web/form-components.js';
import { callHref, withoutWho } from './call-address.js';
import type { Call } from './read-call.js';
import type { Finding } from './read-finding.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';

/** A record or address to choose with one press. */
export interface ChoiceLine {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** Records or addresses found: each is a button that chooses it. */
export interface ChoiceList {
  readonly form: FormBasics;
  readonly field: 'customerId' | 'placeId';
  readonly choices: readonly ChoiceLine[];
  readonly more: boolean;
  /** Said when there is nothing to choose. */
  readonly empty: string;
}

export interface FindCard extends ChoiceList {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly words: string;
  readonly searchAction: string;
  /** Fields that keep the other parts of the page open. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly suggestHref: string;
  readonly newHref: string | undefined;
  /** Where colleagues are found, whom a service desk helps. */
  readonly colleagueHref: string | undefined;
  /** What to press when it is none of them. */
  readonly nobody: string | undefined;
  readonly backHref: string | undefined;
}

export interface NewCustomerCard {
  readonly form: FormBasics;
  readonly fields: readonly TextField[];
  /** Records that may be of the same person. */
  readonly alike: readonly ChoiceLine[];
  /** Addresses that the typed one may be. */
  readonly addresses: readonly ChoiceLine[];
  readonly useForm: FormBasics;
  readonly backHref: string;
}

export interface NewCustomerOffers {
  readonly alike: readonly CustomerHit[];
  readonly addresses: readonly ChoiceLine[];
}

export function findCard(call: Call, finding: Finding, rendering: Rendering): FindCard {
  const { interaction } = call;
  const { shown, may } = rendering;
  const isPlace = shown.who === 'place';
  const { who: _who, find: _find, ...others } = shown;
  const kept = { who: isPlace ? 'place' : 'find', ...others };
  return {
    title: isPlace ? 'Which property?' : interaction.channel === 'telephone' ? 'Who is calling?' : 'Who is it?',
    lead: isPlace || finding.by === 'words' ? '' : customerLead(finding, interaction.caller),
    label: isPlace ? 'Address, postcode or UPRN' : 'Name, postcode, address, phone or reference',
    words: finding.words,
    searchAction: callHref(interaction.id),
    hidden: Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    suggestHref: callHref(interaction.id, others, isPlace ? '/places' : '/customers'),
    form: formTo(isPlace ? '/place' : '/customer', interaction, rendering),
    field: isPlace ? 'placeId' : 'customerId',
    choices: isPlace ? placeChoices(finding) : finding.customers.map(customerChoice),
    more: finding.more,
    empty: emptyWords(finding, isPlace ? 'place' : 'customer'),
    newHref: isPlace || !may.createCustomers ? undefined : callHref(interaction.id, { ...shown, who: 'new' }),
    colleagueHref: !isPlace && call.helpsColleagues ? '/desk/directory' : undefined,
    nobody: nobodyWords(isPlace, interaction),
    backHref: isPlace || interaction.customerId !== null ? callHref(interaction.id, withoutWho(shown)) : undefined,
  };
}

function nobodyWords(isPlace: boolean, { placeId, customerId }: Call['interaction']): string | undefined {
  if (isPlace) return placeId === null ? undefined : 'No property';
  return customerId === null ? undefined : 'Somebody else, not known';
}

function customerLead({ customers }: Finding, caller: string | null): string {
  if (caller === 'withheld') return 'The number is withheld. Search, add the customer, or go on without a name.';
  if (caller === null) return 'Search, add the customer, or go on without a name.';
  const number = formatTelephone(caller);
  if (customers.length === 0) return `Nobody on record has ${number}. Search, add them, or go on without a name.`;
  return customers.length === 1
    ? `One customer has ${number}.`
    : `${customers.length} customers have ${number}. Choose.`;
}

/** What a search without a hit says. */
export function emptyWords({ by, words }: Finding, of: 'customer' | 'place'): string {
  if (by !== 'words') return '';
  return of === 'place'
    ? `No address matches “${words}”. Try the postcode.`
    : `Nobody on record matches “${words}”. Try fewer words, or add them.`;
}

export function customerChoice(hit: CustomerHit): ChoiceLine {
  const address = [hit.addressLine, hit.postcode].filter(Boolean).join(', ');
  const born = hit.bornOn ? `born ${formatFullDate(hit.bornOn)}` : '';
  const detail = hit.restricted ? 'Opens only with a reason' : [address, born, hit.diedOn ? 'has died' : ''];
  return {
    id: hit.id,
    name: hit.displayName ?? 'Restricted record',
    detail: [detail].flat().filter(Boolean).join(' · '),
  };
}

export function placeChoices({ places }: Pick<Finding, 'places'>): ChoiceLine[] {
  return places.map(({ id, line, uprn }) => ({ id, name: line, detail: uprn ? `UPRN ${uprn}` : 'Without a UPRN yet' }));
}

export function newCustomerCard(call: Call, rendering: Rendering, offers?: NewCustomerOffers): NewCustomerCard {
  const { interaction } = call;
  const { typed } = rendering;
  const caller = interaction.caller && interaction.caller !== 'withheld' ? formatTelephone(interaction.caller) : '';
  const field = (name: string, label: string, more: Partial<TextField> = {}): TextField => ({
    control: 'text',
    id: `new-${name}`,
    name,
    label: { text: label },
    value: typed[name] ?? '',
    autocomplete: 'off',
    errorMessage: errorOf(name, rendering),
    ...more,
  });
  return {
    form: formTo('/new-customer', interaction, rendering),
    fields: [
      field('firstName', 'First name', { attributes: { autofocus: offers === undefined } }),
      field('lastName', 'Last name'),
      field('telephone', 'Phone', { value: typed['telephone'] ?? caller, inputmode: 'tel' }),
      field('address', 'Address or postcode'),
    ],
    alike: (offers?.alike ?? []).map(customerChoice),
    addresses: offers?.addresses ?? [],
    useForm: formTo('/customer', interaction, rendering),
    backHref: callHref(interaction.id, { ...withoutWho(rendering.shown), who: 'find' }),
  };
}
