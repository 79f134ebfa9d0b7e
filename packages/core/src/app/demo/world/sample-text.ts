import type { Question } from '../../../services/index.js';
import type { AnswerSources } from './answers.js';
import { digits } from './customer-records.js';
import { textFromPattern } from './pattern-text.js';
import type { Random } from './random.js';

/**
 * Text that answers a question: by what its key asks for, what the customer said, or what its pattern takes. An optional
 * question that nothing fits stays unanswered; a required one throws, because a case without it can't be logged.
 */
export function sampleText(question: Question, sources: AnswerSources): string | undefined {
  const fitting = candidates(question, sources)
    .map((text) => text.trim())
    .find((text) => fitsText(question, text));
  if (fitting === undefined && question.required) {
    throw new Error(`No sample text fits the question ${question.key}: its pattern is ${question.pattern ?? 'absent'}`);
  }
  return fitting;
}

function candidates({ key, type, pattern }: Question, sources: AnswerSources): string[] {
  const asked =
    type === 'long-text' ? [] : asksFor.filter(([words]) => words.test(key)).map(([, draw]) => draw(sources));
  const shaped = pattern === undefined ? undefined : textFromPattern(pattern, sources.random);
  return [...asked, sources.description, shaped ?? digits(sources.random, 6), `${sources.random.whole(1, 9)}`];
}

type Draw = (sources: AnswerSources) => string;

const asksFor: readonly (readonly [RegExp, Draw])[] = [
  [/registration|number-plate|vrm/, ({ random }) => numberPlate(random)],
  [
    /make|model|vehicle/,
    ({ random }) => random.pick(['Vauxhall Corsa, silver', 'Ford Transit, white', 'Nissan Micra, red']),
  ],
  [/colour/, ({ random }) => random.pick(['Silver', 'Dark blue', 'White', 'Red'])],
  [/column|lamp|light-number|asset/, ({ random }) => `${random.whole(1, 48)}`],
  [/council-tax|account/, ({ customer, random }) => identifier(customer, 'council-tax') ?? digits(random, 8)],
  [/permit|badge|licence/, ({ customer, random }) => identifier(customer, 'blue-badge') ?? `BB${digits(random, 5)}`],
  [/name|who|contact/, ({ customer }) => (customer ? nameOf(customer) : 'A neighbour')],
  [/street|road|where|location/, ({ place }) => `${place.street}, ${place.town}`],
  [
    /access|instruction|notes/,
    ({ random }) => random.pick(['Ring the side bell', 'Key safe by the door', 'Dog in the yard']),
  ],
];

/** Whether a text question takes the text. */
export function fitsText({ type, pattern, maxLength }: Question, text: string): boolean {
  if ([...text].length > (maxLength ?? (type === 'text' ? 200 : 2000))) return false;
  if (type === 'text' && text.includes('\n')) return false;
  return text.trim() !== '' && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text));
}

/** In the shape of a number plate; no area's marks begin with Z and none hold a Q. */
function numberPlate(random: Random): string {
  const letter = () => 'ABCDEFGHJKLMNOPRSTUVWXY'.charAt(random.whole(0, 22));
  return `ZQ${random.pick(['19', '21', '23', '72', '74'])} ${letter()}${letter()}${letter()}`;
}

function identifier(customer: AnswerSources['customer'], register: string): string | undefined {
  return customer?.identifiers.find((each) => each.register === register)?.value;
}

function nameOf(customer: NonNullable<AnswerSources['customer']>): string {
  return customer.organisationName ?? [customer.givenName, customer.familyName].filter(Boolean).join(' ');
}
