import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput } from '../../kernel/errors.js';
import { toLocal } from '../../kernel/london-time.js';
import { findPlace } from '../../places/index.js';
import {
  findStops,
  parseAnswers,
  parseLocation,
  type AnswerError,
  type Answers,
  type Circumstances,
  type FoundStop,
  type PublishedService,
  type ServiceDefinition,
  type StopOutcome,
} from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { cardErrors } from './cards.js';
import { chosenPlaceId, locate, locatePlace, type LocatedCase } from './case-location.js';
import type { LogCase } from './log-input.js';

/** A filled form, read and found sound. */
export interface ReadForm {
  readonly answers: Answers;
  readonly located: LocatedCase;
  readonly circumstances: Circumstances;
  /** Stops that apply, emergencies first. */
  readonly stops: readonly FoundStop[];
}

/**
 * Reads a form's answers and location, as a browser or an API client sent them.
 * @throws bad_input naming each answer (`answers.<question>`) and `location`
 */
export async function readForm(
  db: Reads,
  { definition }: Pick<PublishedService, 'definition'>,
  raw: { readonly answers: unknown; readonly location?: unknown },
  now: Instant,
): Promise<ReadForm> {
  const { on: today, minuteOfDay } = toLocal(now);
  const { answers, errors } = parseAnswers(definition, raw.answers, { today });
  const { located, error } = await readLocation(db, definition, raw.location);
  const faults = [
    ...[...errors, ...cardErrors(answers)].map(({ field, message }) => ({
      field: field === '' ? 'answers' : `answers.${field}`,
      message,
    })),
    ...(error ? [{ field: error.field, message: error.message }] : []),
  ];
  if (faults.length > 0) throw badInput({ faults });
  const { facts, areas } = located;
  const circumstances = { answers, facts, areas, today, localTime: clockTime(minuteOfDay) };
  return { answers, located, circumstances, stops: findStops(definition, circumstances) };
}

/**
 * The answer to a file question is made of files that were uploaded, never what a client wrote: a digest that leads
 * nowhere would answer a question that must be answered.
 * @throws bad_input on `answers.<question>`
 */
export function refuseWrittenFiles({ form }: Pick<ServiceDefinition, 'form'>, answers: unknown): void {
  const written = new Map(Object.entries(typeof answers === 'object' && answers !== null ? answers : {}));
  const faults = form.questions
    .filter(({ type, key }) => type === 'file' && (written.get(key) ?? null) !== null)
    .map(({ key }) => ({ field: `answers.${key}`, message: 'Upload the file, then name it in “files”' }));
  if (faults.length > 0) throw badInput({ faults });
}

/** The answer to a file question is the digests of its files. */
export function withFiles({ answers, location, files }: Pick<LogCase, 'answers' | 'location' | 'files'>): {
  answers: unknown;
  location?: unknown;
} {
  if (files.length === 0) return { answers, location };
  const digests: Record<string, string[]> = {};
  for (const { question, digest } of files) digests[question] = [...(digests[question] ?? []), digest];
  return { answers: { ...(answers as object), ...digests }, location };
}

/**
 * A location as a form or an API client gives it: {placeId} of an address chosen from the gazetteer, {uprn, text,
 * postcode}, or {lat, long, description}.
 */
export async function readLocation(
  db: Reads,
  definition: Pick<ServiceDefinition, 'location'>,
  raw: unknown,
): Promise<{ located: LocatedCase; error?: AnswerError }> {
  const placeId = chosenPlaceId(raw);
  const place = placeId === undefined ? undefined : await findPlace(db, placeId);
  const takesAddress = definition.location.kind === 'address' || definition.location.kind === 'either';
  if (place && takesAddress) return { located: await locatePlace(db, place) };
  const { location, error } = parseLocation(definition, raw);
  return { located: await locate(db, location), ...(error ? { error } : {}) };
}

/** @throws form_stopped with what to tell the customer, unless every kind of stop was confirmed */
export function refuseStops(stops: readonly FoundStop[], confirmed: readonly StopOutcome[]): void {
  const left = stops.filter(({ outcome }) => !confirmed.includes(outcome));
  if (left.length === 0) return;
  const faults = left.map(({ question, say }) => ({ field: `answers.${question}`, message: say }));
  throw caseErrors.stopped({ faults, facts: { stops: left } });
}

/** "09:05", as conditions on the time of day have it. */
export function clockTime(minuteOfDay: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
