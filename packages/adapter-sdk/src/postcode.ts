/** Outward code, then a digit and two letters; C I K M O V never end a postcode (Royal Mail's PAF Programmers’ Guide). */
const SHAPE = /^(?:GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2})$/;

/**
 * A UK postcode in its one written form: upper case, one space before the last three characters. `undefined` when the
 * text hasn't a postcode's shape. Letters and digits are never exchanged: O for 0 is for the typist to correct.
 */
export function normalisePostcode(text: string): string | undefined {
  const bare = text.toUpperCase().replace(/\s+/g, '');
  if (!SHAPE.test(bare)) return undefined;
  return `${bare.slice(0, -3)} ${bare.slice(-3)}`;
}
