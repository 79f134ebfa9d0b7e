import { normalisePostcode } from '../../kernel/postcode.js';

/** The parts of a postcode: DM4 2LL has area DM, outcode DM4, sector DM4 2, unit LL (Royal Mail; BS 7666-2). */
export interface PostcodeParts {
  postcode: string;
  area: string;
  outcode: string;
  sector: string;
  unit: string;
}

/** A9, A99, AA9, AA99, A9A and AA9A, the shapes of the first half. */
const outcodeShape = /^[A-Z]{1,2}\d[A-Z\d]?$/;
const anyPostcode = /\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/i;
const sectorAtEnd = /\b([a-z]{1,2}\d[a-z\d]?)\s+(\d)$/i;

/** The parts of a postcode in any case and spacing; undefined when it has none of a postcode's shapes. */
export function readPostcode(text: string): PostcodeParts | undefined {
  const postcode = normalisePostcode(text);
  if (postcode === undefined) return undefined;
  const [outcode = '', incode = ''] = postcode.split(' ');
  return {
    postcode,
    area: outcode.replace(/\d.*$/, ''),
    outcode,
    sector: `${outcode} ${incode.slice(0, 1)}`,
    unit: incode.slice(1),
  };
}

/** Whether a text in capitals is shaped as the first half of a postcode. */
export function isOutcode(text: string): boolean {
  return outcodeShape.test(text);
}

/** A postcode or the beginning of one within a longer text, and the text without it. */
export interface FoundPostcode {
  /** Whole, as DM4 2LL. */
  postcode?: string;
  /** The beginning: an outcode and a space (`DM4 `), or a sector (`DM4 2`), as stored postcodes begin with it. */
  postcodeStart?: string;
  rest: string;
}

/** Looks for a whole postcode anywhere, else for a sector at the end, else for an outcode as a first or last word. */
export function findPostcode(text: string): FoundPostcode {
  const whole = anyPostcode.exec(text);
  const postcode = whole ? normalisePostcode(whole[0]) : undefined;
  if (whole && postcode) return { postcode, rest: without(text, whole.index, whole[0].length) };
  const sector = sectorAtEnd.exec(text);
  if (sector) return { postcodeStart: sector[0].toUpperCase().replace(/\s+/, ' '), rest: text.slice(0, sector.index) };
  const words = text.split(/\s+/);
  const at = isOutcode(words.at(-1)?.toUpperCase() ?? '') ? words.length - 1 : 0;
  const outcode = words[at]?.toUpperCase() ?? '';
  if (!isOutcode(outcode)) return { rest: text };
  return { postcodeStart: `${outcode} `, rest: words.filter((_, place) => place !== at).join(' ') };
}

function without(text: string, start: number, length: number): string {
  return `${text.slice(0, start)} ${text.slice(start + length)}`.replace(/\s+/g, ' ').trim();
}
