import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { LocalDate } from '../../kernel/clock.js';
import { dateCell, neededCell } from '../../kernel/import/cells.js';
import { decodeAll } from '../../kernel/import/decode-text.js';
import { RowFault, fileFault, readRow } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';

export type BankHolidayDivision = 'england-and-wales' | 'scotland' | 'northern-ireland';

export interface BankHoliday {
  readonly division: BankHolidayDivision;
  readonly on: LocalDate;
  readonly title: string;
}

const DIVISIONS: readonly BankHolidayDivision[] = ['england-and-wales', 'scotland', 'northern-ireland'];
const MAX_CHARACTERS = 2_000_000;

/** https://www.gov.uk/bank-holidays.json: an object of divisions, each with its `events`. */
export const bankHolidays: ImportFormat<BankHoliday> = {
  name: 'bank-holidays',
  describe: 'Bank holidays of the three divisions of the UK, as GOV.UK publishes them in bank-holidays.json.',
  async *read(source, options) {
    const text = await decodeAll(source, options, MAX_CHARACTERS);
    const lines = new LineCounter();
    const document = parsedJson(text, lines);
    const events = DIVISIONS.flatMap((division) => eventsOf(document, division));
    for (const { division, offset, value } of events.sort((a, b) => a.offset - b.offset)) {
      const line = lines.linePos(offset).line;
      const row = readRow(line, () => toHoliday(division, value));
      if (row && row.line > (options.afterLine ?? 0)) yield row;
    }
  },
};

/** JSON is read by the YAML parser, which knows the line of each value, once JSON's own parser has passed it. */
function parsedJson(text: string, lines: LineCounter): Document {
  try {
    JSON.parse(text);
  } catch {
    throw fileFault('The file isn’t JSON. Download https://www.gov.uk/bank-holidays.json again.');
  }
  return parseDocument(text, { lineCounter: lines });
}

interface PlacedEvent {
  readonly division: BankHolidayDivision;
  readonly offset: number;
  readonly value: unknown;
}

function eventsOf(document: Document, division: BankHolidayDivision): PlacedEvent[] {
  const events = document.getIn([division, 'events']);
  if (!isSeq(events)) {
    throw fileFault(`The file has no “events” for ${division}. It needs the divisions ${DIVISIONS.join(', ')}.`);
  }
  return events.items.map((item) => ({
    division,
    offset: isMap(item) || isScalar(item) ? (item.range?.[0] ?? 0) : 0,
    value: isMap(item) ? (item.toJSON() as unknown) : undefined,
  }));
}

function toHoliday(division: BankHolidayDivision, event: unknown): BankHoliday {
  const { date, title } = (event ?? {}) as { date?: unknown; title?: unknown };
  if (typeof date !== 'string' || typeof title !== 'string') {
    throw new RowFault('Give each event a “title” and a “date”, both as text.');
  }
  return { division, on: dateCell(date, 'date'), title: neededCell(title.trim(), 'title') };
}
