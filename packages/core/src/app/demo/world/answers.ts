import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { addDays, isLocalDate } from '../../../kernel/local-date.js';
import { toLocal } from '../../../kernel/london-time.js';
import { findStops, holds, itemLimits, type Answers, type AnswerValue } from '../../../services/index.js';
import type { Circumstances, GroupItem, Question, ServiceDefinition } from '../../../services/index.js';
import { addressAnswer } from './address-lines.js';
import { digits } from './customer-records.js';
import type { Random } from './random.js';
import { sampleNumber } from './sample-answers.js';
import { fitsText, sampleText } from './sample-text.js';
import type { DemoCustomer, DemoPlace } from './types.js';

/** What answers are drawn from: who asks, about which place, when, in which words. */
export interface AnswerSources {
  random: Random;
  at: Instant;
  customer?: DemoCustomer;
  place: DemoPlace;
  facts: Readonly<Record<string, string>>;
  /** What the customer said, for questions that ask for a description. */
  description: string;
}

/**
 * Answers that the service's form accepts, with hidden questions left out. Answers that would have ended the form (a
 * bin that isn't late yet) are drawn again, because no case would have been logged.
 */
export function makeAnswers(definition: ServiceDefinition, sources: AnswerSources): Answers {
  let answers: Answers = {};
  for (let attempt = 0; attempt < 25; attempt += 1) {
    answers = drawAnswers(definition.form.questions, sources);
    if (!findStops(definition, circumstancesOf(sources, answers)).some((stop) => stop.endsForm)) break;
  }
  return answers;
}

/** What routing, priority and conditions look at, at the time of the answers. */
export function circumstancesOf({ at, facts, place }: AnswerSources, answers: Answers): Circumstances {
  const { on, minuteOfDay } = toLocal(at);
  return { answers, facts, areas: [place.areaKey, place.wardName], today: on, localTime: clockTime(minuteOfDay) };
}

/** `before`: the form's answers, where the questions are a group's. */
function drawAnswers(questions: readonly Question[], sources: AnswerSources, before: Answers = {}): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    const known = { ...before, ...answers };
    if (question.showWhen && !holds(question.showWhen, circumstancesOf(sources, known))) continue;
    if (!question.required && !question.prefill && sources.random.chance(0.35)) continue;
    const answer = prefilled(question, sources) ?? drawAnswer(question, sources, known);
    if (answer !== undefined) answers[question.key] = answer;
  }
  return answers;
}

function drawAnswer(question: Question, sources: AnswerSources, answers: Answers): AnswerValue | undefined {
  const { random, customer, place, at } = sources;
  switch (question.type) {
    case 'text':
    case 'long-text':
      return sampleText(question, sources, { saidAlready: Object.values(answers).includes(sources.description) });
    case 'number':
      return sampleNumber(question, answers, random) ?? drawNumber(question, random, { low: 1, high: 4 });
    case 'money':
      return drawNumber(question, random, { low: 500, high: 24_000 });
    case 'yes-no':
      return random.chance(/emergency|danger|injur|risk|urgent|block|hazard/.test(question.key) ? 0.08 : 0.4);
    case 'choice':
      return random.pickCommon(question.options ?? []).value;
    case 'choices':
      return drawChoices(question, random);
    case 'date':
      return drawDate(question, sources, answers);
    case 'time':
      return clockTime(
        (/ends/.test(question.key) ? random.whole(21, 23) : random.whole(7, 20)) * 60 + random.pick([0, 30]),
      );
    case 'email':
      return contactOf(customer, ['email']) ?? 'customer@post.example';
    case 'telephone':
      return contactOf(customer, ['mobile', 'landline']) ?? '+441632960999';
    case 'address':
      return addressAnswer(place);
    case 'point':
      return {
        lat: place.latitude,
        long: place.longitude,
        description: `Outside ${place.number ?? ''} ${place.street}`.replace('  ', ' '),
      };
    case 'group':
      return drawItems(question, sources, answers);
    case 'file':
      return question.required ? [`demo-${toLocal(at).on}-${digits(random, 4)}`] : undefined;
  }
}

/** One item or a few, none of them blank. */
function drawItems(group: Question, sources: AnswerSources, before: Answers): GroupItem[] | undefined {
  const { min, max } = itemLimits(group);
  const wanted = Math.max(1, min, Math.min(max, sources.random.pick([1, 1, 2, 3])));
  const items = Array.from({ length: wanted }, () => drawAnswers(group.questions ?? [], sources, before) as GroupItem);
  const filled = items.filter((item) => Object.keys(item).length > 0);
  return filled.length === 0 ? undefined : filled;
}

function prefilled(question: Question, { customer, place, facts }: AnswerSources): AnswerValue | undefined {
  const { prefill, type } = question;
  if (!prefill) return undefined;
  if (prefill.startsWith('property.fact.')) {
    const value = facts[prefill.slice('property.fact.'.length)];
    if (type === 'yes-no') return value === undefined ? undefined : value === 'yes';
    return type === 'text' && value && fitsText(question, value) ? value : undefined;
  }
  if (prefill === 'property.uprn') return place.uprn;
  if (prefill === 'customer.name') return customer && customerName(customer);
  if (prefill === 'customer.telephone') return contactOf(customer, ['mobile', 'landline']);
  if (prefill === 'customer.email') return contactOf(customer, ['email']);
  return type === 'address' ? addressAnswer(place) : undefined;
}

/** The name that a customer goes by, on one line. */
export function customerName(customer: DemoCustomer): string {
  return customer.organisationName ?? [customer.givenName, customer.familyName].filter(Boolean).join(' ');
}

/** The customer's first contact point of one of these kinds. */
export function contactOf(
  customer: DemoCustomer | undefined,
  kinds: readonly DemoCustomer['contactPoints'][number]['kind'][],
): string | undefined {
  return customer?.contactPoints.find((point) => kinds.includes(point.kind))?.value;
}

function drawNumber({ min, max }: Question, random: Random, usual: { low: number; high: number }): number {
  const low = min ?? usual.low;
  const high = Math.max(low, Math.min(max ?? Math.max(low, usual.high), low + usual.high));
  return random.whole(low, high);
}

/** What a demo that is shown to rooms of people leaves out. */
const unfitToShow = /sexual|suicide/;

/** In the form's order, between its least and most. */
function drawChoices({ options = [], min = 1, max = options.length }: Question, random: Random): string[] {
  const shown = options.filter(({ value }) => !unfitToShow.test(value));
  const wanted = Math.max(1, min, Math.min(max, random.pick([1, 1, 2, 3])));
  const chosen = new Set(random.shuffle(shown).slice(0, wanted));
  return shown.filter((option) => chosen.has(option)).map((option) => option.value);
}

function drawDate(
  { key, label, within }: Question,
  { random, at, customer }: AnswerSources,
  answers: Answers,
): LocalDate {
  const { on } = toLocal(at);
  const earlier = /^(ends|to)-on$/.test(key) ? (answers['starts-on'] ?? answers['from-on']) : undefined;
  if (typeof earlier === 'string' && isLocalDate(earlier)) return addDays(earlier, random.whole(0, 2));
  if (/child/i.test(label)) return addDays(on, -random.whole(1500, 5500));
  if (/birth/.test(key)) return customer?.bornOn ?? addDays(on, -random.whole(7000, 25_000));
  if (within === 'future') return addDays(on, random.whole(3, 28));
  return addDays(on, -random.pick([0, 1, 1, 2, 3, 5, 8]));
}

function clockTime(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
