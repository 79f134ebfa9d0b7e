/** What a spreadsheet would take for a formula: its first sign, also full-width, after a tab or a line end. */
const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

/** Told to programs that would otherwise read the file in an old code page. */
export const csvBeginning = '\uFEFF';

/**
 * A line of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection), so that a name typed by a customer stays a name on the computer of whoever opens the file.
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
