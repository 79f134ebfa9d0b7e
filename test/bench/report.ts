import { writeFileSync } from 'node:fs';
import type { DispatchFigures } from './dispatch-rate.js';
import { examplesForEach } from './search/topics.js';
import type { MatchingFigures } from './matching/measure-matching.js';
import type { Measurement } from './measure.js';
import type { Recall, SearchFigures } from './search/recall.js';
import type { Memory } from './servers/own-process.js';

export interface Figures {
  readonly machine: string;
  readonly engine: string;
  readonly customers: number;
  readonly measurements: readonly Measurement[];
  readonly memory: Memory;
  readonly importPerSecond: number;
  readonly dispatch: DispatchFigures;
  readonly addressesPerSecond: number;
  readonly search: SearchFigures;
  readonly matching: MatchingFigures;
}

const columns: readonly string[] = [
  'operation',
  'conn',
  'p50 ms',
  'p99 ms',
  'per s',
  'from memory',
  'prepared',
  'Knex',
  'of prepared',
  'of Knex',
  'CPU ms',
  'prepared CPU ms',
];

/** A table that reads in a terminal and in Markdown. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => [
    one.name,
    String(one.connections),
    one.p50Ms.toFixed(1),
    one.p99Ms.toFixed(1),
    whole(one.perSecond),
    whole(one.memoryPerSecond),
    whole(one.preparedPerSecond),
    one.knexPerSecond === undefined ? '' : whole(one.knexPerSecond),
    share(one.perSecond, one.preparedPerSecond),
    share(one.perSecond, one.knexPerSecond),
    one.processorMs.toFixed(2),
    one.preparedProcessorMs.toFixed(2),
  ]);
  const used = columns.map((_, column) => rows.some((row) => row[column] !== ''));
  const kept = [columns, ...rows].map((row) => row.filter((_, column) => used[column]));
  const widths = (kept[0] ?? []).map((_, column) => Math.max(...kept.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head = [], ...body] = kept;
  return [line(head), rule, ...body.map(line)].join('\n');
}

export function summaryOf({
  memory,
  importPerSecond,
  dispatch,
  addressesPerSecond,
  search,
  matching,
}: Figures): string {
  return [
    `Server memory: ${memory.residentMb} MiB resident, of which ${memory.ownMb} MiB its own (the rest: mapped files)`,
    `Import: ${whole(importPerSecond)} customers a second, ${whole(addressesPerSecond)} addresses a second`,
    `Deliveries: ${whole(dispatch.perSecond)} a second by one connection, ${share(dispatch.perSecond, dispatch.ceilingPerSecond)} of ${whole(dispatch.ceilingPerSecond)} durable updates a second`,
    `Search: ${search.questions} questions about ${search.articles} articles, none in the articles’ words`,
    `  as published: ${recallWords(search)}`,
    `  after ${examplesForEach} resolved enquiries an article: ${recallWords(search.afterLearning)}`,
    ...matchingLines(matching),
  ].join('\n');
}

function recallWords({ recallAt1, recallAt3, recallAt5 }: Recall): string {
  const [first, three, five] = [recallAt1, recallAt3, recallAt5].map((recall) => `${(recall * 100).toFixed(1)}%`);
  return `the right one first ${first}, among three ${three}, among five ${five}`;
}

/** A calibrated finder is right as often as it says: the last two columns agree. */
function matchingLines({
  customers,
  seconds,
  truePairs,
  precision,
  recall,
  f1,
  calibration,
}: MatchingFigures): string[] {
  const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;
  return [
    `Duplicates: ${whole(customers)} customers in ${seconds.toFixed(1)} s; of ${whole(truePairs)} true pairs recall ${percent(recall)}, precision ${percent(precision)}, F1 ${percent(f1)}`,
    ...calibration.map(
      ({ from, to, pairs, predicted, observed }) =>
        `  ${from} to ${to}: ${whole(pairs)} pairs, said ${percent(predicted)}, true ${percent(observed)}`,
    ),
  ];
}

/** The figures as one JSON object. The ceiling is prepared statements on SQLite and Knex on PostgreSQL. */
export function writeJson(
  file: string,
  {
    machine,
    customers,
    measurements,
    memory,
    importPerSecond,
    dispatch,
    addressesPerSecond,
    search,
    matching,
  }: Figures,
): void {
  const operations = measurements.map((one) => ({
    name: one.name,
    connections: one.connections,
    p50Ms: round(one.p50Ms),
    p99Ms: round(one.p99Ms),
    perSecond: round(one.perSecond),
    ceilingPerSecond: round(one.knexPerSecond ?? one.preparedPerSecond),
  }));
  const figures = {
    machine,
    customers,
    operations,
    memoryMb: memory.residentMb,
    importPerSecond: Math.round(importPerSecond),
    dispatch: {
      perSecond: Math.round(dispatch.perSecond),
      ceilingPerSecond: Math.round(dispatch.ceilingPerSecond),
    },
    addressesPerSecond: Math.round(addressesPerSecond),
    search: { ...search, ...recallFigures(search), afterLearning: recallFigures(search.afterLearning) },
    matching: matchingFigures(matching),
  };
  writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}

const recallFigures = ({ recallAt1, recallAt3, recallAt5 }: Recall): Recall => ({
  recallAt1: round(recallAt1 * 100) / 100,
  recallAt3: round(recallAt3 * 100) / 100,
  recallAt5: round(recallAt5 * 100) / 100,
});

function matchingFigures({ customers, seconds, precision, recall, f1, calibration }: MatchingFigures): object {
  const fine = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    customers,
    seconds: round(seconds),
    precision: fine(precision),
    recall: fine(recall),
    f1: fine(f1),
    calibration,
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');
const round = (value: number): number => Math.round(value * 100) / 100;

function share(part: number, of: number | undefined): string {
  return of === undefined ? '' : `${Math.round((part / of) * 100)}%`;
}
