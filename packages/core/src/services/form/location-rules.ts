import type { AnswerError } from './form-rules.js';
import { parseAddress, parsePoint } from './parse-places.js';
import type { AddressAnswer, PointAnswer, Question } from './question-types.js';
import type { ServiceDefinition } from '../types.js';

/** Where the case is about. */
export type CaseLocation = ({ kind: 'address' } & AddressAnswer) | ({ kind: 'point' } & PointAnswer);

/** `location` is absent where none was given and none is needed. */
export type ParsedLocation = { location?: CaseLocation; error?: AnswerError };

/**
 * The case's own location from what a browser or an API client sent: {uprn, text, postcode} for an address,
 * {lat, long, description} for a point. The error's field is `location`.
 */
export function parseLocation({ location }: Pick<ServiceDefinition, 'location'>, raw: unknown): ParsedLocation {
  const given = withoutEmpty(raw);
  if (given === undefined) return location.required ? { error: wrong(MISSING[location.kind]) } : {};
  if (location.kind === 'none') return { error: wrong('Leave the location out: this service has none') };
  const isPoint = 'lat' in given || 'long' in given || 'description' in given;
  const kind = location.kind === 'either' ? (isPoint ? 'point' : 'address') : location.kind;
  return kind === 'point' ? readPoint(given) : readAddress(given);
}

function readPoint(given: object): ParsedLocation {
  const parsed = parsePoint(PLACE, given);
  return 'message' in parsed ? { error: wrong(parsed.message) } : { location: { kind: 'point', ...parsed.value } };
}

function readAddress(given: object): ParsedLocation {
  const parsed = parseAddress(ADDRESS, given);
  return 'message' in parsed ? { error: wrong(parsed.message) } : { location: { kind: 'address', ...parsed.value } };
}

/** Empty boxes of a form are as good as absent. */
function withoutEmpty(raw: unknown): object | undefined {
  if (typeof raw !== 'object' || raw === null) return raw ? { text: raw } : undefined;
  const filled = Object.entries(raw).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

function wrong(message: string): AnswerError {
  return { field: 'location', message };
}

const MISSING: Record<ServiceDefinition['location']['kind'], string> = {
  none: 'Leave the location out: this service has none',
  address: 'Choose the address',
  point: 'Show the place on the map, or describe it',
  either: 'Choose the address, or show or describe the place',
};

/** The parsers of answers say what is wrong in terms of a question. */
const PLACE: Question = {
  key: 'location',
  label: 'The place',
  type: 'point',
  required: true,
  stops: [],
  personal: 'none',
};
const ADDRESS: Question = { ...PLACE, label: 'The address', type: 'address', personal: 'personal' };
