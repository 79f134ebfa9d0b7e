import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { statement } from '#core/kernel/db/statement.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { migrations } from '#core/migrations/index.js';
import { casePatterns } from '../world/cases.js';
import type { Population } from '../world/councils.js';
import { dropIndexes, finishLoad, prepareForLoad } from './indexes.js';
import { patternWorld, writeOrganisation, type Advisers } from './organisation.js';
import { writeArticles } from './write-articles.js';
import { writeCases } from './write-cases.js';
import { writeCustomers } from './write-customers.js';

/** A database of the wanted size, laid out as an installation. */
export interface Dataset extends Population {
  readonly directory: string;
  readonly cases: number;
  readonly articles: number;
  /** The database's present. */
  readonly endAt: number;
  readonly advisers: Advisers;
}

export interface DatasetPlace {
  /** The installation's folder. */
  readonly directory: string;
  /** The `database` setting of its configuration. */
  readonly database: object;
  /** Empties the database that a stopped build left behind. */
  clear(): Promise<void>;
}

const articles = 10_000;
const casesPerCustomer = 2;
/** Grows when the rows that are written change. */
const dataVersion = 4;

/** Names a database by what is in it: size, schema and the version of the rows. */
export function datasetName({ customers, members }: Population): string {
  const schema = migrations.map(({ name, creates, also }) => ({ name, creates, also: String(also) }));
  const digest = createHash('sha256').update(JSON.stringify({ schema, dataVersion })).digest('hex');
  return `${members === 'founders' ? '' : `${members}-`}${customers}-${digest.slice(0, 10)}`;
}

/** Opens the database that an earlier run made, or makes it. */
export async function openDataset(
  place: DatasetPlace,
  population: Population,
  say: (text: string) => void,
): Promise<Dataset> {
  const finished = path.join(place.directory, 'dataset.json');
  if (existsSync(finished)) {
    writeConfiguration(place);
    return { ...(JSON.parse(readFileSync(finished, 'utf8')) as Dataset), directory: place.directory };
  }
  await place.clear();
  layOut(place);
  const endAt = systemClock().now();
  const kernel = await openKernel(readConfig(place.directory, {}), systemClock());
  try {
    const advisers = await fill(kernel, population, endAt, say);
    const dataset = {
      directory: place.directory,
      ...population,
      cases: population.customers * casesPerCustomer,
      articles,
      endAt,
      advisers,
    };
    writeFileSync(finished, JSON.stringify(dataset, undefined, 2));
    return dataset;
  } finally {
    await closeKernel(kernel);
  }
}

/** An installation's folder with its configuration and secrets, and nothing else. */
export function layOut(place: Pick<DatasetPlace, 'directory' | 'database'>): void {
  rmSync(place.directory, { recursive: true, force: true });
  mkdirSync(place.directory, { recursive: true, mode: 0o700 });
  writeConfiguration(place);
  const key = randomBytes(32).toString('base64');
  writeFileSync(path.join(place.directory, 'secrets.yaml'), stringify({ key }), { mode: 0o600 });
}

/** All settings but the database's are the product's own. */
function writeConfiguration({ directory, database }: Pick<DatasetPlace, 'directory' | 'database'>): void {
  writeFileSync(path.join(directory, 'moothall.yaml'), stringify({ database }));
}

async function fill(
  kernel: Kernel,
  population: Population,
  endAt: number,
  say: (text: string) => void,
): Promise<Advisers> {
  const { db } = kernel;
  const { customers, members } = population;
  const world = patternWorld(endAt, members);
  const organisation = await writeOrganisation(kernel, world, members);
  await db.migration(async (run) => {
    for (const table of ['outbox_events', 'jobs']) await run(`delete from ${table}`);
  });
  await prepareForLoad(db);
  const putIndexesBack = await dropIndexes(db);
  say(`${customers} customers`);
  await writeCustomers(db, { ...population, endAt, authorities: organisation.authorities });
  say(`${customers * casesPerCustomer} cases`);
  const count = { ...population, cases: customers * casesPerCustomer, endAt };
  await writeCases(db, organisation, casePatterns(world), count);
  await writeArticles(db, organisation, articles, endAt - articles);
  say('indexes');
  await putIndexesBack();
  await finishLoad(db);
  return organisation.advisers;
}

const counts = statement<Record<string, never>, { customers: number; cases: number; articles: number }>(
  `select (select count(*) from @customers) as customers, (select count(*) from @cases) as cases,
     (select count(*) from @articles) as articles`,
);

/** What is really in the database. */
export async function countRows(kernel: Kernel): Promise<{ customers: number; cases: number; articles: number }> {
  const row = await kernel.db.read(everyAuthority).first(counts, {});
  if (!row) throw new Error('the database answers nothing');
  return row;
}
