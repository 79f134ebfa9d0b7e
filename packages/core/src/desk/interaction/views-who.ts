import type { PillView } from '../../web/components.js';
import type { TextField } from '../../web/form-components.js';
import { formatTelephone, type BeforeCheck, type CustomerHit, type CustomerRecord } from '../../customers/index.js';
import type { IdentityLevel } from '../../interactions/index.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { callHref, withoutWho } from './call-address.js';
import { identityQuestionsFor, type QuestionToAsk } from './identity-questions.js';
import type { Panel } from './panels.js';
import { factLines, type FactLine } from './property-facts.js';
import type { Call, Property } from './read-call.js';
import type { Finding } from './read-finding.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';
import { openCasesCard, type OpenCasesCard } from './views-cases.js';

/** A line of a card: label, value, and what is remarkable about it. */
export interface CardFact {
  readonly label: string;
  readonly value: string;
  readonly pill?: PillView;
}

export interface CustomerCard {
  readonly name: string;
  readonly href: string | undefined;
  readonly changeHref: string;
  readonly lines: readonly string[];
  readonly facts: readonly CardFact[];
  readonly isDead: boolean;
  /** Absent once the highest level is reached. */
  readonly check: { readonly text: string; readonly href: string } | undefined;
}

export interface CheckCard {
  readonly form: FormBasics;
  readonly questions: readonly QuestionToAsk[];
  readonly error: string | undefined;
  readonly backHref: string;
}

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

export interface PropertyCard {
  readonly address: string;
  readonly uprn: string | undefined;
  readonly changeHref: string;
  readonly href: string | undefined;
  readonly facts: readonly FactLine[];
  readonly more: readonly FactLine[];
  readonly assisted: string | undefined;
}

/** A part that could not be read, and the address that tries again. */
export interface PanelFault {
  readonly title: string;
  readonly text: string;
  readonly retryHref: string;
}

export interface WhoColumn {
  readonly faults: readonly PanelFault[];
  readonly customer: CustomerCard | undefined;
  readonly check: CheckCard | undefined;
  readonly find: FindCard | undefined;
  readonly newCustomer: NewCustomerCard | undefined;
  readonly property: PropertyCard | undefined;
  readonly placeHref: string | undefined;
  readonly cases: OpenCasesCard | undefined;
}

export interface NewCustomerOffers {
  readonly alike: readonly CustomerHit[];
  readonly addresses: readonly ChoiceLine[];
}

export function whoColumn(call: Call, rendering: Rendering, offers?: NewCustomerOffers): WhoColumn {
  const { interaction, property } = call;
  const { shown } = rendering;
  const isChoosing = shown.who === 'find' || shown.who === 'new' || (shown.who === 'place' && !call.customer);
  return {
    faults: whoFaults(call, rendering),
    customer: isChoosing || shown.who === 'check' ? undefined : customerCard(call, rendering),
    check: shown.who === 'check' && call.checking ? checkCard(call, call.checking, rendering) : undefined,
    find: call.finding?.state === 'ready' ? findCard(call, call.finding.value, rendering) : undefined,
    newCustomer: shown.who === 'new' ? newCustomerCard(call, rendering, offers) : undefined,
    property: property?.state === 'ready' ? propertyCard(call, property.value, rendering) : undefined,
    placeHref:
      property === undefined && shown.who !== 'place'
        ? callHref(interaction.id, { ...shown, who: 'place' })
        : undefined,
    cases: openCasesCard(call, rendering),
  };
}

const panelTitles = {
  customer: ['Customer', 'The record could not be read. You can go on: notes, answers and cases still work.'],
  finding: ['Search', 'Records could not be searched. You can go on without a name, and name the customer later.'],
  property: ['Property', 'What is known of the property could not be read. Ask the customer instead.'],
  openCases: ['Open cases', 'Open cases could not be read. Ask for the reference and search for it at the top.'],
} as const;

function whoFaults(call: Call, { shown }: Rendering): PanelFault[] {
  const retryHref = callHref(call.interaction.id, shown);
  return Object.entries(panelTitles).flatMap(([name, [title, text]]) => {
    const panel: Panel<unknown> | undefined = call[name as keyof typeof panelTitles];
    if (panel === undefined || panel.state === 'ready') return [];
    return [{ title, text: panel.state === 'refused' ? panel.message : text, retryHref }];
  });
}

function customerCard(call: Call, { shown, may }: Rendering): CustomerCard | undefined {
  if (call.customer?.state !== 'ready') return undefined;
  const { interaction } = call;
  const { value } = call.customer;
  const isWhole = value.shows === 'record';
  const person = isWhole ? value.record : value;
  const level = interaction.identityLevel;
  const checkHref = callHref(interaction.id, { ...shown, who: 'check' });
  return {
    name: person.displayName,
    href: isWhole && may.openCustomers ? `/desk/customers/${person.id}` : undefined,
    changeHref: callHref(interaction.id, { ...shown, who: 'find' }),
    lines: isWhole ? addressLines(value.record) : [],
    facts: isWhole ? recordFacts(value.record, interaction.caller) : beforeCheckFacts(value),
    isDead: isWhole ? value.record.diedOn !== null : value.isDead,
    check:
      level === 'full' ? undefined : { text: level === 'none' ? 'Check identity' : 'Check fully', href: checkHref },
  };
}

export function identityPill(level: IdentityLevel): PillView {
  if (level === 'none') return { text: 'Identity not checked', tone: 'warning' };
  return { text: level === 'basic' ? 'Basic check passed' : 'Identity verified', tone: 'good' };
}

function addressLines({ addressLine, postcode }: CustomerRecord): string[] {
  return [addressLine, postcode].filter((line) => line !== null);
}

function beforeCheckFacts({ postcodeArea, call, ...person }: BeforeCheck): CardFact[] {
  const calls = { matches: matchesCall, differs: differsFromCall, 'no-number': undefined }[call];
  return [
    ...(postcodeArea ? [{ label: 'Lives in', value: postcodeArea }] : []),
    ...(calls ? [{ label: 'Number', value: '', pill: calls }] : []),
    ...needsAndLanguage(person),
  ];
}

const matchesCall: PillView = { text: 'matches call', tone: 'good' };
const differsFromCall: PillView = { text: 'not on record', tone: 'warning' };

function recordFacts(record: CustomerRecord, caller: string | null): CardFact[] {
  const points = record.contactPoints.filter(({ kind }) => kind !== 'postal');
  return [
    ...points.map(({ kind, value }) => ({
      label: kind === 'telephone' ? 'Phone' : 'Email',
      value: kind === 'telephone' ? formatTelephone(value) : value,
      ...(value === caller ? { pill: matchesCall } : {}),
    })),
    ...(record.preferredChannel ? [{ label: 'Prefers', value: channelWords[record.preferredChannel] }] : []),
    ...needsAndLanguage(record),
  ];
}

const channelWords = { phone: 'Phone', email: 'Email', text: 'Text', post: 'Post', 'in-person': 'In person' } as const;

function needsAndLanguage({ needs, language }: Pick<CustomerRecord, 'needs' | 'language'>): CardFact[] {
  return [
    ...(needs.length > 0 ? [{ label: 'Needs', value: needs.map((need) => needWords[need]).join(', ') }] : []),
    ...(language === 'en' ? [] : [{ label: 'Language', value: languageName(language) }]),
  ];
}

const needWords: Readonly<Record<CustomerRecord['needs'][number], string>> = {
  'large-print': 'large print',
  braille: 'braille',
  audio: 'audio',
  'easy-read': 'easy read',
  bsl: 'British Sign Language',
  'text-relay': 'text relay',
  interpreter: 'interpreter',
  'more-time': 'more time',
  'home-visit': 'home visit',
};

/** A language by its own name: "Cymraeg". */
function languageName(code: string): string {
  const own = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return own.charAt(0).toLocaleUpperCase(code) + own.slice(1);
}

function checkCard(call: Call, record: CustomerRecord, rendering: Rendering): CheckCard {
  const { interaction } = call;
  return {
    form: formTo('/check', interaction, rendering),
    questions: identityQuestionsFor(record, interaction),
    error: errorOf('questions', rendering)?.text,
    backHref: callHref(interaction.id, withoutWho(rendering.shown)),
  };
}

function findCard(call: Call, finding: Finding, rendering: Rendering): FindCard {
  const { interaction } = call;
  const { shown, may } = rendering;
  const isPlace = shown.who === 'place';
  const { who: _who, find: _find, ...others } = shown;
  const kept = { who: isPlace ? 'place' : 'find', ...others };
  return {
    title: isPlace ? 'Which property?' : interaction.channel === 'telephone' ? 'Who is calling?' : 'Who is it?',
    lead: isPlace ? placeLead(finding) : customerLead(finding, interaction.caller),
    label: isPlace ? 'Address, postcode or UPRN' : 'Name, postcode, address, phone or reference',
    words: finding.words,
    searchAction: callHref(interaction.id),
    hidden: Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    suggestHref: callHref(interaction.id, others, isPlace ? '/places' : '/customers'),
    form: formTo(isPlace ? '/place' : '/customer', interaction, rendering),
    field: isPlace ? 'placeId' : 'customerId',
    choices: isPlace ? placeChoices(finding) : finding.customers.map(customerChoice),
    more: finding.more,
    newHref: isPlace || !may.createCustomers ? undefined : callHref(interaction.id, { ...shown, who: 'new' }),
    nobody: nobodyWords(isPlace, interaction),
    backHref: isPlace || interaction.customerId !== null ? callHref(interaction.id, withoutWho(shown)) : undefined,
  };
}

function nobodyWords(isPlace: boolean, { placeId, customerId }: Call['interaction']): string | undefined {
  if (isPlace) return placeId === null ? undefined : 'No property';
  return customerId === null ? undefined : 'Somebody else, not known';
}

function customerLead({ by, customers, words }: Finding, caller: string | null): string {
  if (by === 'words') return customers.length === 0 ? `Nobody on record matches “${words}”. Try fewer words.` : '';
  if (caller === 'withheld') return 'The number is withheld. Search, add the customer, or go on without a name.';
  if (caller === null) return 'Search, add the customer, or go on without a name.';
  const number = formatTelephone(caller);
  if (customers.length === 0) return `Nobody on record has ${number}. Search, add them, or go on without a name.`;
  return customers.length === 1
    ? `One customer has ${number}.`
    : `${customers.length} customers have ${number}. Choose.`;
}

function placeLead({ by, places, words }: Finding): string {
  return by === 'words' && places.length === 0 ? `No address matches “${words}”. Try the postcode.` : '';
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

function newCustomerCard(call: Call, rendering: Rendering, offers?: NewCustomerOffers): NewCustomerCard {
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
      field('firstName', 'First name', { attributes: { autofocus: true } }),
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

/** The others are folded away: they are asked for less often. */
const factsAtOnce = 5;

function propertyCard(call: Call, { place, facts, isHome }: Property, rendering: Rendering): PropertyCard {
  const { interaction } = call;
  const isKept = isHome && interaction.identityLevel === 'none';
  const { 'assisted-bin': assisted, ...others } = facts;
  const lines = factLines(others, rendering.now);
  return {
    address: isKept ? 'Where the customer lives. The address shows once identity is checked.' : place.line,
    uprn: isKept ? undefined : (place.uprn ?? undefined),
    href: isKept ? undefined : `/desk/places/${place.id}`,
    changeHref: callHref(interaction.id, { ...rendering.shown, who: 'place' }),
    facts: lines.slice(0, factsAtOnce),
    more: lines.slice(factsAtOnce),
    assisted: assisted?.value === 'yes' ? `${assisted.source}.` : undefined,
  };
}
