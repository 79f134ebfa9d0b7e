import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { datasetName, openDataset, type Dataset, type DatasetPlace } from './build/dataset.js';
import { measureAddresses } from './address-rate.js';
import { measureDispatch } from './dispatch-rate.js';
import { measureImport } from './import-rate.js';
import { directoryOperations } from './load/directory-operations.js';
import type { Readership } from './load/draw-customer.js';
import { listOperations } from './load/operations.js';
import type { CeilingTask } from './load/samples.js';
import { signIn } from './load/sign-in.js';
import { measureMatching } from './matching/measure-matching.js';
import { measure, warmUp, type Measurement, type Pace } from './measure.js';
import { describeMachine, readOptions, UsageError, type BenchOptions } from './options.js';
import { compareSides, type Side } from './partnership/measure-partnership.js';
import { faultOf, partnershipTable } from './partnership/report-partnership.js';
import { summaryOf, tableOf, writeJson } from './report.js';
import { hasSettled, memoryOf, startOwn, type OwnProcess } from './servers/own-process.js';
import { measureRecall } from './search-recall.js';
import { chanceOf, kinds } from './world/chance.js';
import { rangeOfCouncil, type Population } from './world/councils.js';
import { startPostgres, type BenchPostgres } from './servers/postgres.js';

const paces: Readonly<
  Record<BenchOptions['pace'], Pace & { samples: number; importRows: number; addresses: number; deliveries: number }>
> = {
  quick: {
    rounds: 3,
    sliceMs: 350,
    warmUpMs: 400,
    samples: 150,
    importRows: 40_000,
    addresses: 50_000,
    deliveries: 2000,
  },
  full: {
    rounds: 3,
    sliceMs: 4000,
    warmUpMs: 5000,
    samples: 1500,
    importRows: 200_000,
    addresses: 500_000,
    deliveries: 20_000,
  },
};

/** Builds, starts, measures, prints. Resolves to the exit code. */
export async function main(words: readonly string[], checkout: string): Promise<number> {
  try {
    return await run(readOptions(words, checkout), checkout);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function run(options: BenchOptions, checkout: string): Promise<number> {
  const { engine, customers } = options;
  const began = performance.now();
  const say = (text: string): void =>
    console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);
  const postgres = engine === 'postgres' ? await startPostgres(path.join(options.data, 'postgres')) : undefined;
  try {
    const machine = describeMachine();
    say(`${machine}; ${postgres ? `PostgreSQL ${postgres.version}` : 'SQLite'}`);
    if (options.partnership) return await runPartnership(options, postgres, checkout, say);
    const population = { customers, members: 'founders' } as const;
    const dataset = await openDataset(await placeOf(options, datasetName(population), postgres), population, say);
    const imports = await placeOf(options, 'import', postgres);
    const importPerSecond = await measureImport(imports, Math.min(customers, paces[options.pace].importRows));
    say(`imported ${Math.round(importPerSecond)} customers a second`);
    const addressesPerSecond = await measureAddresses(imports, paces[options.pace].addresses);
    say(`imported ${Math.round(addressesPerSecond)} addresses a second`);
    const dispatch = await measureDispatch(
      await placeOf(options, 'dispatch', postgres),
      paces[options.pace].deliveries,
    );
    say(`made ${Math.round(dispatch.perSecond)} deliveries a second`);
    const search = await measureRecall(await placeOf(options, 'search', postgres), checkout);
    say(`asked the search ${search.questions} questions`);
    const matching = await measureMatching(customers);
    say(`found the duplicates among ${customers} customers in ${matching.seconds.toFixed(1)} s`);
    const { measurements, memory } = await measureAll(options, dataset, checkout, say);
    const figures = {
      machine,
      engine,
      customers,
      measurements,
      memory,
      importPerSecond,
      dispatch,
      addressesPerSecond,
      search,
      matching,
    };
    console.log(`\n${tableOf(measurements)}\n\n${summaryOf(figures)}`);
    if (options.json !== undefined) writeJson(options.json, figures);
    return 0;
  } finally {
    await postgres?.stop();
  }
}

/**
 * The same pages with one authority and with ten, by turns: for an adviser of one of the ten, beside that authority by
 * itself, and for one who serves all ten, beside one authority that has as many customers.
 * @returns 1 where ten are too slow
 */
async function runPartnership(
  options: BenchOptions,
  postgres: BenchPostgres | undefined,
  checkout: string,
  say: (text: string) => void,
): Promise<number> {
  const { customers } = options;
  const { from, to } = rangeOfCouncil('castlebridge', { customers, members: 'ten' });
  const faults: string[] = [];
  for (const { title, reads, alone } of [
    { title: 'An adviser of one of the ten', reads: 'castlebridge', alone: to - from },
    { title: 'An adviser who serves all ten', reads: 'all', alone: customers },
  ] as const) {
    const servers: OwnProcess[] = [];
    const openSide = async (population: Population): Promise<Side> => {
      const dataset = await openDataset(await placeOf(options, datasetName(population), postgres), population, say);
      const { operations, signedIn } = await prepareTask(options, dataset, paces[options.pace].samples, reads);
      const server = await startProduct(options, dataset, checkout);
      servers.push(server);
      return { server, operations, signedIn };
    };
    try {
      say(`one authority with ${alone} customers, and ten with ${customers} and 12,000 people in the directory`);
      const one = await openSide({ customers: alone, members: 'one' });
      const ten = await openSide({ customers, members: 'ten' });
      const compared = await compareSides(one, ten, { ...paces[options.pace], rounds: 5 });
      console.log(`\n${title}\n\n${partnershipTable(compared)}\n`);
      faults.push(...compared.flatMap((each) => faultOf(each) ?? []));
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  }
  return faults.length > 0 ? 1 : 0;
}

/** Where a database lies, on either engine. */
async function placeOf(
  { data, engine }: BenchOptions,
  name: string,
  postgres: BenchPostgres | undefined,
): Promise<DatasetPlace> {
  const directory = path.join(data, `${engine}-${name}`);
  mkdirSync(data, { recursive: true });
  if (!postgres) {
    const clear = async (): Promise<void> => rmSync(directory, { recursive: true, force: true });
    return { directory, database: { engine }, clear };
  }
  const database = `bench_${name.replaceAll('-', '_')}`;
  const url = await postgres.database(database);
  const clear = async (): Promise<void> => {
    await postgres.drop(database);
    await postgres.database(database);
  };
  return { directory, database: { engine, url }, clear };
}

async function measureAll(
  options: BenchOptions,
  dataset: Dataset,
  checkout: string,
  say: (text: string) => void,
): Promise<{ measurements: Measurement[]; memory: ReturnType<typeof memoryOf> }> {
  const pace = paces[options.pace];
  const task = await prepareTask(options, dataset, pace.samples);
  const servers: OwnProcess[] = [];
  try {
    const product = await startProduct(options, dataset, checkout);
    servers.push(product);
    say('recording what each page takes');
    const ceiling = await startCeilings(dataset, task);
    servers.push(ceiling);
    const ceilings =
      options.engine === 'postgres' ? (['memory', 'prepared', 'knex'] as const) : (['memory', 'prepared'] as const);
    const targets = { product, ceiling, ceilings, signedIn: task.signedIn };
    await warmUp(task.operations, targets, pace);
    const measurements: Measurement[] = [];
    for (const connections of [1, 16]) {
      for (const [number, operation] of task.operations.entries()) {
        measurements.push(await measure(operation, number, connections, targets, pace));
      }
      say(`measured with ${connections} ${connections === 1 ? 'connection' : 'connections'}`);
    }
    const memory = memoryOf(product.pid);
    return { measurements, memory };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function prepareTask(
  options: BenchOptions,
  dataset: Dataset,
  samples: number,
  reads: Readership = 'all',
): Promise<CeilingTask> {
  const kernel = await openKernel(readConfig(dataset.directory, { MOOTHALL__LOG__LEVEL: 'warn' }), systemClock());
  try {
    const all = await listOperations(kernel, dataset, samples, reads);
    const draw = chanceOf(kinds.identifier, dataset.customers + 1);
    if (dataset.members !== 'founders') all.push(...(await directoryOperations(kernel, draw, samples)));
    const operations = all.filter(({ name }) => name.includes(options.only ?? ''));
    if (operations.length === 0)
      throw new UsageError(`No operation is called ${options.only ?? ''}: ${all.map(({ name }) => name).join(', ')}.`);
    const adviserId = reads === 'all' ? dataset.advisers.ofAll : dataset.advisers.ofOne;
    return { directory: dataset.directory, operations, signedIn: await signIn(kernel, adviserId) };
  } finally {
    await closeKernel(kernel);
  }
}

/** As `moothall` itself has it. */
const youngSpace = '--max-semi-space-size=8';

/** The product as an operator starts it, in a process of its own. */
async function startProduct({ profile }: BenchOptions, { directory }: Dataset, checkout: string): Promise<OwnProcess> {
  const program = path.join(checkout, 'packages/cli/bin/moothall.js');
  const profiled = [process.execPath, '--cpu-prof', `--cpu-prof-dir=${profile}`, youngSpace, program];
  const [command = program, ...before] = profile === undefined ? [program] : profiled;
  const product = await startOwn({
    command,
    words: [...before, 'start', '--dir', directory, '--port', '0'],
    ready: /is ready at http:\/\/127\.0\.0\.1:(\d+)/,
    withinMs: 60_000,
  });
  await hasSettled(product.pid);
  return product;
}

async function startCeilings({ directory }: Dataset, task: CeilingTask): Promise<OwnProcess> {
  const file = path.join(directory, 'ceiling-task.json');
  writeFileSync(file, JSON.stringify(task), { mode: 0o600 });
  const script = path.join(import.meta.dirname, 'ceiling/server.js');
  return await startOwn({
    command: process.execPath,
    words: [youngSpace, script, file],
    ready: /^ceilings on (\d+)/,
    withinMs: 900_000,
  });
}
