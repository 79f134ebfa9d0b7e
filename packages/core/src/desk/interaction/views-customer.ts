import {
  formatTelephone,
  preferredChannelWords,
  type BeforeCheck,
  type CustomerRecord,
} from '../../customers/index.js';
import type { IdentityLevel } from '../../interactions/index.js';
import type { PillView } from '../../web/components.js';
import { callHref, withoutWho } from './call-address.js';
import { identityQuestionsFor, type QuestionToAsk } from './identity-questions.js';
import type { Call } from './read-call.js';
import { speakingCard, type SpeakingCard } from './views-speaking.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';

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
  /** Who speaks for them, or may. */
  readonly speaking: SpeakingCard;
  /** Absent once the highest level is reached, and while somebody speaks who may not. */
  readonly check: { readonly text: string; readonly href: string } | undefined;
}

export interface CheckCard {
  readonly form: FormBasics;
  readonly questions: readonly QuestionToAsk[];
  readonly error: string | undefined;
  readonly backHref: string;
}

export function customerCard(call: Call, rendering: Rendering): CustomerCard | undefined {
  const { shown, may } = rendering;
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
    speaking: speakingCard(
      call,
      person.id,
      value.shows === 'record' ? value.record.representations : value.representations,
      rendering,
    ),
    check:
      level === 'full' || interaction.representing?.mayAct === false
        ? undefined
        : { text: level === 'none' ? 'Check identity' : 'Check fully', href: checkHref },
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
    ...(record.preferredChannel ? [{ label: 'Prefers', value: preferredChannelWords[record.preferredChannel] }] : []),
    ...needsAndLanguage(record),
  ];
}

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

export function checkCard(call: Call, record: CustomerRecord, rendering: Rendering): CheckCard {
  const { interaction } = call;
  return {
    form: formTo('/check', interaction, rendering),
    questions: identityQuestionsFor(record, interaction),
    error: errorOf('questions', rendering)?.text,
    backHref: callHref(interaction.id, withoutWho(rendering.shown)),
  };
}
