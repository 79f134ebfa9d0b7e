import { createReadStream } from 'node:fs';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { fileFault } from '../../kernel/import/row-reader.js';
import { planFields, type ColumnChoice, type CsvField, type FieldPlaces } from './csv-fields.js';
import { recordMaker } from './csv-record.js';
import { findDuplicates } from './find-duplicates.js';
import { verdictOf, type Verdict } from './found-pairs.js';
import { readPattern } from './levels.js';
import { measurePairs, type PairFigures } from './measure-pairs.js';
import { openPacker } from './pack-records.js';
import { findDayPlace, type DayPlace } from './read-born.js';

export interface EvaluateOptions extends ColumnChoice {
  /** Pairs less likely than this are left out. */
  readonly leastProbability: number;
  readonly threads: number;
}

/** Two rows of the file that may be of one customer. */
export interface EvaluatedPair {
  readonly ids: readonly [string, string];
  /** 0 to 1. */
  readonly probability: number;
  readonly verdict: Verdict;
  /** How each field that both have agrees: `forename=same surname=slip`. */
  readonly evidence: string;
}

export interface Evaluation {
  readonly records: number;
  /** Which fields were compared, and the columns they were read from. */
  readonly columns: Readonly<Partial<Record<CsvField, readonly string[]>>>;
  readonly refused: readonly { readonly line: number; readonly message: string }[];
  readonly pairs: number;
  readonly merge: number;
  readonly review: number;
  /** Groups of two or more records of one customer. */
  readonly groups: number;
  /** Against the truth, where a column tells it. */
  readonly figures?: PairFigures;
  eachPair(): Iterable<EvaluatedPair>;
}

/** Dates of this many rows tell whether a column puts the month first. */
const rowsForDates = 5000;

/**
 * Runs the duplicate finder over a CSV file of people or organisations.
 * @throws import_file_unreadable naming the column or line, and what to do
 */
export async function evaluateFile(file: string, options: EvaluateOptions): Promise<Evaluation> {
  const dayPlace = await dayPlaceOf(file, options);
  const packer = openPacker();
  const ids: string[] = [];
  const lines = new Map<string, number>();
  const truths = new Map<string, number>();
  const truth: number[] = [];
  const refused: { line: number; message: string }[] = [];
  let places: FieldPlaces | undefined;
  for await (const row of rowsOf(file, options, (found) => (places = found))) {
    if (!row.ok) {
      refused.push({ line: row.line, message: row.message });
      continue;
    }
    const { cells, plan, line } = row.value;
    const id = (cells[plan.id] ?? '').trim();
    const before = lines.get(id);
    if (id === '') throw fileFault(`Line ${line} has no ${options.idColumn}. Each row needs one of its own.`, line);
    if (before !== undefined)
      throw fileFault(
        `Lines ${before} and ${line} have one ${options.idColumn}. Choose a column in which each row has its own.`,
        line,
      );
    lines.set(id, line);
    ids.push(id);
    packer.add(recordMaker(plan, dayPlace)(cells));
    truth.push(truthOf(plan.truth === undefined ? '' : (cells[plan.truth] ?? '').trim(), truths));
  }
  const { threads, leastProbability } = options;
  const { pairs, clusters } = await findDuplicates(packer.pack(), { threads, leastProbability });
  const verdicts = Array.from(pairs.probability, (probability, at) => verdictOf(probability, pairs.pattern[at]!));
  return {
    records: ids.length,
    columns: places ? columnsOf(places) : {},
    refused,
    pairs: pairs.a.length,
    merge: verdicts.filter((verdict) => verdict === 'merge').length,
    review: verdicts.filter((verdict) => verdict === 'review').length,
    groups: clusters.groups.size,
    ...(places?.truth === undefined ? {} : { figures: measurePairs(pairs, Int32Array.from(truth)) }),
    *eachPair() {
      for (const [at, verdict] of verdicts.entries()) {
        yield {
          ids: [ids[pairs.a[at]!]!, ids[pairs.b[at]!]!],
          probability: pairs.probability[at]!,
          verdict,
          evidence: evidenceOf(pairs.pattern[at]!),
        };
      }
    },
  };
}

interface FileRow {
  readonly cells: readonly string[];
  readonly plan: FieldPlaces;
  readonly line: number;
}

function rowsOf(file: string, options: ColumnChoice, found: (places: FieldPlaces) => void) {
  return readCsvTable<FileRow>(createReadStream(file, { highWaterMark: 1 << 18 }), {}, (headings) => {
    const plan = planFields(headings, options);
    found(plan);
    return (cells, line) => ({ cells, plan, line });
  });
}

async function dayPlaceOf(file: string, options: ColumnChoice): Promise<DayPlace> {
  const dates: string[] = [];
  for await (const row of rowsOf(file, options, () => undefined)) {
    if (!row.ok) continue;
    for (const place of row.value.plan.of.get('date_of_birth') ?? []) dates.push(row.value.cells[place] ?? '');
    if (dates.length >= rowsForDates || !row.value.plan.of.has('date_of_birth')) break;
  }
  return findDayPlace(dates);
}

/** A number for each customer that the truth names; rows of which it says nothing have none. */
function truthOf(name: string, numbers: Map<string, number>): number {
  if (name === '') return -1;
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

function columnsOf({ headings, of }: FieldPlaces): Partial<Record<CsvField, string[]>> {
  return Object.fromEntries([...of].map(([field, places]) => [field, places.map((place) => headings[place] ?? '')]));
}

function evidenceOf(pattern: number): string {
  return Object.entries(readPattern(pattern))
    .filter(([, level]) => level !== 'unknown')
    .map(([field, level]) => `${field}=${level}`)
    .join(' ');
}
