import { normalisePostcode } from '../../kernel/postcode.js';
import { mustBe } from './answer-messages.js';
import type { Parsed } from './parse-answer.js';
import { readPlainText } from './parse-text.js';
import type { AddressAnswer, PointAnswer, Question } from './question-types.js';

/** An address chosen from the list ({uprn, text, postcode}) or typed by hand (the text alone). */
export function parseAddress(question: Question, raw: unknown): Parsed<AddressAnswer> {
  const given = typeof raw === 'string' ? { text: raw } : raw;
  if (!hasOnly(given, ['uprn', 'text', 'postcode'])) {
    return { message: mustBe(question, 'must be an address: its text, with a UPRN and postcode if known') };
  }
  const text = readPlainText(question, given.text ?? '', 300);
  if ('message' in text) return text;
  if (text.value === '') return { message: mustBe(question, 'must include the house and street') };
  const uprn = readUprn(given.uprn);
  if (uprn === undefined) return { message: mustBe(question, 'must have a UPRN of up to 12 digits') };
  const postcode = readPostcode(given.postcode);
  if (postcode === undefined) return { message: mustBe(question, 'must have a full postcode, like AB1 2CD') };
  return { value: { ...(uprn && { uprn }), text: text.value, ...(postcode && { postcode }) } };
}

/** A place on the map, in words, or both. Coordinates are kept as given. */
export function parsePoint(question: Question, raw: unknown): Parsed<PointAnswer> {
  const given = typeof raw === 'string' ? { description: raw } : raw;
  if (!hasOnly(given, ['lat', 'long', 'description'])) {
    return { message: mustBe(question, 'must be a place on the map or a description of it') };
  }
  const description = readPlainText(question, given.description ?? '', 500);
  if ('message' in description) return description;
  const described = description.value === '' ? {} : { description: description.value };
  if (isEmpty(given.lat) && isEmpty(given.long)) return { value: described };
  const [lat, long] = [readDegrees(given.lat), readDegrees(given.long)];
  if (lat === undefined || long === undefined) {
    return { message: mustBe(question, 'must have both a latitude and a longitude, like 51.5 and -0.1') };
  }
  const isInBritishIsles = lat >= 49 && lat <= 61.5 && long >= -11 && long <= 2.5;
  if (!isInBritishIsles) return { message: mustBe(question, 'must be a place in the United Kingdom') };
  return { value: { lat, long, ...described } };
}

/** Up to 12 digits without leading zeros; '' when none was given. */
function readUprn(raw: unknown): string | undefined {
  if (isEmpty(raw)) return '';
  if (typeof raw !== 'string' || !/^\d{1,12}$/.test(raw.trim())) return undefined;
  return raw.trim().replace(/^0+/, '') || undefined;
}

/** In its one written form; '' when none was given. */
function readPostcode(raw: unknown): string | undefined {
  if (isEmpty(raw)) return '';
  return typeof raw === 'string' ? normalisePostcode(raw) : undefined;
}

function readDegrees(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  return typeof raw === 'string' && /^-?\d{1,3}(\.\d{1,15})?$/.test(raw.trim()) ? Number(raw) : undefined;
}

function hasOnly(raw: unknown, keys: string[]): raw is Record<string, unknown> {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    !Array.isArray(raw) &&
    Object.keys(raw).every((key) => keys.includes(key))
  );
}

function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '';
}
