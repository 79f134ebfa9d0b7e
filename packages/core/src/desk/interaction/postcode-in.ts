import { normalisePostcode } from '../../kernel/postcode.js';

const atTheEnd = /[,\s]*\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})\s*$/i;

/** An address as somebody writes it in one line, with the postcode that it may end in apart. */
export function findPostcodeIn(address: string): { line: string; postcode?: string } {
  const found = atTheEnd.exec(address);
  const postcode = found?.[1] === undefined ? undefined : normalisePostcode(found[1]);
  if (found === null || postcode === undefined) return { line: address };
  return { line: address.slice(0, found.index).trim() || postcode, postcode };
}
