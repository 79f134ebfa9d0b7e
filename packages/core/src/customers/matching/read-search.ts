import type { LocalDate } from '../../kernel/clock.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { endsAsStreet, foldStreet, readAddressLine } from './address-words.js';
import { findPostcode } from './postcode.js';
import { foldEmail, foldReference } from './search-tokens.js';
import { foldNames, foldNamesApart } from '../../kernel/names/fold-words.js';
import { tellingNames } from './name-words.js';
import { toE164 } from '../../kernel/telephone.js';

/** What an adviser's words are about. Several parts may stand together: "smith dm4 2ll". */
export interface SearchReading {
  /** Normalised. Look for the case first; the other parts still stand, for a name can pass for a reference. */
  caseReference?: string;
  email?: string;
  bornOn?: LocalDate;
  /** E.164. */
  telephone?: string;
  /** The last digits of a number, four or more. */
  telephoneEnd?: string;
  postcode?: string;
  /** How the postcode begins: `DM4 ` or `DM4 2`. */
  postcodeStart?: string;
  house?: string;
  street?: string;
  /** Letters and digits in capitals. */
  reference?: string;
  /** Folded, surname beginnings joined ("van der berg" is one); empty when no name was typed. */
  names: readonly string[];
  /** The same words apart, where that differs: Mac and Ben are first names too. */
  namesApart?: readonly string[];
}

export interface ReadSearchOptions {
  /** Answers the normalised case reference when the whole text is one. Cases know their own spelling. */
  findCaseReference?: (text: string) => string | undefined;
}

const mostTyped = 200;
const mostNames = 6;
const emailInText = /[^\s<>,;]+@[^\s<>,;]*/;
const dateInText = /\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+[a-z]{3,9}\s+\d{4})\b/i;
const nameThenAddress = /^(.*\p{L})[\s,]+(\d{1,4}\s?[a-z]?\s+\p{L}.*)$/iu;
const telephoneInText = /(?:\+|\b|\()\d[\d\s().-]{7,}\d\b/;

/** Reads what an adviser typed. Never fails: what is nothing else is taken as names. */
export function readSearch(typed: string, options: ReadSearchOptions = {}): SearchReading {
  const text = tidy(typed.normalize('NFKC').slice(0, mostTyped));
  const caseReference = options.findCaseReference?.(text);
  const reading: SearchReading = { ...(caseReference === undefined ? {} : { caseReference }), names: [] };
  let rest = takeOut(text, emailInText, (email) => (reading.email = foldEmail(email)));
  rest = takeOut(rest, dateInText, (date) => {
    const born = parseLocalDate(date);
    return born.ok ? (reading.bornOn = born.value) : undefined;
  });
  rest = takeOut(rest, telephoneInText, (number) => (reading.telephone = toE164(number)));
  const { rest: words, ...postcode } = findPostcode(rest);
  Object.assign(reading, postcode);
  readWords(reading, tidy(words));
  return reading;
}

function readWords(reading: SearchReading, text: string): void {
  if (text === '') return;
  const digits = text.replace(/[\s().+-]/g, '');
  if (/^\d+$/.test(digits)) {
    readDigits(reading, digits);
  } else if (/^(?:flat|apartment|apt|unit|room)\b/i.test(text) || /^\d{1,4}\s?[a-z]?[\s,]+\p{L}/iu.test(text)) {
    Object.assign(reading, readAddressLine(text));
  } else if (/^\d{1,4}\s?[a-z]$/i.test(text) && (reading.postcode ?? reading.postcodeStart) !== undefined) {
    reading.house = digits.toLowerCase();
  } else {
    const at = nameThenAddress.exec(text);
    const [, name, address] = at && endsAsStreet(at[2] ?? '') ? at : [];
    if (address) Object.assign(reading, readAddressLine(address));
    readNamesAndReference(reading, name ?? text);
  }
}

function readDigits(reading: SearchReading, digits: string): void {
  const beside = reading.postcode ?? reading.postcodeStart;
  if (beside !== undefined && digits.length <= 4) reading.house = digits;
  else {
    reading.reference = digits;
    if (digits.length >= 4 && reading.telephone === undefined) reading.telephoneEnd = digits;
  }
}

function readNamesAndReference(reading: SearchReading, text: string): void {
  const words = text.split(/[\s,]+/);
  const references = words.filter((word) => /\d/.test(word) && foldReference(word).length >= 4);
  if (references[0] !== undefined) reading.reference = foldReference(references[0]);
  const nameText = words.filter((word) => !/\d/.test(word)).join(' ');
  const names = tellingNames(foldNames(nameText)).slice(0, mostNames);
  const apart = tellingNames(foldNamesApart(nameText)).slice(0, mostNames);
  reading.names = names;
  if (apart.join(' ') !== names.join(' ')) reading.namesApart = apart;
  if (reading.street === undefined && endsAsStreet(nameText)) reading.street = foldStreet(nameText);
}

/** Takes the first match out of the text when it can be read. */
function takeOut(text: string, pattern: RegExp, read: (found: string) => string | undefined): string {
  const found = pattern.exec(text);
  if (!found || read(found[0]) === undefined) return text;
  return tidy(`${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`);
}

function tidy(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
