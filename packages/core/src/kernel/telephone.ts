import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A number as a caller's line or a person gives it: E.164, or withheld. */
export type ReadTelephone = { kind: 'number'; e164: string } | { kind: 'withheld' };

/** What telephone systems and advisers write in place of a number (SIP privacy, RFC 3323; RFC 3325's anonymous.invalid). */
const withheldWords = new Set(
  (
    'withheld anonymous unavailable private restricted unknown blocked hidden notavailable numberwithheld ' +
    'callerwithheld callerwithheldnumber withheldnumber privatenumber nocallerid nonumber unknowncaller ' +
    'anonymousanonymousinvalid anonymousinvalid'
  ).split(' '),
);

/** Ofcom's National Telephone Numbering Plan: ten digits after the 0, begun by none of 0, 4 and 6. */
const plainUkNumber = /^0[1-357-9]\d{9}$/;
/** What `toE164` makes of such a number, and what is stored. */
const readyUkNumber = /^\+44[1-357-9]\d{9}$/;
const suffixDigits = 6;

/**
 * Reads a telephone number in any spelling, British unless it says otherwise: 01632 960144, (01632) 960.144,
 * 0044 1632 960144, +44 (0)1632 960144. An extension is left off. Undefined when it is neither a number nor one of the
 * words for a withheld one.
 */
export function readTelephone(given: string): ReadTelephone | undefined {
  const text = given.includes('@') ? sipUser(given) : given;
  const typed = isPlain(text) ? text : text.normalize('NFKC').replace(/[‐-―]/g, '-');
  if (withheldWords.has(typed.toLowerCase().replace(/[^a-z]/g, '')) && !/\d/.test(typed)) return { kind: 'withheld' };
  const e164 = toE164(typed);
  return e164 === undefined ? undefined : { kind: 'number', e164 };
}

/** Whom a SIP address names, as telephone systems pass it on: RFC 3261, section 19.1. */
function sipUser(text: string): string {
  return /\bsips?:([^@;>\s]+)@/i.exec(text)?.[1] ?? text;
}

/** The number in E.164, as +441632960144; undefined when it is not one. */
export function toE164(text: string): string | undefined {
  if (readyUkNumber.test(text)) return text;
  const national = toUkNational(text);
  if (national !== undefined && plainUkNumber.test(national)) return `+44${national.slice(1)}`;
  return toE164ByPlan(text);
}

/**
 * The number in E.164 by the numbering plans of the world. `toE164` answers the same, and twenty times faster for
 * plain British numbers, which an import has by the hundred thousand.
 */
export function toE164ByPlan(text: string): string | undefined {
  const number = withoutFrills(text);
  if (number === undefined) return undefined;
  const parsed = parsePhoneNumberFromString(number, { defaultCountry: 'GB', extract: false });
  if (!parsed) return undefined;
  // The library wants a range that is in use, and would refuse people in one that Ofcom has opened since. Where fewer
  // than ten digits are a whole number, only the library knows.
  const plain = parsed.countryCallingCode === '44' && plainUkNumber.test(`0${parsed.nationalNumber}`);
  return plain || parsed.isValid() ? parsed.number : undefined;
}

/** The last six digits, by which people quote a number without its area code; undefined when there are fewer. */
export function telephoneSuffix(text: string): string | undefined {
  const digits = text.replace(/\D/g, '');
  return digits.length < suffixDigits ? undefined : digits.slice(-suffixDigits);
}

/** A number as it is written in Britain, 01632 960144 or 020 7946 0018; one from abroad in international form. */
export function formatTelephone(e164: string): string {
  if (!readyUkNumber.test(e164)) return formatTelephoneByPlan(e164);
  const start = e164.slice(0, knownStart);
  const groups = groupsOf.get(start) ?? learnGroups(start, e164);
  if (!groups) return formatTelephoneByPlan(e164);
  const digits = `0${e164.slice('+44'.length)}`;
  let from = 0;
  return groups.map((length) => digits.slice(from, (from += length))).join(' ');
}

/** The same by the numbering plans of the world, which takes twenty times as long: a list shows dozens of numbers. */
export function formatTelephoneByPlan(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return e164;
  return parsed.countryCallingCode === '44' ? parsed.formatNational() : parsed.formatInternational();
}

/** How many digits of a ten-digit British number stand together follows from its first six after +44. */
const groupsOf = new Map<string, readonly number[]>();
const knownStart = '+44'.length + 6;
const startsKept = 20_000;

function learnGroups(start: string, e164: string): readonly number[] | undefined {
  const formatted = formatTelephoneByPlan(e164);
  if (!/^0[\d ]+$/.test(formatted)) return undefined;
  const groups = formatted.split(' ').map((group) => group.length);
  if (groupsOf.size >= startsKept) groupsOf.clear();
  groupsOf.set(start, groups);
  return groups;
}

function toUkNational(text: string): string | undefined {
  const number = withoutFrills(text)?.replace(/[\s.()/-]/g, '');
  return number?.replace(/^(?:\+|00)440?(?=[1-9])/, '0');
}

/** Without the tel: of a link, the (0) after a country code, and an extension; undefined when other letters remain. */
function withoutFrills(text: string): string | undefined {
  const plain = isPlain(text) ? text : text.normalize('NFKC').replace(/[‐-―]/g, '-');
  const number = plain
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\s,;]*(?:extension|extn|ext|x)[.:= ]*\d{1,6}$/i, '')
    .replace(/^(\+|00)(\s*44)[\s.-]*\(0\)/, '$1$2');
  return /^[+\d\s.()/-]+$/.test(number) ? number.trim() : undefined;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** A mobile number of the United Kingdom as E.164: 07 begins no other but pagers' 076 and personal numbers' 070. */
export function isMobile(telephone: string): boolean {
  return /^\+447(?:[1-57-9]\d{8}|624\d{6})$/.test(telephone);
}
