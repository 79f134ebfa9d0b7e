import { fileFault } from './row-reader.js';

/**
 * Splits text into CSV records (RFC 4180; line ends may be CRLF, LF or CR).
 *
 * Why not a library: after a broken quotation mark csv-parse swallows whatever follows up to the next quotation mark
 * without naming it, and gives the line on which a record ends. Here a broken record is one fault on its first line,
 * and reading resumes on the line below. The tests hold this scanner to csv-parse on well-formed text.
 */
export interface CsvRecord {
  /** Line (from 1) on which the record begins. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why the record can't be used. */
  readonly fault?: string;
  /** The file ended without a line break after this record: it may have been cut short. */
  readonly unterminated?: true;
}

export interface CsvScanner {
  push(text: string): CsvRecord[];
  end(): CsvRecord[];
}

export const MAX_FIELD_CHARACTERS = 1_048_576;
const MAX_RECORD_CHARACTERS = 8 * MAX_FIELD_CHARACTERS;

type Parsed =
  | { readonly fields: string[]; readonly next: number; readonly lines: number; readonly terminated: boolean }
  | { readonly fault: string }
  | 'incomplete';

export function openCsvScanner(delimiter: ',' | ';' | '\t'): CsvScanner {
  let rest = '';
  let line = 1;
  const scan = (text: string, final: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const parsed = parseRecord(text, at, delimiter, final);
      if (parsed === 'incomplete') break;
      if ('fault' in parsed) {
        records.push({ line, fields: [], fault: parsed.fault });
        at = nextLine(text, at);
        line += 1;
        continue;
      }
      if (parsed.fields.length > 1 || parsed.fields[0] !== '') records.push(toRecord(line, parsed));
      at = parsed.next;
      line += parsed.lines;
    }
    rest = text.slice(at);
    if (rest.length > MAX_RECORD_CHARACTERS)
      throw fileFault(`The record on line ${line} is too long for a CSV file.`, line);
    return records;
  };
  return { push: (text) => scan(rest + text, false), end: () => scan(rest, true) };
}

function toRecord(line: number, parsed: Exclude<Parsed, 'incomplete' | { fault: string }>): CsvRecord {
  if (parsed.fields.some((field) => field.length > MAX_FIELD_CHARACTERS)) return { line, fields: [], fault: tooLong };
  return parsed.terminated ? { line, fields: parsed.fields } : { line, fields: parsed.fields, unterminated: true };
}

const tooLong = 'A cell is longer than 1 MB. Shorten it, or close its quotation marks.';
const neverClosed = 'A quotation mark is opened and never closed. Close it, or double it if it belongs to the text.';
const textAfterQuote =
  'Text follows a closing quotation mark. Double each quotation mark that belongs to the text (“” for one).';

function parseRecord(text: string, start: number, delimiter: string, final: boolean): Parsed {
  const lineEnd = endOfLine(text, start);
  if (lineEnd < 0 && !final)
    return text.length - start > MAX_FIELD_CHARACTERS ? parseFields(text, start, delimiter, final) : 'incomplete';
  const end = lineEnd < 0 ? text.length : lineEnd;
  if (lineEnd >= 0 && text[lineEnd] === '\r' && lineEnd + 1 === text.length && !final) return 'incomplete';
  const wholeLine = text.slice(start, end);
  if (wholeLine.includes('"')) return parseFields(text, start, delimiter, final);
  return {
    fields: wholeLine.split(delimiter),
    next: afterLineEnd(text, end),
    lines: 1,
    terminated: lineEnd >= 0,
  };
}

function parseFields(text: string, start: number, delimiter: string, final: boolean): Parsed {
  const fields: string[] = [];
  let at = start;
  let lines = 0;
  for (;;) {
    const field = parseField(text, at, delimiter, final);
    if (typeof field === 'string') return field === 'incomplete' ? field : { fault: field };
    fields.push(field.value);
    lines += field.lines;
    if (field.end >= text.length)
      return final ? { fields, next: text.length, lines: lines + 1, terminated: false } : 'incomplete';
    if (text[field.end] === delimiter) {
      at = field.end + 1;
      continue;
    }
    if (text[field.end] === '\r' && field.end + 1 === text.length && !final) return 'incomplete';
    return { fields, next: afterLineEnd(text, field.end), lines: lines + 1, terminated: true };
  }
}

/** A field from `start`; `end` is the place of the delimiter or line end after it. A string is a fault. */
function parseField(
  text: string,
  start: number,
  delimiter: string,
  final: boolean,
): { value: string; end: number; lines: number } | string {
  let open = start;
  while (text[open] === ' ') open += 1;
  if (text[open] !== '"') {
    const end = endOfPlainField(text, start, delimiter);
    return { value: text.slice(start, end), end, lines: 0 };
  }
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) {
    if (text.length - open > MAX_FIELD_CHARACTERS) return tooLong;
    return final ? neverClosed : 'incomplete';
  }
  if (close + 1 === text.length && !final) return 'incomplete';
  let end = close + 1;
  while (text[end] === ' ') end += 1;
  if (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') return textAfterQuote;
  const quoted = text.slice(open + 1, close);
  return { value: quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted, end, lines: countLineEnds(quoted) };
}

function endOfPlainField(text: string, start: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === code || character === 10 || character === 13) return at;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const feed = text.indexOf('\n', start);
  const line = feed < 0 ? text.slice(start) : text.slice(start, feed);
  const carriage = line.indexOf('\r');
  return carriage < 0 ? feed : start + carriage;
}

function afterLineEnd(text: string, end: number): number {
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
}

function nextLine(text: string, start: number): number {
  const end = endOfLine(text, start);
  return end < 0 ? text.length : afterLineEnd(text, end);
}

function countLineEnds(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.split(/\r\n|\n|\r/).length - 1;
}
