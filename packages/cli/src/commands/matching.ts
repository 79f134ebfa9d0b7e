import { InvalidArgumentError, type Command } from 'commander';
import { createWriteStream, existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EvaluatedPair, Evaluation } from '@moothall/core';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';

interface Options {
  readonly idColumn: string;
  readonly map: readonly (readonly [string, string])[];
  readonly truth?: string;
  readonly out?: string;
  readonly from: number;
  readonly threads: number;
  readonly json?: boolean;
}

const help = `
--map takes our names for what a row holds to the file's columns, and may be given several times. A field may have
several columns (phone=home,phone=mobile). Our names:
  forename, middle_names, surname, or name (all in one); organisation; title, suffix, sex;
  date_of_birth (1948-03-09, 19480309, 09/03/1948); telephone; email; house (its number or name), street, town,
  county, postcode (of any country); identifier (a number that one person has).
first_name, dob, phone, street_number, suburb and other usual names are known too. Without --map, columns are known by
their headings. What a file lacks counts neither for nor against.

Pairs are written as CSV: id_1, id_2, probability, verdict (merge, review, different), evidence. Without --out they are
printed, and the summary goes to standard error.

Ends with 0; 2 when the command or a column is not understood; 3 when there is no such file; 5 when rows were refused.

Examples:
  moothall matching evaluate people.csv --id-column ref --out pairs.csv
  moothall matching evaluate people.csv --id-column rec_id --out pairs.csv --json \\
    --map forename=given_name,surname=surname,date_of_birth=date_of_birth,house=street_number,street=address_1 \\
    --map town=suburb,postcode=postcode,identifier=soc_sec_id --truth person_id`;

export function addMatchingCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('matching')
    .description('find records that are of one customer')
    .command('evaluate')
    .description('run the duplicate finder over a CSV file and write the pairs with their probabilities')
    .argument('<file>', 'the CSV file, its first line naming the columns')
    .requiredOption('--id-column <column>', 'the column that tells rows apart')
    .option('--map <field=column,…>', 'which columns hold what', readMap, [])
    .option('--truth <column>', 'a column with one value for each customer: measures precision, recall and F1')
    .option('--out <file>', 'where to write the pairs')
    .option('--from <probability>', 'leave out pairs less likely than this', readShare, 0.1)
    .option('--threads <number>', 'how many processors to use', readCount, Math.min(2, availableParallelism()))
    .option('--json', 'print one JSON object; without --out it holds the pairs')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const whole = path.resolve(io.directory, file);
      if (!existsSync(whole)) {
        io.error(`There is no such file: ${whole}`);
        exit.code = 3;
        return;
      }
      exit.code = await evaluate(io, whole, options);
    });
}

async function evaluate(io: Io, file: string, options: Options): Promise<number> {
  const { evaluateFile } = await import('@moothall/core');
  const began = process.hrtime.bigint();
  const { idColumn, map, truth, from, threads } = options;
  let evaluation: Evaluation;
  try {
    evaluation = await evaluateFile(file, {
      idColumn,
      mapping: map,
      truthColumn: truth,
      leastProbability: from,
      threads,
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'import_file_unreadable') throw error;
    io.error((error as Error).message);
    return 2;
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (options.out !== undefined) await writePairs(path.resolve(io.directory, options.out), evaluation);
  if (options.json) io.line(JSON.stringify(jsonOf(evaluation, seconds, options)));
  else {
    const say = (text: string): void => (options.out === undefined ? io.error(text) : io.line(text));
    if (options.out === undefined) for (const line of csvLines(evaluation)) io.write(line);
    for (const line of summaryOf(evaluation, seconds)) say(line);
  }
  return evaluation.refused.length > 0 ? 5 : 0;
}

async function writePairs(file: string, evaluation: Evaluation): Promise<void> {
  await pipeline(Readable.from(csvLines(evaluation)), createWriteStream(file));
}

function* csvLines(evaluation: Evaluation): Generator<string> {
  yield 'id_1,id_2,probability,verdict,evidence\n';
  for (const { ids, probability, verdict, evidence } of evaluation.eachPair())
    yield `${cell(ids[0])},${cell(ids[1])},${rounded(probability)},${verdict},${evidence}\n`;
}

/** Ids are written as they were read, so that a program finds them again. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function jsonOf(evaluation: Evaluation, seconds: number, { out }: Options): object {
  const { records, columns, refused, pairs, merge, review, groups, figures } = evaluation;
  const found = { records, seconds: rounded(seconds), columns, pairs, merge, review, groups, refused };
  return {
    ...found,
    ...(figures
      ? {
          truth: {
            ...figures,
            precision: rounded(figures.precision),
            recall: rounded(figures.recall),
            f1: rounded(figures.f1),
          },
        }
      : {}),
    ...(out === undefined ? { found: [...evaluation.eachPair()].map(jsonPair) } : { out }),
  };
}

function jsonPair({ ids, probability, verdict, evidence }: EvaluatedPair): object {
  return { id1: ids[0], id2: ids[1], probability: rounded(probability), verdict, evidence };
}

function summaryOf(
  { records, columns, refused, pairs, merge, review, groups, figures }: Evaluation,
  seconds: number,
): string[] {
  const compared = Object.entries(columns).map(([field, from]) => `${field} (${from.join(', ')})`);
  return [
    `${records} rows compared by ${compared.join(', ')} in ${seconds.toFixed(1)} s.`,
    `${pairs} pairs: ${merge} to merge, ${review} to review. ${groups} customers have more than one row.`,
    ...refused.slice(0, 20).map(({ line, message }) => `  line ${line}: ${message}`),
    ...(figures
      ? [
          `Of ${figures.truePairs} true pairs, those found at 0.5 or more: precision ${percent(figures.precision)}, recall ${percent(figures.recall)}, F1 ${percent(figures.f1)}.`,
          'Said and true, by probability:',
          ...figures.calibration.map(
            ({ from, to, pairs: many, predicted, observed }) =>
              `  ${from} to ${to}: ${many} pairs, said ${percent(predicted)}, true ${percent(observed)}`,
          ),
        ]
      : []),
  ];
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

function readMap(value: string, before: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const added = value.split(',').map((part): readonly [string, string] => {
    const cut = part.indexOf('=');
    if (cut < 1 || cut === part.length - 1)
      throw new InvalidArgumentError(`Write each as field=column, as forename=given_name; “${part}” is not.`);
    return [part.slice(0, cut).trim(), part.slice(cut + 1).trim()];
  });
  return [...before, ...added];
}

function readShare(value: string): number {
  const share = Number(value);
  if (value.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
  return share;
}

function readCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new InvalidArgumentError('Give a whole number from 1 to 64.');
  return count;
}
