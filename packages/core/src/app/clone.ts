import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  cloneAnonymised,
  cloneInTheWay,
  cloneUnderWay,
  endClone,
  findAdministrator,
  type Vocabulary,
} from '../copies/index.js';
import { sealEntries } from '../audit/index.js';
import { createPasswordLink } from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { checkConfig, readConfig, type Config } from '../kernel/config.js';
import type { Database } from '../kernel/db/database.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { lockOfSqlite } from '../kernel/db/sqlite-hold.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { pooledRandom } from '../kernel/random.js';
import { everyAuthority } from '../kernel/scope.js';
import { closeKernel, openDatabase, openKernel } from './compose.js';
import { britishHeritages } from './demo/world/names/british.js';
import { europeanHeritages } from './demo/world/names/european.js';
import { southAsianHeritages } from './demo/world/names/south-asian.js';
import { streetFirstWords } from './demo/world/street-names.js';

export interface CloneAsked {
  /** Absolute: a directory that is empty or not there yet. */
  readonly directory: string;
  /** Of an empty PostgreSQL database; absent: SQLite in the directory. */
  readonly url: string | undefined;
  readonly password: string | undefined;
  readonly port: number;
  readonly onStep?: (step: string) => void;
}

export interface ClonedInstallation {
  readonly directory: string;
  /** By table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Who may do the most, and a link by which they set their password, once, within a day; null: nobody may. */
  readonly administrator: { readonly signInName: string; readonly passwordPath: string } | null;
  /** What became of a copy to that directory that was cut off. */
  readonly earlier: 'none' | 'removed' | 'finished';
}

/** While it is there, the directory holds half a copy; or a whole one that was not told of yet, which it describes. */
const marker = '.cloning';
/** Of whoever makes it; SQLite has a journal beside it. */
const lockFile = `${marker}.in-use`;
const Whole = z.object({ rows: z.record(z.string(), z.number()) });

/**
 * Makes an installation of its own that is like another, with invented people: for training and tests. It has a key of its
 * own and no connections, so that nothing can leave it. One that was cut off is made anew, or finished once all is there.
 * @throws clone_in_the_way; clone_under_way
 */
export async function cloneInstallation(config: Config, clock: Clock, asked: CloneAsked): Promise<ClonedInstallation> {
  const { directory } = asked;
  refuseOther(directory);
  await mkdir(directory, { recursive: true, mode: 0o750 });
  const hold = await lockOfSqlite(path.join(directory, marker))('alone', () => undefined);
  if (!hold) throw cloneUnderWay();
  try {
    return await cloneAlone(config, clock, asked);
  } finally {
    await hold.release();
  }
}

async function cloneAlone(config: Config, clock: Clock, asked: CloneAsked): Promise<ClonedInstallation> {
  const { directory, onStep = () => undefined } = asked;
  const whole = findWhole(directory);
  if (whole) {
    const made = readConfig(directory, {});
    const administrator = await prepareSignIn(made, clock); // the link of then may have expired
    const copied = await openDatabase(made);
    await tellOf(directory, copied).finally(() => copied.close());
    return { directory, ...whole, administrator, earlier: 'finished' };
  }
  const earlier = await clearPlace(directory);
  const { settings, secrets } = configurationOf(asked);
  const clone = checkConfig(directory, settings, secrets);
  await mkdir(clone.data, { mode: 0o700 });
  const target = await openDatabase(clone);
  const work = path.join(directory, '.source');
  try {
    const about = {
      from: databaseAddress(config),
      target,
      work,
      vocabulary: inventedWords,
      key: pooledRandom(32),
      onStep,
    };
    const rows = await cloneAnonymised(about, clock);
    onStep('sealing the audit trail');
    const administrator = await prepareSignIn(clone, clock);
    await writeConfiguration(directory, settings, secrets);
    await writeWhole(path.join(directory, `${marker}.part`), JSON.stringify({ rows }), 0o600);
    await rename(path.join(directory, `${marker}.part`), path.join(directory, marker));
    await tellOf(directory, target);
    return { directory, rows, administrator, earlier };
  } finally {
    await target.close();
  }
}

function findWhole(directory: string): z.output<typeof Whole> | undefined {
  const file = path.join(directory, marker);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.startsWith('{') ? Whole.parse(JSON.parse(text)) : undefined;
}

/** From now on it is an installation like any other. */
async function tellOf(directory: string, copied: Database): Promise<void> {
  await endClone(copied);
  await rm(path.join(directory, lockFile), { force: true }); // before the marker: cut off between, it is finished
  await rm(path.join(directory, marker));
}

/** What is in the directory, besides its lock. @throws clone_in_the_way */
function refuseOther(directory: string): string[] {
  const there = existsSync(directory) ? readdirSync(directory).filter((name) => !name.startsWith(lockFile)) : [];
  if (there.length > 0 && !there.includes(marker)) throw cloneInTheWay();
  return there;
}

/** @throws clone_in_the_way */
async function clearPlace(directory: string): Promise<'none' | 'removed'> {
  const there = refuseOther(directory);
  for (const name of there.filter((each) => each !== marker))
    await rm(path.join(directory, name), { recursive: true, force: true });
  await writeFile(path.join(directory, marker), 'moothall clone is under way, or was cut off: run the same again.\n');
  return there.includes(marker) ? 'removed' : 'none';
}

function configurationOf({ url, password, port }: CloneAsked) {
  const database = url === undefined ? { engine: 'sqlite' } : { engine: 'postgres', url };
  return {
    settings: { listen: { port }, database, data: 'data' },
    secrets: {
      key: pooledRandom(32).toString('base64'),
      ...(password === undefined ? {} : { database: { password } }),
    },
  };
}

async function prepareSignIn(clone: Config, clock: Clock): Promise<ClonedInstallation['administrator']> {
  const kernel = await openKernel({ ...clone, log: { level: 'silent' } }, clock);
  try {
    const found = await findAdministrator(kernel.db.read(everyAuthority));
    if (found) {
      const token = kernel.random(32).toString('base64url');
      const link = { personId: found.personId, tokenHash: hashSecret(token) };
      await runCommand(kernel, systemActor('command line'), createPasswordLink, link);
      await sealEntries(kernel, 'start');
      return { signInName: found.signInName, passwordPath: `/sign-in/password/${token}` };
    }
    await sealEntries(kernel, 'start');
    return null;
  } finally {
    await closeKernel(kernel);
  }
}

/** JSON is YAML as well. */
async function writeConfiguration(directory: string, settings: object, secrets: object): Promise<void> {
  const about = '# An anonymised copy: everybody in it is invented, and it has no connections to other systems.\n';
  await writeWhole(path.join(directory, 'secrets.yaml'), `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  await writeWhole(path.join(directory, 'moothall.yaml'), `${about}${JSON.stringify(settings, null, 2)}\n`, 0o640);
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const heritages = [...britishHeritages, ...southAsianHeritages, ...europeanHeritages];
const wordsIn = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => text?.split(/\s+/).filter((word) => word !== '' && !word.includes('_')) ?? [])),
];

/** What people and streets of a copy are called. */
export const inventedWords: Vocabulary = {
  givenNames: wordsIn(
    heritages
      .flatMap(({ women, men }) => [women, men])
      .flatMap(({ elder, middle, younger, any }) => [elder, middle, younger, any]),
  ),
  familyNames: wordsIn(heritages.map(({ surnames }) => surnames)),
  streets: streetFirstWords,
};
