/**
 * A Unique Property Reference Number as it is stored: up to 12 digits, without leading zeros (GeoPlace, DEC-UPRN).
 * `undefined` when the text isn't one. Spreadsheets drop or add zeros, so they never tell two properties apart.
 */
export function normaliseUprn(text: string): string | undefined {
  return withoutZeros(text, 12);
}

/** A Unique Street Reference Number: up to 8 digits, without leading zeros. */
export function normaliseUsrn(text: string): string | undefined {
  return withoutZeros(text, 8);
}

function withoutZeros(text: string, maxDigits: number): string | undefined {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return undefined;
  const significant = digits.replace(/^0+/, '');
  return significant === '' || significant.length > maxDigits ? undefined : significant;
}
